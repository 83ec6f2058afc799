import { sql } from 'kysely';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asMachine } from '../purpose/working.ts';

/**
 * Whether a person is in the cohort now by whichever record, as far as the actor may know who is in it: matching may have
 * joined records of agencies that do not share that they know the person.
 */
export async function inCohortAlready(
  tx: Tx,
  actor: Actor,
  cohortId: string,
  clusterId: string,
): Promise<boolean> {
  const own = agencyOf(actor);
  const restrictedToo = mayFor(actor, 'casework.restricted', own);
  const row = await asMachine(tx, actor, () =>
    tx
      .selectFrom('casework.cohort_person as p')
      .innerJoin('casework.presence as r', (join) =>
        join.onRef('r.partnership_id', '=', 'p.partnership_id').onRef('r.record_id', '=', 'p.record_id'),
      )
      .where('p.partnership_id', '=', actor.partnershipId)
      .where('p.cohort_id', '=', cohortId)
      .where('p.until_on', 'is', null)
      .where('r.cluster_id', '=', clusterId)
      .where(sql<boolean>`${own ?? null}::uuid = any (p.agency_ids)`)
      .where(sql<boolean>`(${restrictedToo}::boolean or not casework.barred(p.restricted, p.member_id))`)
      .select('p.id')
      .executeTakeFirst(),
  );
  return row !== undefined;
}
