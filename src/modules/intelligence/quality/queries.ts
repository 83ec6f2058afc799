import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Returned } from './series-quality.ts';

/** As many figures of each indicator are asked when they came. */
const RETURNS_ASKED = 24;

/**
 * When the newest figures of indicators' own places were returned first: the day of publication, else the day they were
 * recorded here where that is not after the business date, since a history that is brought in later tells nothing.
 */
export async function listReturns(
  tx: Tx,
  indicatorIds: readonly string[],
  today: PlainDate,
): Promise<ReadonlyMap<string, readonly Returned[]>> {
  const { rows } = await sql<Returned & { indicatorId: string }>`
    select i.id as "indicatorId", o.period, o.period_end as "periodEnd", min(o.returned_on) as "returnedOn"
    from unnest(${[...indicatorIds]}::uuid[]) as i (id)
    cross join lateral (
      select o.period, o.period_end,
        coalesce(o.published_on, (o.recorded_at at time zone 'Europe/London')::date) as returned_on
      from intelligence.observation o
      where o.indicator_id = i.id and o.place_slug is null and o.value is not null
      order by o.period_end desc limit ${RETURNS_ASKED}) o
    where o.returned_on <= ${today}::date
    group by i.id, o.period, o.period_end order by i.id, o.period_end`.execute(tx);
  return Map.groupBy(rows, ({ indicatorId }) => indicatorId);
}

export type CheckState = 'raised' | 'asked' | 'confirmed' | 'corrected' | 'withdrawn';

/** A late or odd return that was raised, as it stands. */
export interface FigureCheck {
  readonly id: string;
  readonly indicatorId: string;
  readonly slug: string;
  readonly title: string;
  readonly place: string | null;
  readonly placeName: string | null;
  readonly period: string;
  readonly why: 'late' | 'odd';
  readonly observationId: string | null;
  readonly says: string;
  readonly raisedOn: PlainDate;
  readonly ownerAgencyId: string | null;
  readonly owner: string | null;
  readonly position: number;
  readonly state: CheckState;
  readonly dueOn: PlainDate | null;
  readonly reason: string | null;
}

export const CHECKS_PAGE_SIZE = 50;

const checks = sql`
  select c.id, c.indicator_id as "indicatorId", c.slug, c.title, c.place_slug as place, p.name as "placeName", c.period, c.why,
    c.observation_id as "observationId", c.says, c.raised_on as "raisedOn", c.owner_agency_id as "ownerAgencyId",
    concat_ws(', ', o.title, coalesce(oa.name, a.name)) as owner, c.position, c.state, c.due_on as "dueOn", c.reason
  from intelligence.figure_check_now c
  left join places.place p on p.partnership_id = c.partnership_id and p.slug = c.place_slug
  left join partners.post o on o.partnership_id = c.partnership_id and o.id = c.owner_post_id
  left join partners.agency oa on oa.partnership_id = o.partnership_id and oa.id = o.agency_id
  left join partners.agency a on a.partnership_id = c.partnership_id and a.id = c.owner_agency_id`;

export interface ChecksWanted {
  readonly indicatorId?: string | undefined;
  /** Only those that nobody has answered yet. */
  readonly open?: boolean | undefined;
  readonly page?: number | undefined;
}

/** What was raised, open ones by the day of answer first, then the newest; a page of them, and how many there are. */
export async function listChecks(
  tx: Tx,
  { indicatorId, open, page = 1 }: ChecksWanted,
): Promise<{ readonly checks: readonly FigureCheck[]; readonly total: number }> {
  const conditions = [
    sql`true`,
    ...(indicatorId === undefined ? [] : [sql`c.indicator_id = ${indicatorId}::uuid`]),
    ...(open === undefined
      ? []
      : [open ? sql`c.state in ('raised', 'asked')` : sql`c.state not in ('raised', 'asked')`]),
  ];
  const where = sql.join(conditions, sql` and `);
  const counted = await sql<{ total: number }>`
    select count(*)::integer as total from intelligence.figure_check_now c where ${where}`.execute(tx);
  const { rows } = await sql<FigureCheck>`${checks} where ${where}
    order by c.state in ('raised', 'asked') desc, case when c.state = 'asked' then c.due_on end nulls last, c.raised_on desc, c.id
    limit ${CHECKS_PAGE_SIZE} offset ${(page - 1) * CHECKS_PAGE_SIZE}`.execute(tx);
  return { checks: rows, total: counted.rows[0]?.total ?? 0 };
}

export const findCheck = async (tx: Tx, id: string): Promise<FigureCheck | undefined> =>
  (await sql<FigureCheck>`${checks} where c.id = ${id}::uuid`.execute(tx)).rows[0];

export interface CheckStep {
  readonly position: number;
  readonly state: 'asked' | 'confirmed' | 'withdrawn';
  readonly reason: string;
  readonly dueOn: PlainDate | null;
  readonly onDay: PlainDate;
}

/** What became of a check, the first step first. */
export const listSteps = async (tx: Tx, checkId: string): Promise<readonly CheckStep[]> =>
  (
    await sql<CheckStep>`
      select position, state, reason, due_on as "dueOn", on_day as "onDay" from intelligence.figure_check_step
      where check_id = ${checkId}::uuid order by position`.execute(tx)
  ).rows;

/** How many figures of each indicator are being checked. */
export async function countOpenChecks(
  tx: Tx,
  indicatorIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; open: number }>`
    select indicator_id as id, count(*)::integer as open from intelligence.figure_check_now
    where indicator_id = any(${[...indicatorIds]}::uuid[]) and state in ('raised', 'asked') group by indicator_id`.execute(
    tx,
  );
  return new Map(rows.map(({ id, open }) => [id, open]));
}
