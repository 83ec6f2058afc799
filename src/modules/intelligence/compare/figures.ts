import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Period, readPeriod } from '../period.ts';
import { comparable, comparePeriods } from '../period-order.ts';
import { listWaves } from '../queries.ts';
import { type ObservationRow, pointOf } from '../rows.ts';
import type { KnownPoint, Point } from '../types.ts';

/** As many periods are offered for choice; any other comparable one is read when it is asked for. */
const PERIODS_OFFERED = 60;

const columns = sql`o.id, o.indicator_id, o.place_slug, o.period, o.period_kind, o.period_start, o.period_end, o.version, o.value,
  o.numerator, o.denominator, o.quality, o.source, o.note`;

/** What was known on a day: published until then, and not superseded by what was. */
const knownOn = (today: PlainDate) => sql`o.known_on <= ${today}::date and not exists (
  select from intelligence.observation later
  where later.partnership_id = o.partnership_id and later.supersedes = o.id and later.known_on <= ${today}::date)`;

async function pointsOf(tx: Tx, rows: readonly ObservationRow[]): Promise<Point[]> {
  const named = rows.map(({ period }) => period).filter((period) => !readPeriod(period));
  const waves = await listWaves(tx, named);
  return rows.map((row) => pointOf(row, waves));
}

/** The newest figures of one place, or of the indicator's own where it is null, newest first. */
export async function listSeries(
  tx: Tx,
  indicatorId: string,
  place: string | null,
  today: PlainDate,
  most = PERIODS_OFFERED,
): Promise<readonly Point[]> {
  const { rows } = await sql<ObservationRow>`
    select ${columns} from intelligence.observation o
    where o.indicator_id = ${indicatorId}::uuid
      and ${place === null ? sql`o.place_slug is null` : sql`o.place_slug = ${place}`} and ${knownOn(today)}
    order by o.period_end desc, o.version desc limit ${most}`.execute(tx);
  return (await pointsOf(tx, rows)).sort((a, b) => comparePeriods(b.period, a.period));
}

/** The newest figures of several places, by slug; those of the indicator's own under the empty text. */
export async function listSeriesOf(
  tx: Tx,
  indicatorId: string,
  places: readonly string[],
  today: PlainDate,
): Promise<ReadonlyMap<string, readonly Point[]>> {
  const newest = (place: ReturnType<typeof sql>) => sql`
    select ${columns} from intelligence.observation o
    where o.indicator_id = ${indicatorId}::uuid and ${place} and ${knownOn(today)}
    order by o.period_end desc limit ${PERIODS_OFFERED}`;
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
  const one = (place: ReturnType<typeof sql>) => sql`
    select ${columns} from intelligence.observation o
    where o.indicator_id = ${indicatorId}::uuid and ${place} and o.period_end = ${period.end}::date and o.period = ${period.text}
      and ${knownOn(today)}`;
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

/** The periods of known figures that may be set beside the newest, newest first. But for pooled waves, no two share a day. */
export function comparablePeriods(points: readonly Point[]): readonly Period[] {
  const periods = points.filter(isKnown).map(({ period }) => period);
  const [newest] = periods;
  return newest ? periods.filter((period) => comparable(period, newest)) : [];
}
