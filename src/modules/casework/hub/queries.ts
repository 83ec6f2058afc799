import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { caseCode } from '../cases/words.ts';
import { memberCode } from '../cohorts/words.ts';
import { asMachine } from '../purpose/working.ts';
import type { Why } from './urgency.ts';

export interface MeetingRow {
  readonly id: string;
  readonly onDay: PlainDate;
  readonly since: PlainDate;
  readonly state: 'planned' | 'open' | 'closed';
  readonly agencyIds: readonly string[];
  readonly revision: number;
}

const meetings = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.hub_meeting')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'on_day as onDay', 'since', 'state', 'agency_ids as agencyIds', 'revision']);

/** Meetings of the hub that the actor's agency takes part in, the latest first. */
export const listMeetings = async (tx: Tx, actor: Actor): Promise<readonly MeetingRow[]> =>
  (await meetings(tx, actor).orderBy('on_day', 'desc').limit(100).execute()) as readonly MeetingRow[];

export const findMeeting = async (tx: Tx, actor: Actor, id: string): Promise<MeetingRow | undefined> =>
  (await meetings(tx, actor).where('id', '=', id).executeTakeFirst()) as MeetingRow | undefined;

export interface Item {
  readonly id: string;
  readonly meetingId: string;
  readonly position: number;
  readonly subjectKind: 'case' | 'flag' | 'referral' | 'case-review' | 'cohort-member';
  readonly subjectId: string;
  readonly agencyIds: readonly string[];
  readonly restricted: boolean;
  readonly why: readonly Why[];
  readonly urgency: number;
  readonly state: 'waiting' | 'open' | 'decided' | 'carried' | 'withdrawn';
  readonly decision: string | null;
  readonly revision: number;
  /** What the actor may call it: a title where it is seen, else a code. */
  readonly title: string;
  readonly path: string;
}

/** The items that the actor's agency takes part in, in their order. */
export async function listItems(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  meetingId: string,
): Promise<readonly Item[]> {
  const rows = await items(tx, actor).where('i.meeting_id', '=', meetingId).execute();
  return rows.map((row) => itemOf(row, subjects));
}

export async function findItem(
  tx: Tx,
  actor: Actor,
  id: string,
  subjects?: SubjectKeys,
): Promise<Item | undefined> {
  const row = await items(tx, actor).where('i.id', '=', id).executeTakeFirst();
  return row && itemOf(row, subjects);
}

const items = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.hub_item as i')
    .leftJoin('casework.case_file as c', (join) =>
      join.onRef('c.partnership_id', '=', 'i.partnership_id').onRef('c.id', '=', 'i.subject_id'),
    )
    .leftJoin('casework.referral as r', (join) =>
      join.onRef('r.partnership_id', '=', 'i.partnership_id').onRef('r.id', '=', 'i.subject_id'),
    )
    .leftJoin('casework.cohort_member as m', (join) =>
      join.onRef('m.partnership_id', '=', 'i.partnership_id').onRef('m.id', '=', 'i.subject_id'),
    )
    .leftJoin('casework.cohort as k', (join) =>
      join.onRef('k.partnership_id', '=', 'm.partnership_id').onRef('k.id', '=', 'm.cohort_id'),
    )
    .where('i.partnership_id', '=', actor.partnershipId)
    .orderBy('i.position')
    .selectAll('i')
    .select(['c.title as case_title', 'r.reference', 'k.title as cohort']);

type ItemRow = Awaited<ReturnType<ReturnType<typeof items>['execute']>>[number];

const PATHS: Readonly<Record<string, string>> = {
  case: '/casework/cases/',
  flag: '/casework/patterns/',
  referral: '/casework/referrals/',
  'case-review': '/casework/case-reviews/',
  'cohort-member': '/casework/cohorts/members/',
};

function itemOf(row: ItemRow, subjects: SubjectKeys | undefined): Item {
  const title = row.case_title ? subjects?.open(row.subject_id, row.case_title) : undefined;
  return {
    id: row.id,
    meetingId: row.meeting_id,
    position: row.position,
    subjectKind: row.subject_kind as Item['subjectKind'],
    subjectId: row.subject_id,
    agencyIds: row.agency_ids,
    restricted: row.restricted,
    why: row.why as Why[],
    urgency: row.urgency,
    state: row.state as Item['state'],
    decision: subjects?.open(row.id, row.decision) ?? null,
    revision: row.revision,
    title: titleOf(row, title),
    path: `${PATHS[row.subject_kind] ?? '/casework/'}${row.subject_id}`,
  };
}

function titleOf(row: ItemRow, caseTitle: string | undefined): string {
  switch (row.subject_kind) {
    case 'case':
      return [caseTitle, caseCode(row.subject_id)].filter(Boolean).join(' ');
    case 'referral':
      return `Referral ${row.reference ?? ''}`.trim();
    case 'flag':
      return 'A pattern of incidents';
    case 'cohort-member':
      return `${row.cohort ?? 'Somebody in a cohort'} ${memberCode(row.subject_id)}`;
    default:
      return 'An application for a case review';
  }
}

/** How many items stand on the agenda that the actor's agency takes no part in: a number, so that nobody is surprised. */
export async function hiddenItems(tx: Tx, actor: Actor, meetingId: string, seen: number): Promise<number> {
  const all = await asMachine(tx, actor, () =>
    tx
      .selectFrom('casework.hub_item')
      .where('partnership_id', '=', actor.partnershipId)
      .where('meeting_id', '=', meetingId)
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return Number(all.count) - seen;
}

/** The agencies that are here. */
export async function listPresent(tx: Tx, actor: Actor, meetingId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('casework.hub_attendance')
    .where('partnership_id', '=', actor.partnershipId)
    .where('meeting_id', '=', meetingId)
    .where('present', '=', true)
    .select('agency_id')
    .execute();
  return rows.map(({ agency_id }) => agency_id);
}

/** Differs after every change of a meeting, by whichever process it was made. */
export async function markOf(tx: Tx, meetingId: string): Promise<string> {
  const here = sql`partnership_id = platform.partnership()`;
  const { rows } = await sql<{ mark: string }>`select md5(concat_ws('.',
    (select revision from casework.hub_meeting where ${here} and id = ${meetingId}),
    (select count(*) filter (where present) from casework.hub_attendance where ${here} and meeting_id = ${meetingId}),
    (select coalesce(sum(revision), 0) || '.' || count(*) from casework.hub_item where ${here} and meeting_id = ${meetingId}),
    (select count(*) from casework.task t where t.${here} and t.hub_item_id in (select i.id from casework.hub_item i where i.${here} and i.meeting_id = ${meetingId}))
  )) as mark`.execute(tx);
  return rows[0]?.mark ?? '';
}
