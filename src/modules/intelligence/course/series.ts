import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findGeography } from '../../places/index.ts';
import { limitsFor } from '../estimate.ts';
import { readPeriod } from '../period.ts';
import { findIndicator } from '../queries.ts';
import type { Quality } from '../types.ts';

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
  readonly quality: Quality;
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

interface Row extends Omit<IndicatorSeries, 'lower' | 'upper'> {
  readonly sample_size: number | null;
}

/**
 * The figures of an indicator in their last versions, place by place and period by period, each with its interval and
 * quality. Refused: not-found, geography-unknown, period-unreadable.
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
  const geography = wanted.places === undefined ? undefined : await findGeography(tx, wanted.places);
  if (wanted.places !== undefined && !geography)
    return refused('geography-unknown', `There is no geography “${wanted.places}”.`);
  const ofPlace = geography ? sql`p.geography_id = ${geography.id}::uuid` : sql`o.place_slug is null`;
  const { rows } = await sql<Row>`
    select coalesce(p.code, p.slug) as place_code, g.vintage as place_vintage, o.period, o.value, o.numerator,
      o.denominator, o.quality, w.sample_size
    from intelligence.current_observation o
    left join places.place p on p.partnership_id = o.partnership_id
      and p.slug = coalesce(o.place_slug, ${indicator.placeSlug})
    left join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
    left join intelligence.survey_wave w on w.partnership_id = o.partnership_id and w.id = o.wave_id
    where o.indicator_id = ${indicator.id}::uuid and ${ofPlace}
      and (${from ?? null}::date is null or o.period_start >= ${from ?? null}::date)
      and (${to ?? null}::date is null or o.period_end <= ${to ?? null}::date)
    order by 1 nulls first, o.period_end, o.period_start, o.period`.execute(tx);
  return rows.map(({ sample_size, quality, ...row }) => {
    const { lower, upper } = limitsFor(indicator, { ...row, sampleSize: sample_size });
    return { ...row, lower, upper, quality };
  });
}
