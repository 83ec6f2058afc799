/** What has to hold before an agency asks another to see. */
import { sql } from 'kysely';
import { isUuid } from '../../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Asking } from './ask.ts';

/** What is asked for, and why. Refuses `say-what-and-why`. */
export function saysEnough({ categories, reason }: Asking): Refusal | undefined {
  if (categories.length === 0)
    return refused('say-what-and-why', 'Choose what you need to see.', { field: 'categories' });
  return reason.trim() === ''
    ? refused('say-what-and-why', 'Say why you need to see it.', { field: 'reason' })
    : undefined;
}

/** Nobody asks where nothing shows that the person is known. Refuses `not-known-there`. */
export async function isKnownThere(
  tx: Tx,
  actor: Actor,
  { clusterId, agencyId }: Asking,
): Promise<Refusal | undefined> {
  const known =
    isUuid(clusterId) && isUuid(agencyId)
      ? await tx
          .selectFrom('casework.presence')
          .where('partnership_id', '=', actor.partnershipId)
          .where('cluster_id', '=', clusterId)
          .where('agency_id', '=', agencyId)
          .select('record_id')
          .executeTakeFirst()
      : undefined;
  return known ? undefined : refused('not-known-there', 'Nothing shows that this agency knows the person.');
}

/** What the agency asked for this purpose and has no answer to yet covers all of it. Refuses `asked-already`. */
export async function isAskedAlready(
  tx: Tx,
  actor: Actor,
  own: string,
  { clusterId, agencyId, categories, wantsRestricted }: Asking,
): Promise<Refusal | undefined> {
  const waiting = await tx
    .selectFrom('casework.ask as a')
    .leftJoin('casework.ask_answer as w', (on) =>
      on.onRef('w.partnership_id', '=', 'a.partnership_id').onRef('w.ask_id', '=', 'a.id'),
    )
    .where('a.partnership_id', '=', actor.partnershipId)
    .where('a.cluster_id', '=', clusterId)
    .where('a.agency_id', '=', agencyId)
    .where('a.asker_agency_id', '=', own)
    .where('a.purpose', '=', actor.purpose ?? '')
    .where('w.ask_id', 'is', null)
    .where(sql<boolean>`a.categories @> ${[...categories]}::text[]`)
    .where(sql<boolean>`a.wants_restricted >= ${wantsRestricted}::boolean`)
    .select('a.id')
    .executeTakeFirst();
  return (
    waiting &&
    refused('asked-already', 'Your agency has asked for this already. It waits for the answer.', {
      field: 'categories',
    })
  );
}
