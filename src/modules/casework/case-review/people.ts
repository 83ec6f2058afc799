import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asMachine } from '../purpose/working.ts';

/** The clusters of these records, for the ledger. */
export const clustersOfRecords = (
  tx: Tx,
  actor: Actor,
  recordIds: readonly string[],
): Promise<readonly string[]> =>
  asMachine(tx, actor, async (machine) => {
    const rows = await tx
      .selectFrom('casework.record')
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', 'in', recordIds)
      .select('cluster_id')
      .execute();
    return rows.map((row) => row.cluster_id);
  });
