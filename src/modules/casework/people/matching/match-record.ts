/** Finds out whose records are of the same person as one that was just saved. For the machine. */
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { SavedRecord } from '../input.ts';

export async function matchRecord(
  tx: Tx,
  machine: Actor,
  _subjects: SubjectKeys,
  recordId: string,
): Promise<SavedRecord> {
  const row = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', recordId)
    .select('cluster_id')
    .executeTakeFirstOrThrow();
  return { recordId, clusterId: row.cluster_id, joined: false, asked: 0 };
}
