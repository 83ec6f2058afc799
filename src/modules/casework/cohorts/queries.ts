/** Cohorts as pages show them: opened where their key still exists. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { DISPOSED_OF } from '../cases/queries.ts';
import type { Standing } from './attention.ts';
import { type CohortKind, type Colour, type LeftAs, memberCode } from './words.ts';

export interface CohortInList {
  readonly id: string;
  readonly title: string;
  readonly kind: CohortKind;
  readonly says: string;
  readonly lead: string;
  readonly endedOn: PlainDate | null;
  readonly members: number;
  readonly late: number;
  readonly unrated: number;
  readonly red: number;
  readonly amber: number;
  readonly green: number;
  readonly blue: number;
}

/** The last rating of a member, as a lateral row `l`. */
const latest = (member: string) => sql`left join lateral (
  select x.colour, x.band, x.moved, x.rated_on,
    (select y.band from casework.cohort_rating y where y.partnership_id = x.partnership_id and y.member_id = x.member_id
      and (y.rated_on, y.id) < (x.rated_on, x.id) and y.colour <> x.colour order by y.rated_on desc, y.id desc limit 1) as before,
    (select min(z.rated_on) from casework.cohort_rating z where z.partnership_id = x.partnership_id and z.member_id = x.member_id
      and z.colour = x.colour and not exists (select from casework.cohort_rating w where w.partnership_id = z.partnership_id
        and w.member_id = z.member_id and w.colour <> x.colour and (w.rated_on, w.id) > (z.rated_on, z.id))) as since
  from casework.cohort_rating x where x.partnership_id = ${sql.ref(`${member}.partnership_id`)} and x.member_id = ${sql.ref(`${member}.id`)}
  order by x.rated_on desc, x.id desc limit 1) l on true`;

/** The cohorts in which the actor's agency takes part, those that go on first, with how many stand how. */
export async function listCohorts(tx: Tx, actor: Actor, today: PlainDate): Promise<readonly CohortInList[]> {
  const { rows } = await sql<Omit<CohortInList, 'endedOn'> & { ended_on: PlainDate | null }>`
    select c.id, c.title, c.kind, c.says, a.name as lead, c.ended_on,
      count(m.id)::int as members, count(m.id) filter (where m.next_review_on < ${today})::int as late,
      count(m.id) filter (where l.colour is null)::int as unrated, count(m.id) filter (where l.colour = 'red')::int as red,
      count(m.id) filter (where l.colour = 'amber')::int as amber, count(m.id) filter (where l.colour = 'green')::int as green,
      count(m.id) filter (where l.colour = 'blue')::int as blue
    from casework.cohort c
    join partners.agency a on a.partnership_id = c.partnership_id and a.id = c.lead_agency_id
    left join casework.cohort_member m on m.partnership_id = c.partnership_id and m.cohort_id = c.id and m.until_on is null
    ${latest('m')}
    where c.partnership_id = ${actor.partnershipId}
    group by c.id, c.title, c.kind, c.says, a.name, c.ended_on
    order by (c.ended_on is not null), c.title, c.id`.execute(tx);
  return rows.map(({ ended_on, ...row }) => ({ ...row, endedOn: ended_on }));
}

export interface PersonIn {
  readonly recordId: string;
  readonly name: string;
  /** Where the reader may know that there is one. */
  readonly clusterId: string | null;
  readonly untilOn: PlainDate | null;
}

export interface MemberInList extends Standing {
  readonly cohortId: string;
  readonly cohort: string;
  readonly code: string;
  readonly people: readonly PersonIn[];
  readonly lead: string;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | null;
  readonly leftAs: LeftAs | null;
  readonly band: string | null;
  readonly since: PlainDate | null;
  readonly before: string | null;
}

/** Most who are shown at once; a cohort is meant to be known by heart. */
const MOST = 500;

