import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Period, readPeriod } from '../period.ts';
import { comparable, comparePeriods } from '../period-order.ts';
import { listWaves } from '../queries.ts';
import { type ObservationRow, pointOf } from '../rows.ts';
import { isSeen, periodFor } from '../seen.ts';
import type { KnownPoint, Point } from '../types.ts';

/** As many periods are offered for choice; any other comparable one is read when it is asked for. */
const PERIODS_OFFERED = 60;

const columns = sql`o.id, o.indicator_id, o.place_slug, o.period, o.period_kind, o.period_start, o.period_end, o.version, o.value,
  o.numerator, o.denominator, o.quality, o.source, o.note`;

async function pointsOf(tx: Tx, rows: readonly ObservationRow[]): Promise<Point[]> {
  const named = rows.map(({ period }) => period).filter((period) => !readPeriod(period));
  const waves = await listWaves(tx, named);
  return rows.map((row) => pointOf(row, waves));
}

/** The newest figures up to a day and the newest of a later time, of some place: so many of each. */
const newestOf = (
  indicatorId: string,
  place: RawBuilder<unknown>,
  today: PlainDate,
  most: number,
): RawBuilder<ObservationRow> => {
  const half = (when: RawBuilder<unknown>) => sql`(
    select ${columns} from intelligence.observation o
    where o.indicator_id = ${indicatorId}::uuid and ${place} and o.period_end ${when} ${today}::date and ${isSeen(today)}
    order by o.period_end desc limit ${most})`;
  return sql<ObservationRow>`${half(sql`<=`)} union all ${half(sql`>`)}`;
};

/** The newest figures of one place, or of the indicator's own where it is null, newest first; those of a later time too. */
export async function listSeries(
  tx: Tx,
  indicatorId: string,
  place: string | null,
  today: PlainDate,
  most = PERIODS_OFFERED,
): Promise<readonly Point[]> {
  const of = place === null ? sql`o.place_slug is null` : sql`o.place_slug = ${place}`;
  const { rows } = await newestOf(indicatorId, of, today, most).execute(tx);
  return (await pointsOf(tx, rows)).sort((a, b) => comparePeriods(b.period, a.period));
}

/** The newest figures of several places, by slug and newest first; those of the indicator's own under the empty text. */
export async function listSeriesOf(
  tx: Tx,
  indicatorId: string,
  places: readonly string[],
  today: PlainDate,
): Promise<ReadonlyMap<string, readonly Point[]>> {
  const newest = (place: RawBuilder<unknown>) => newestOf(indicatorId, place, today, PERIODS_OFFERED);
  const { rows } = await sql<ObservationRow>`
    select f.* from unnest(${places.filter((slug) => slug !== '')}::text[]) as wanted (slug)
    cross join lateral (${newest(sql`o.place_slug = wanted.slug`)}) f
    ${places.includes('') ? sql`union all (${newest(sql`o.place_slug is null`)})` : sql``}`.execute(tx);
  const points = await pointsOf(tx, rows);
  const found = new Map<string, Point[]>();
  for (const [index, { place_slug: slug }] of rows.entries()) {
    const point = points[index];
    const own = found.get(slug ?? '') ?? [];
    if (point) own.push(point);
    found.set(slug ?? '', own);
  }
  for (const own of found.values()) own.sort((a, b) => comparePeriods(b.period, a.period));
  return found;
}

/** A figure with the id of the version that it is. */
export type FoundPoint = Point & { readonly observationId: string };

/** The figures of places in one period, by their slugs; the indicator's own under the empty text. */
export async function loadFigures(
  tx: Tx,
  indicatorId: string,
  places: readonly string[],
  period: Pick<Period, 'text' | 'end'>,
  today: PlainDate,
): Promise<ReadonlyMap<string, FoundPoint>> {
  const one = (place: RawBuilder<unknown>) => sql`
    select ${columns} from intelligence.observation o
    where o.indicator_id = ${indicatorId}::uuid and ${place} and o.period_end = ${period.end}::date and o.period = ${period.text}
      and ${isSeen(today)}`;
  const { rows } = await sql<ObservationRow>`
    select f.* from unnest(${[...places]}::text[]) as wanted (slug)
    cross join lateral (${one(sql`o.place_slug = wanted.slug`)}) f
    union all (${one(sql`o.place_slug is null`)})`.execute(tx);
  const points = await pointsOf(tx, rows);
  return new Map(
    rows.flatMap((row, index) => {
      const point = points[index];
      return point ? [[row.place_slug ?? '', { ...point, observationId: row.id }] as const] : [];
    }),
  );
}

export const isKnown = <P extends Point>(point: P | undefined): point is P & KnownPoint =>
  point !== undefined && point.value !== null;

/** The period that a page shows, and all that may be set beside it, those of a later time among them. */
export interface ChosenPeriod {
  readonly period: Period;
  /** Newest first. But for pooled waves, no two share a day. */
  readonly periods: readonly Period[];
}

/** What is answered to a period that no figure is of. */
export const unknownPeriod = (text: string, field: string): Refusal =>
  refused('period-unknown', `There are no figures for “${text}”.`, { field });

/** The period that somebody wants of known figures, else the one for the day; undefined where it is not known. */
export function choosePeriod(
  points: readonly Point[],
  today: PlainDate,
  wanted?: string,
): ChosenPeriod | undefined {
  const all = points.filter(isKnown).map(({ period }) => period);
  const period = wanted ? all.find(({ text }) => text === wanted) : periodFor(all, today);
  return period && { period, periods: all.filter((one) => comparable(one, period)) };
}
