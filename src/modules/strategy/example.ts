import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { loadFrameworksExample } from './frameworks/example.ts';
import { importStrategy } from './import.ts';

/** Loads the example's strategy, adopted and with its rewording of 2013, and the frameworks set beside it. */
export async function loadStrategyExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const imported = allWritten(await importStrategy(tx, actor, files('strategy.json'), { write: true }));
  return isRefusal(imported) ? imported : loadFrameworksExample(tx, actor, files);
}
