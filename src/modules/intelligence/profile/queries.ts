import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { readPeriod } from '../period.ts';
import { listWaves } from '../queries.ts';
import { type ObservationRow, pointOf } from '../rows.ts';
import { isSeen } from '../seen.ts';
import type { Point } from '../types.ts';

const columns = sql`o.id, o.indicator_id, o.place_slug, o.period, o.period_kind, o.period_start, o.period_end, o.version, o.value,
  o.numerator, o.denominator, o.quality, o.source, o.note`;

async function read(tx: Tx, rows: readonly ObservationRow[]): Promise<readonly FoundFigure[]> {
  const named = rows.map(({ period }) => period).filter((period) => !readPeriod(period));
  const waves = await listWaves(tx, named);
  return rows.map((row) => ({
    indicatorId: row.indicator_id,
    place: row.place_slug,
    point: pointOf(row, waves),
  }));
}

export interface FoundFigure {
  readonly indicatorId: string;
  /** Null for the indicator's own place. */
  readonly place: string | null;
  readonly point: Point;
}

/** More indicators than this make no profile; the rest are found on the list of indicators. */
export const MOST_INDICATORS = 60;

/**
 * The newest figure up to today of every current indicator of a place, else its newest of a later time: recorded for it, or
 * as the indicator's own where its place (else the partnership's area, by its slug) is this one. By the indicators' titles;
 * two looks at each, however long the past is.
 */
export async function listNewestOf(
  tx: Tx,
  slug: string,
  areaSlug: string | undefined,
  today: PlainDate,
): Promise<readonly FoundFigure[]> {
  const newest = (when: RawBuilder<unknown>) => {
    const one = (place: RawBuilder<unknown>) => sql`(
      select ${columns} from intelligence.observation o
      where o.partnership_id = i.partnership_id and o.indicator_id = i.id and ${place} and o.period_end ${when} ${today}::date
        and ${isSeen(today)}
      order by o.period_end desc limit 1)`;
    return sql`${one(sql`o.place_slug = ${slug}`)} union all ${one(
      sql`o.place_slug is null and coalesce(i.place_slug, ${areaSlug ?? null}) = ${slug}`,
    )}`;
  };
  const { rows } = await sql<ObservationRow>`
    select f.* from intelligence.indicator i
    cross join lateral (
      select x.* from (${newest(sql`<=`)} union all ${newest(sql`>`)}) x
      order by x.period_end > ${today}::date, x.period_end desc, x.place_slug limit 1) f
    where i.ended_on is null
    order by i.title, i.id limit ${MOST_INDICATORS}`.execute(tx);
  return read(tx, rows);
}

/** A period of an indicator that figures are wanted of. */
export interface WantedPeriod {
  readonly indicatorId: string;
  readonly period: { readonly text: string; readonly end: PlainDate };
}

/** The figures of places, and of the indicators' own, in certain periods of certain indicators: one query for all. */
export async function listFiguresIn(
  tx: Tx,
  wanted: readonly WantedPeriod[],
  slugs: readonly string[],
  today: PlainDate,
): Promise<readonly FoundFigure[]> {
  if (wanted.length === 0) return [];
  const one = (place: RawBuilder<unknown>) => sql`
    select ${columns} from intelligence.observation o
    where o.indicator_id = wanted.indicator_id and ${place} and o.period_end = wanted.period_end and o.period = wanted.period
      and ${isSeen(today)}`;
  const { rows } = await sql<ObservationRow>`
    with wanted as (
      select * from unnest(${wanted.map(({ indicatorId }) => indicatorId)}::uuid[], ${wanted.map(({ period }) => period.text)}::text[],
        ${wanted.map(({ period }) => period.end)}::date[]) as w (indicator_id, period, period_end))
    select f.* from wanted cross join unnest(${[...slugs]}::text[]) as at (slug)
    cross join lateral (${one(sql`o.place_slug = at.slug`)}) f
    union all
    select f.* from wanted cross join lateral (${one(sql`o.place_slug is null`)}) f`.execute(tx);
  return read(tx, rows);
}
