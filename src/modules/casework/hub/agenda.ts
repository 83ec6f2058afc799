/** What the hub should talk about: found across agencies by the machine, shown to each as far as it takes part. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asMachine } from '../purpose/working.ts';
import { inOrder, urgencyOf, type Why } from './urgency.ts';

interface Found {
  readonly subject_kind: 'case' | 'flag' | 'referral' | 'case-review' | 'cohort-member';
  readonly subject_id: string;
  readonly agency_ids: string[];
  readonly restricted: boolean;
  readonly why: Why[];
}

/**
 * Writes the agenda of a meeting from what is new, changed, overdue, flagged, red or risen since the last one, and from what was
 * carried over; what stands on it already stays where it is. Only what at least one agency of the hub takes part in.
 */
export async function buildAgenda(
  tx: Tx,
  actor: Actor,
  meeting: {
    readonly id: string;
    readonly since: PlainDate;
    readonly onDay: PlainDate;
    readonly agencyIds: readonly string[];
  },
): Promise<{ added: number }> {
  return asMachine(tx, actor, async () => {
    const found = await findSubjects(tx, actor, meeting);
    const there = await tx
      .selectFrom('casework.hub_item')
      .where('partnership_id', '=', actor.partnershipId)
      .where('meeting_id', '=', meeting.id)
      .select(['subject_kind', 'subject_id', 'position'])
      .execute();
    const known = new Set(there.map((item) => `${item.subject_kind} ${item.subject_id}`));
    const last = Math.max(0, ...there.map(({ position }) => position));
    const fresh = found
      .filter((one) => !known.has(`${one.subject_kind} ${one.subject_id}`))
      .map((one) => ({ ...one, urgency: urgencyOf(one.why) }))
      .toSorted((a, b) => b.urgency - a.urgency || (a.subject_id < b.subject_id ? -1 : 1));
    if (fresh.length > 0)
      await tx
        .insertInto('casework.hub_item')
        .values(
          fresh.map((one, at) => ({
            partnership_id: actor.partnershipId,
            id: newId<'hub-item'>(),
            meeting_id: meeting.id,
            position: last + at + 1,
            subject_kind: one.subject_kind,
            subject_id: one.subject_id,
            agency_ids: one.agency_ids,
            restricted: one.restricted,
            why: [...inOrder(one.why)],
            urgency: one.urgency,
          })),
        )
        .execute();
    return { added: fresh.length };
  });
}

/** Subjects with every reason that holds for them, in one statement. */
async function findSubjects(
  tx: Tx,
  actor: Actor,
  { since, onDay, agencyIds }: { since: PlainDate; onDay: PlainDate; agencyIds: readonly string[] },
): Promise<readonly Found[]> {
  const here = sql`partnership_id = ${actor.partnershipId}`;
  const { rows } = await sql<Found>`
    with reason as (
      select 'case' as subject_kind, id as subject_id, 'new' as why from casework.case_file where ${here} and closed_on is null and opened_on >= ${since}
      union all
      select 'case', id, 'overdue' from casework.case_file where ${here} and closed_on is null and next_review_on < ${onDay}
      union all
      select 'case', case_id, 'overdue' from casework.task where ${here} and state = 'open' and due_on < ${onDay} and case_id is not null
      union all
      select 'case', case_id, 'changed' from casework.case_note where ${here} and at >= ${since}::timestamptz
      union all
      select 'case', a.case_id, 'high-risk' from (
        select distinct on (case_id) case_id, template_id, band from casework.assessment where ${here} and case_id is not null order by case_id, made_on desc, id desc
      ) a join casework.template_band b on b.partnership_id = ${actor.partnershipId} and b.template_id = a.template_id and b.name = a.band and b.colour = 'red'
      union all
      select 'flag', id, case when due_on < ${onDay} then 'overdue' else 'flagged' end from casework.pattern_flag where ${here} and state = 'open'
      union all
      select 'flag', id, 'flagged' from casework.pattern_flag where ${here} and state = 'open'
      union all
      select 'referral', id, 'overdue' from casework.referral where ${here} and (state = 'no-response' or (due_on < ${onDay} and state in ('sent', 'received')))
      union all
      select 'cohort-member', member_id, 'risen' from casework.cohort_rating where ${here} and moved = 'risen' and rated_on >= ${since}
      union all
      select 'cohort-member', id, 'overdue' from casework.cohort_member where ${here} and until_on is null and next_review_on < ${onDay}
      union all
      select 'cohort-member', id, 'new' from casework.cohort_member where ${here} and until_on is null and from_on >= ${since}
      union all
      select i.subject_kind, i.subject_id, 'carried' from casework.hub_item i
      where ${here} and i.state = 'carried' and i.meeting_id = (
        select m.id from casework.hub_meeting m where m.partnership_id = ${actor.partnershipId} and m.state = 'closed' and m.on_day < ${onDay} order by m.on_day desc limit 1)
    ),
    subject as (
      select 'case' as subject_kind, id, agency_ids, restricted from casework.case_file where ${here} and closed_on is null
      union all
      select 'flag', id, agency_ids, restricted from casework.pattern_flag where ${here} and state in ('open', 'acknowledged')
      union all
      select 'referral', id, agency_ids, restricted from casework.referral where ${here} and state in ('sent', 'received', 'no-response')
      union all
      select 'cohort-member', id, agency_ids, restricted from casework.cohort_member where ${here} and until_on is null
    )
    select s.subject_kind, s.id as subject_id, s.agency_ids, s.restricted, array_agg(distinct r.why) as why
    from subject s join reason r on r.subject_kind = s.subject_kind and r.subject_id = s.id
    where s.agency_ids && ${agencyIds}::uuid[]
    group by s.subject_kind, s.id, s.agency_ids, s.restricted`.execute(tx);
  return rows;
}
