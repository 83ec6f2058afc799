import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { allWritten } from '../../../platform/import-rows.ts';
import { importFramework, importFrameworkJoins, importMonitoring } from './import.ts';

const FILES = [
  ['frameworks.csv', importFramework],
  ['framework-joins.csv', importFrameworkJoins],
  ['monitoring.csv', importMonitoring],
] as const;

/** Loads the example's frameworks, what of ours answers them and who monitors, through the public importers. */
export async function loadFrameworksExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  for (const [name, load] of FILES) {
    const imported = allWritten(await load(tx, actor, files(name), { write: true }));
    if (isRefusal(imported)) return imported;
  }
  return undefined;
}
