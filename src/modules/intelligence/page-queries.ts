import { sql } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Quality, Subject } from './types.ts';

export interface IndicatorFilter {
  readonly words?: string | undefined;
  readonly status?: string | undefined;
  readonly track?: string | undefined;
  readonly ownerAgencyId?: string | undefined;
  /** Only those that no outcome names; needs the union of all modules' threads. */
  readonly withoutOutcome?: boolean;
}

const PAGE = 50;
export const LIST_PAGE_SIZE = PAGE;

/** Ids of the indicators of one page of the list, by title, and how many match in all. */
export async function findPageOfIndicators(
  tx: Tx,
  filter: IndicatorFilter,
  page: number,
  thread: string | undefined,
): Promise<{ ids: string[]; total: number }> {
  const wanted = filter.words?.toLowerCase();
  const conditions = [
    sql`i.ended_on is null`,
    ...(wanted ? [sql`strpos(lower(i.title || ' ' || i.slug), ${wanted}) > 0`] : []),
    ...(filter.status ? [sql`j.status = ${filter.status}`] : []),
    ...(filter.track ? [sql`j.track = ${filter.track}`] : []),
    ...(filter.ownerAgencyId ? [sql`i.owner_agency_id = ${filter.ownerAgencyId}`] : []),
    ...(filter.withoutOutcome && thread
      ? [
          sql`not exists (select from (${sql.raw(thread)}) t where t.to_kind = 'indicator' and t.to_id = i.id and t.from_kind = 'outcome')`,
        ]
      : []),
  ];
  const from = sql`from intelligence.indicator i
    left join intelligence.judgement j on j.partnership_id = i.partnership_id and j.indicator_id = i.id
    where ${sql.join(conditions, sql` and `)}`;
  const total = await sql<{ total: number }>`select count(*)::integer as total ${from}`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select i.id ${from} order by i.title, i.id limit ${PAGE} offset ${(page - 1) * PAGE}`.execute(tx);
  return { ids: rows.map(({ id }) => id), total: total.rows[0]?.total ?? 0 };
}

export interface DataGap {
  readonly title: string;
  readonly path: string;
  /** What kind of thing is missing, in words: `Baseline awaited`. */
  readonly missing: string;
  readonly subject: Subject | null;
  readonly says: string;
  readonly since: PlainDate;
  readonly expectedOn: PlainDate | null;
  readonly agency: string | null;
  readonly post: string | null;
}

export interface DataGaps {
  readonly gaps: readonly DataGap[];
  readonly total: number;
  /** How many are past the date they were expected. */
  readonly passed: number;
}

export const GAPS_PAGE_SIZE = 100;

/** What is not known yet, the oldest first, with who should supply it; one page of it, or all. `union` is the modules' gaps view. */
export async function listDataGaps(
  tx: Tx,
  union: string | undefined,
  today: PlainDate,
  page?: number,
): Promise<DataGaps> {
  if (!union) return { gaps: [], total: 0, passed: 0 };
  const { rows } = await sql<
    Omit<DataGap, 'subject'> & {
      for_kind: string | null;
      for_id: string | null;
      total: number;
      passed: number;
    }
  >`
    select g.title, g.path, g.missing, g.for_kind, g.for_id, g.says, g.since, g.expected_on as "expectedOn",
      a.name as agency, p.title as post, (count(*) over ())::integer as total,
      (count(*) filter (where g.expected_on < ${today}) over ())::integer as passed
    from (${sql.raw(union)}) g
    left join partners.post p on p.partnership_id = g.partnership_id and p.id = g.owner_post_id
    left join partners.agency a on a.partnership_id = g.partnership_id and a.id = coalesce(p.agency_id, g.owner_agency_id)
    where g.partnership_id = platform.partnership()
    order by g.since, g.title, g.missing, g.says, g.subject_id
    ${page === undefined ? sql`` : sql`limit ${GAPS_PAGE_SIZE} offset ${(page - 1) * GAPS_PAGE_SIZE}`}`.execute(
    tx,
  );
  return {
    gaps: rows.map(({ for_kind, for_id, total: _total, passed: _passed, ...gap }) => ({
      ...gap,
      subject: for_kind !== null && for_id !== null ? { kind: for_kind, id: for_id } : null,
    })),
    total: rows[0]?.total ?? 0,
    passed: rows[0]?.passed ?? 0,
  };
}

export interface Wording {
  readonly title: string;
  readonly definition: string;
  readonly since: PlainDate;
  readonly reason: string;
}

/** How an indicator was worded, newest first. */
export const listWordings = (tx: Tx, indicatorId: string): Promise<Wording[]> =>
  tx
    .selectFrom('intelligence.wording')
    .select(['title', 'definition', 'since', 'reason'])
    .where('indicator_id', '=', indicatorId)
    .orderBy('id', 'desc')
    .execute();

export interface Revision {
  readonly period: string;
  readonly place: string | null;
  readonly version: number;
  readonly value: number | null;
  readonly quality: Quality;
  readonly note: string;
  readonly recordedAt: Date;
}

/** Every version of figures that were recorded more than once, newest version first. */
export async function listRevisions(tx: Tx, indicatorId: string): Promise<Revision[]> {
  const { rows } = await sql<Revision>`
    with again as (select * from intelligence.observation where indicator_id = ${indicatorId} and version > 1)
    select o.period, o.place_slug as place, o.version, o.value, o.quality, o.note, o.recorded_at as "recordedAt"
    from (select * from again union all
      select f.* from again a join intelligence.observation f
        on f.partnership_id = a.partnership_id and f.id = a.supersedes and f.version = 1) o
    order by o.period_end desc, o.period, o.place_slug nulls first, o.version desc
    limit 500`.execute(tx);
  return rows;
}

export interface PlaceFigure {
  readonly slug: string;
  readonly place: string;
  readonly period: string;
  readonly periodEnd: PlainDate;
  readonly value: number | null;
  readonly quality: Quality;
  readonly note: string;
  /** It was raised, and its owner has not answered yet. */
  readonly beingChecked: boolean;
}

export const PLACES_PAGE_SIZE = 25;

const placeFigures = sql`
  select o.place_slug as slug, coalesce(p.name, o.place_slug) as place, o.period, o.period_end as "periodEnd", o.value, o.quality, o.note, exists (
    select from intelligence.figure_check_now c where c.partnership_id = o.partnership_id and c.observation_id = o.id
      and c.state in ('raised', 'asked')) as "beingChecked"
  from intelligence.current_observation o
  left join places.place p on p.partnership_id = o.partnership_id and p.slug = o.place_slug`;

/**
 * Figures of other places than the indicator's own in the latest period until a day that any has, else in the latest of a
 * later time, by place: the first of them.
 */
export async function listLatestPlaceFigures(
  tx: Tx,
  indicatorId: string,
  today: PlainDate,
): Promise<PlaceFigure[]> {
  const { rows } = await sql<PlaceFigure>`${placeFigures}
    where o.indicator_id = ${indicatorId} and o.place_slug is not null and o.period_end = (
      select coalesce(max(l.period_end) filter (where l.period_end <= ${today}::date), max(l.period_end))
      from intelligence.observation l
      where l.indicator_id = ${indicatorId} and l.place_slug is not null)
    order by 2, o.period limit ${PLACES_PAGE_SIZE}`.execute(tx);
  return rows;
}

/** One page of all figures of other places than the indicator's own, newest first, and how many there are. */
export async function listPlaceFigures(
  tx: Tx,
  indicatorId: string,
  page: number,
): Promise<{ figures: PlaceFigure[]; total: number }> {
  const own = sql`o.indicator_id = ${indicatorId} and o.place_slug is not null`;
  const counted = await sql<{ total: number }>`
    select count(*)::integer as total from intelligence.current_observation o where ${own}`.execute(tx);
  const total = counted.rows[0]?.total ?? 0;
  const shown = Math.min(page, Math.max(1, Math.ceil(total / PLACES_PAGE_SIZE)));
  const { rows } = await sql<PlaceFigure>`${placeFigures} where ${own}
    order by o.period_end desc, 2, o.period, o.place_slug
    limit ${PLACES_PAGE_SIZE} offset ${(shown - 1) * PLACES_PAGE_SIZE}`.execute(tx);
  return { figures: rows, total };
}

export interface Named {
  readonly title: string;
  readonly path: string;
}

/** Titles and addresses of things of any module, by `kind id`. */
export async function nameThings(
  tx: Tx,
  kinds: string | undefined,
  things: readonly Subject[],
): Promise<ReadonlyMap<string, Named>> {
  if (!kinds || things.length === 0) return new Map();
  const { rows } = await sql<Named & { kind: string; id: string }>`
    select kind, id, title, path from (${sql.raw(kinds)}) k
    where k.id = any(${things.map(({ id }) => id)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ kind, id, title, path }) => [`${kind} ${id}`, { title, path }]));
}

/** The place's name, or its slug where it is not among the places. */
export async function placeName(tx: Tx, slug: string): Promise<string> {
  const place = await tx
    .selectFrom('places.place')
    .select('name')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return place?.name ?? slug;
}