/** Who is in a cohort, or left it, or of which cohorts a person is; in no order of theirs. */
export async function listMembers(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  of:
    | { readonly cohortId: string; readonly left: boolean }
    | { readonly clusterId: string }
    | { readonly id: string },
): Promise<readonly MemberInList[]> {
  const which =
    'cohortId' in of
      ? sql`m.cohort_id = ${of.cohortId} and (m.until_on is not null) = ${of.left}`
      : 'id' in of
        ? sql`m.id = ${of.id}`
        : sql`m.id in (select p.member_id from casework.cohort_person p
            join casework.presence r on r.partnership_id = p.partnership_id and r.record_id = p.record_id
            where p.partnership_id = ${actor.partnershipId} and r.cluster_id = ${of.clusterId})`;
  const { rows } = await sql<Row>`
    select m.id, m.cohort_id, c.title as cohort, a.name as lead, m.from_on, m.until_on, m.left_as, m.next_review_on,
      l.colour, l.band, l.moved, l.rated_on, l.before, l.since
    from casework.cohort_member m
    join casework.cohort c on c.partnership_id = m.partnership_id and c.id = m.cohort_id
    join partners.agency a on a.partnership_id = m.partnership_id and a.id = m.lead_agency_id
    ${latest('m')}
    where m.partnership_id = ${actor.partnershipId} and ${which}
    order by m.until_on desc nulls first, m.id limit ${MOST}`.execute(tx);
  const people = await peopleIn(
    tx,
    actor,
    subjects,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    code: memberCode(row.id),
    cohortId: row.cohort_id,
    cohort: row.cohort,
    lead: row.lead,
    fromOn: row.from_on,
    untilOn: row.until_on,
    leftAs: row.left_as,
    nextReviewOn: row.next_review_on,
    colour: row.colour,
    band: row.band,
    moved: row.moved,
    ratedOn: row.rated_on,
    before: row.before,
    since: row.since,
    people: people.get(row.id) ?? [],
  }));
}

interface Row {
  id: string;
  cohort_id: string;
  cohort: string;
  lead: string;
  from_on: PlainDate;
  until_on: PlainDate | null;
  left_as: LeftAs | null;
  next_review_on: PlainDate;
  colour: Colour | null;
  band: string | null;
  moved: Standing['moved'];
  rated_on: PlainDate | null;
  before: string | null;
  since: PlainDate | null;
}

async function peopleIn(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PersonIn[]>> {
  if (memberIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('casework.cohort_person as p')
    .leftJoin('casework.presence as r', (join) =>
      join.onRef('r.partnership_id', '=', 'p.partnership_id').onRef('r.record_id', '=', 'p.record_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId)
    .where('p.member_id', 'in', memberIds)
    .orderBy('p.id')
    .select(['p.member_id', 'p.record_id', 'p.name', 'p.until_on', 'r.cluster_id'])
    .execute();
  return Map.groupBy(
    rows.map((row) => ({
      memberId: row.member_id,
      recordId: row.record_id,
      name: subjects.open(row.record_id, row.name) ?? DISPOSED_OF,
      clusterId: row.cluster_id,
      untilOn: row.until_on,
    })),
    ({ memberId }) => memberId,
  );
}

/** Who they are in a line: the people's names, or that all of it was disposed of. */
export const nameOf = ({ people }: Pick<MemberInList, 'people'>): string =>
  people.length === 0 ? DISPOSED_OF : people.map(({ name }) => name).join(', ');

export interface RatingView {
  readonly id: string;
  readonly ratedOn: PlainDate;
  readonly colour: Colour;
  readonly band: string;
  readonly score: number;
  readonly moved: 'first' | 'risen' | 'fallen' | 'same';
  readonly agency: string;
  readonly reason: string;
  readonly assessment: string;
}

/** How somebody was rated, the latest first. */
export async function ratingsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  memberId: string,
): Promise<readonly RatingView[]> {
  const rows = await tx
    .selectFrom('casework.cohort_rating as x')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'x.partnership_id').onRef('a.id', '=', 'x.agency_id'),
    )
    .innerJoin('casework.assessment_template as t', (join) =>
      join.onRef('t.partnership_id', '=', 'x.partnership_id').onRef('t.id', '=', 'x.template_id'),
    )
    .where('x.partnership_id', '=', actor.partnershipId)
    .where('x.member_id', '=', memberId)
    .orderBy('x.rated_on', 'desc')
    .orderBy('x.id', 'desc')
    .select(['x.id', 'x.rated_on', 'x.colour', 'x.band', 'x.score', 'x.moved', 'x.reason'])
    .select(['a.name as agency', 't.title', 't.version'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    ratedOn: row.rated_on,
    colour: row.colour as Colour,
    band: row.band,
    score: row.score,
    moved: row.moved as RatingView['moved'],
    agency: row.agency,
    reason: subjects.open(memberId, row.reason) ?? DISPOSED_OF,
    assessment: `${row.title}, version ${row.version}`,
  }));
}
