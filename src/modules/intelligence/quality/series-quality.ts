import { addDays, daysBetween, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Stretch, sharesAnswers, stretchesOf } from '../course/control-series.ts';
import { sayFlag } from '../course/course-words.ts';
import type { Period } from '../period.ts';
import { nextPeriod } from '../period-order.ts';
import { medianOf, ROBUST_LIMIT, robustScores } from '../statistics/robust.ts';
import type { Frequency, KnownPoint, Standing } from '../types.ts';

/** A figure that stands out, and why. */
export interface Outlier {
  readonly period: Period;
  readonly value: number;
  /** In the order of the rules; at least one. */
  readonly why: readonly string[];
}

/** When a figure was returned: published, or recorded here. */
export interface Returned {
  readonly period: string;
  readonly periodEnd: PlainDate;
  readonly returnedOn: PlainDate;
}

export interface SeriesQuality {
  /** Periods that should be there by now and those that are; null for a series without a rhythm. */
  readonly completeness: {
    readonly expected: number;
    readonly there: number;
    readonly missing: readonly Period[];
  } | null;
  /** Days from the end of a period to its return; null where no day of return is known. */
  readonly timeliness: {
    readonly median: number;
    readonly latest: number;
    readonly late: number;
    readonly known: number;
    readonly allowed: number;
  } | null;
  readonly outliers: readonly Outlier[];
  readonly provisional: { readonly soft: number; readonly known: number };
}

/** As far back as a series is looked at. */
const MOST_PERIODS = 130;
const RHYTHMS: ReadonlySet<Frequency> = new Set(['monthly', 'quarterly', 'yearly']);

const isKnown = (point: Standing['series'][number]): point is KnownPoint => point.value !== null;

/** How good the figures of a series are on a day, whatever order they come in. */
export function qualityOf(
  { indicator, series, breaks }: Pick<Standing, 'indicator' | 'series' | 'breaks'>,
  returned: readonly Returned[],
  today: PlainDate,
): SeriesQuality {
  const known = series.filter(isKnown);
  return {
    completeness: RHYTHMS.has(indicator.frequency)
      ? completenessOf(known, indicator.dueDays, indicator.endedOn ?? today)
      : null,
    timeliness: timelinessOf(returned, indicator.dueDays),
    outliers: stretchesOf(series, breaks).flatMap(outliersIn),
    provisional: { soft: known.filter(({ quality }) => quality !== 'final').length, known: known.length },
  };
}

function completenessOf(
  known: readonly KnownPoint[],
  dueDays: number,
  until: PlainDate,
): SeriesQuality['completeness'] {
  const [first] = [...known].sort((a, b) => (a.period.end < b.period.end ? -1 : 1));
  if (!first || first.period.kind === 'range' || first.period.kind === 'wave') return null;
  const there = new Set(known.map(({ period }) => period.text));
  const missing: Period[] = [];
  let expected = 0;
  for (
    let period: Period | undefined = first.period;
    period && expected < MOST_PERIODS && (addDays(period.end, dueDays) < until || there.has(period.text));
    period = nextPeriod(period)
  ) {
    expected += 1;
    if (!there.has(period.text)) missing.push(period);
  }
  return { expected, there: expected - missing.length, missing };
}

function timelinessOf(returned: readonly Returned[], allowed: number): SeriesQuality['timeliness'] {
  const newest = [...returned].sort((a, b) => (a.periodEnd < b.periodEnd ? 1 : -1))[0];
  const days = returned.map(({ periodEnd, returnedOn }) => daysBetween(periodEnd, returnedOn));
  const median = medianOf(days);
  if (median === undefined || !newest) return null;
  return {
    median: Math.round(median),
    latest: daysBetween(newest.periodEnd, newest.returnedOn),
    late: days.filter((one) => one > allowed).length,
    known: days.length,
    allowed,
  };
}

/** What stands out among the figures of a stretch: beyond its limits, or far from its middle. */
export function outliersIn({ points, flags }: Pick<Stretch, 'points' | 'flags'>): readonly Outlier[] {
  if (sharesAnswers(points)) return [];
  const scores = robustScores(points.map(({ value }) => value));
  return points.flatMap(({ period, value }, index): Outlier[] => {
    const outside = flags.find((flag) => flag.index === index && flag.rule === 'outside');
    const score = scores[index] ?? 0;
    const why = [
      ...(outside ? [`${sayFlag(outside)} of usual variation`] : []),
      ...(Math.abs(score) > ROBUST_LIMIT
        ? [
            `${Math.abs(score).toFixed(1)} robust standard deviations ${score > 0 ? 'above' : 'below'} the middle`,
          ]
        : []),
    ];
    return why.length > 0 ? [{ period, value, why }] : [];
  });
}
