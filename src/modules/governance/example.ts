import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { importBodies, importReportingLines, importSittings } from './import.ts';

/** Loads the example's bodies, to whom they answer, and their sittings through the public importers. */
export async function loadGovernanceExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const write = { write: true };
  const bodies = allWritten(await importBodies(tx, actor, files('bodies.csv'), write));
  if (isRefusal(bodies)) return bodies;
  const lines = allWritten(await importReportingLines(tx, actor, files('reporting-lines.csv'), write));
  if (isRefusal(lines)) return lines;
  const sittings = allWritten(await importSittings(tx, actor, files('sittings.csv'), write));
  return isRefusal(sittings) ? sittings : undefined;
}
