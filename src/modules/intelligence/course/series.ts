import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findGeography } from '../../places/index.ts';
import { limitsFor } from '../estimate.ts';
import { readPeriod } from '../period.ts';
import { businessToday, findIndicator, findStanding } from '../queries.ts';
import type { Indicator, Quality } from '../types.ts';
import { type RefitQuality, refitSeries } from './refit-series.ts';

/** The columns of an indicator's series, in the order in which they are promised. */
export const SERIES_COLUMNS = [
  'place_code',
  'place_vintage',
  'period',
  'value',
  'numerator',
  'denominator',
  'lower',
  'upper',
  'quality',
] as const;

/** One figure with its place in its vintage and its 95% limits; null where something is not known. */
export interface IndicatorSeries {
  /** The official code, or the slug of a place without one; null for the whole area. */
  readonly place_code: string | null;
  readonly place_vintage: string | null;
  readonly period: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly quality: Quality | RefitQuality;
}

export interface SeriesWanted {
  /** Slug or name of a geography, such as `ward-2013`; the indicator's own place when left out. */
  readonly places?: string | undefined;
  /** A period or a day: figures whose period begins before it are left out. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const edge = (text: string | undefined, side: 'start' | 'end'): PlainDate | undefined | Refusal => {
  if (text === undefined) return undefined;
  const period = readPeriod(text) ?? readPeriod(`${text}..${text}`);
  return (
    period?.[side] ??
    refused('period-unreadable', `“${text}” is no period or day. Write 2018-10, 2012/13 or 2013-01-17.`)
  );
};

/**
 * The figures of an indicator in their last versions, place by place and period by period, each with its interval and
 * quality; for a geography without figures of its own put together by best fit, as the map does. Refused: not-found, geography-unknown,
 * period-unreadable, period-is-backwards.
 */
export async function indicatorSeries(
  tx: Tx,
  slug: string,
  wanted: SeriesWanted,
): Promise<readonly IndicatorSeries[] | Refusal> {
  const indicator = await findIndicator(tx, slug);
  if (!indicator) return refused('not-found', `There is no indicator “${slug}”.`);
  const from = edge(wanted.from, 'start');
  const to = edge(wanted.to, 'end');
  if (typeof from === 'object') return from;
  if (typeof to === 'object') return to;
  if (from !== undefined && to !== undefined && from > to)
    return refused('period-is-backwards', `${wanted.from} begins after ${wanted.to} has ended.`, {
      field: 'from',
    });
  if (wanted.places === undefined) return seriesOf(tx, indicator, { of: 'its-own-place', from, to });
  const geography = await findGeography(tx, wanted.places);
  if (!geography) return refused('geography-unknown', `There is no geography “${wanted.places}”.`);
  const measured = await seriesOf(tx, indicator, { of: geography.id, from, to });
  return measured.length > 0 ? measured : refitSeries(tx, indicator, geography, { from, to });
}

/** Which of its figures: those of its own place, of every place, or of the places of a geography (its id). */
type Places = 'its-own-place' | 'every-place' | (string & {});

interface Part {
  readonly of: Places;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  /** Business date: only what was known by then, in the version of then. Without it the last versions of all. */
  readonly knownBy?: PlainDate | undefined;
}

interface Row extends Omit<DatedSeries, 'lower' | 'upper' | 'start' | 'end'> {
  readonly sample_size: number | null;
  /** The limits that were published with it, where they were. */
  readonly told_lower: number | null;
  readonly told_upper: number | null;
  readonly period_start: PlainDate;
  readonly period_end: PlainDate;
}

/** One figure, with the days that its period covers. */
export interface DatedSeries extends Omit<IndicatorSeries, 'quality'> {
  readonly quality: Quality;
  readonly start: PlainDate;
  readonly end: PlainDate;
}

const placed = (part: Places): RawBuilder<unknown> =>
  part === 'its-own-place'
    ? sql`o.place_slug is null`
    : part === 'every-place'
      ? sql`true`
      : sql`p.geography_id = ${part}::uuid`;

/** The figures of an indicator, recorded or computed from two others, by place and period. */
export async function datedSeriesOf(tx: Tx, indicator: Indicator, part: Part): Promise<DatedSeries[]> {
  const { from = null, to = null, knownBy = 'infinity' } = part;
  const { rows } = await sql<Row>`
    select coalesce(p.code, p.slug) as place_code, g.vintage as place_vintage, o.period, o.value, o.numerator,
      o.denominator, o.quality, w.sample_size, o.period_start, o.period_end, l.lower as told_lower, l.upper as told_upper
    from intelligence.observation o
    left join intelligence.published_limit l on l.partnership_id = o.partnership_id and l.observation_id = o.id
    left join places.place p on p.partnership_id = o.partnership_id
      and p.slug = coalesce(o.place_slug, ${indicator.placeSlug})
    left join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
    left join intelligence.survey_wave w on w.partnership_id = o.partnership_id and w.id = o.wave_id
    where o.indicator_id = ${indicator.id}::uuid and ${placed(part.of)} and o.known_on <= ${knownBy}::date
      and not exists (
        select from intelligence.observation later
        where later.partnership_id = o.partnership_id and later.supersedes = o.id and later.known_on <= ${knownBy}::date)
      and (${from}::date is null or o.period_start >= ${from}::date)
      and (${to}::date is null or o.period_end <= ${to}::date)
    order by 1 nulls first, o.period_end, o.period_start, o.period`.execute(tx);
  const recorded = rows.map(
    ({ sample_size, period_start, period_end, told_lower, told_upper, ...row }): DatedSeries => {
      // What the source published with a figure goes before what is computed of it.
      const { lower, upper } =
        told_lower !== null && told_upper !== null
          ? { lower: told_lower, upper: told_upper }
          : limitsFor(indicator, { ...row, sampleSize: sample_size });
      return { ...row, lower, upper, start: period_start, end: period_end };
    },
  );
  const computed =
    indicator.numeratorId !== null && (part.of === 'its-own-place' || part.of === 'every-place')
      ? await computedOf(tx, indicator, part)
      : [];
  return computed.length === 0 ? recorded : [...computed, ...recorded].sort(byPlaceAndPeriod);
}

const keyOf = ({ place_code, end, start, period }: DatedSeries): string =>
  [place_code ?? '', end, start, period].join(' ');

const byPlaceAndPeriod = (a: DatedSeries, b: DatedSeries): number => (keyOf(a) < keyOf(b) ? -1 : 1);

const seriesOf = async (tx: Tx, indicator: Indicator, part: Part): Promise<readonly IndicatorSeries[]> =>
  (await datedSeriesOf(tx, indicator, part)).map(({ start, end, ...row }) => row);

/** The figures of a rate's own place that are computed from two other indicators. */
async function computedOf(tx: Tx, indicator: Indicator, { from, to, knownBy }: Part): Promise<DatedSeries[]> {
  const standing = await findStanding(tx, indicator.slug, knownBy ?? (await businessToday(tx)));
  const { rows } = await sql<Pick<IndicatorSeries, 'place_code' | 'place_vintage'>>`
    select coalesce(p.code, p.slug) as place_code, g.vintage as place_vintage
    from places.place p join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
    where p.slug = ${indicator.placeSlug}`.execute(tx);
  const place = rows[0] ?? { place_code: null, place_vintage: null };
  return (standing?.points ?? [])
    .filter(
      ({ computed, period }) => computed && (!from || period.start >= from) && (!to || period.end <= to),
    )
    .map(({ period, value, numerator, denominator, quality }) => {
      const { lower, upper } = limitsFor(indicator, { value, numerator, denominator });
      const figures = { value, numerator, denominator, lower, upper, quality };
      return { ...place, period: period.text, ...figures, start: period.start, end: period.end };
    });
}
