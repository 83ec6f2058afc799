import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { clustersOf } from '../people/index.ts';
import { type ListedReferral, listOfRecords } from './queries.ts';

/** Referrals of a person in which the actor takes part, newest first. */
export async function referralsOf(
  tx: Tx,
  actor: Actor,
  clusterId: string,
): Promise<readonly ListedReferral[]> {
  const known = await tx
    .selectFrom('casework.presence')
    .where('partnership_id', '=', actor.partnershipId)
    .where('cluster_id', 'in', [...(await clustersOf(tx, actor, clusterId))])
    .select('record_id')
    .execute();
  return listOfRecords(
    tx,
    actor,
    known.map(({ record_id }) => record_id),
  );
}
