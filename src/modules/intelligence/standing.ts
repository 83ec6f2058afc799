import type { PlainDate } from '../../kernel/plain-date.ts';
import type { SeriesBreak } from './course/break-queries.ts';
import { judge } from './judgement.ts';
import type { Period, PeriodKind } from './period.ts';
import { comparable, comparePeriods, overlaps, previousPeriod, yearsEarlier } from './period-order.ts';
import { contradictionsOf, trackOf } from './trajectory.ts';
import type {
  Baseline,
  Frequency,
  Indicator,
  KnownPoint,
  Point,
  Standing,
  Subject,
  Target,
  TargetStanding,
} from './types.ts';
import { changeBetween } from './words.ts';

const isKnown = (point: Point): point is KnownPoint => point.value !== null;

const REGULAR: Record<Frequency, readonly PeriodKind[]> = {
  monthly: ['month'],
  quarterly: ['financial-quarter', 'calendar-quarter'],
  yearly: ['financial-year', 'calendar-year'],
  'each-wave': ['wave'],
  once: [],
  irregular: [],
};

const length = ({ start, end }: Period): number => Date.parse(end) - Date.parse(start);

/** The newest known figure; of several that end on one day the one of the indicator's frequency, else the longest. */
export function latestOf(
  indicator: Pick<Indicator, 'frequency'>,
  points: readonly Point[],
): KnownPoint | undefined {
  const known = points.filter(isKnown);
  const end = known.reduce<PlainDate | undefined>(
    (last, { period }) => (last === undefined || period.end > last ? period.end : last),
    undefined,
  );
  const regular = (point: Point): number =>
    REGULAR[indicator.frequency].includes(point.period.kind) ? 1 : 0;
  return known
    .filter((point) => point.period.end === end)
    .sort((a, b) => regular(b) - regular(a) || length(b.period) - length(a.period))[0];
}

/** The known figures that came before one and may be compared with it, newest first. */
export const earlierThan = (latest: KnownPoint, points: readonly Point[]): KnownPoint[] =>
  points
    .filter(isKnown)
    .filter(
      (point) => comparable(point.period, latest.period) && comparePeriods(point.period, latest.period) < 0,
    )
    .sort((a, b) => comparePeriods(b.period, a.period));

/** What a picture shows of a point. */
export type Shown = Pick<Point, 'period' | 'value' | 'quality'>;

/** More missing periods than this are a jump, not a gap. */
const LONGEST_GAP = 24;

/** The series with a place for every period that has no figure, so that a picture keeps its distances. */
export function withGaps(series: readonly Point[]): readonly Shown[] {
  return series.flatMap((point, index): Shown[] => {
    const before = series[index - 1]?.period;
    const missing: Shown[] = [];
    if (before && point.period.kind !== 'wave')
      for (
        let at = previousPeriod(point.period);
        at && comparePeriods(at, before) > 0;
        at = previousPeriod(at)
      ) {
        missing.unshift({ period: at, value: null, quality: 'awaited' });
        if (missing.length > LONGEST_GAP) return [point];
      }
    return [...missing, point];
  });
}

const isFor = (subject: Subject | null, other: Subject | null): boolean =>
  subject?.kind === other?.kind && subject?.id === other?.id;

/** The last break that lies between two figures, which makes them incomparable. */
export const breakBetween = (
  earlier: Pick<KnownPoint, 'period'> | undefined,
  latest: Pick<KnownPoint, 'period'> | undefined,
  breaks: readonly SeriesBreak[],
): SeriesBreak | undefined =>
  earlier && latest
    ? breaks.findLast(({ startsOn }) => earlier.period.end < startsOn && startsOn <= latest.period.end)
    : undefined;

const OF_A_SEASON: ReadonlySet<PeriodKind> = new Set(['month', 'financial-quarter', 'calendar-quarter']);

/**
 * The figure that the latest is judged by: of a month or a quarter that of a year before, where it is known and may be
 * compared, so that the season is not taken for a change; else the one before.
 */
export function judgedBy(
  latest: KnownPoint,
  earlier: readonly KnownPoint[],
  breaks: readonly SeriesBreak[],
): KnownPoint | undefined {
  const yearBefore = OF_A_SEASON.has(latest.period.kind) ? yearsEarlier(latest.period, 1) : undefined;
  const same = earlier.find(({ period }) => period.text === yearBefore?.text);
  return same && !breakBetween(same, latest, breaks) ? same : earlier[0];
}

/** Puts together how an indicator stands, from its figures of one place, its baselines, its targets and its breaks. */
export function standingOf(
  indicator: Indicator,
  points: readonly Point[],
  baselines: readonly Baseline[],
  targets: readonly Target[],
  breaks: readonly SeriesBreak[],
): Standing {
  const ordered = [...points].sort((a, b) => comparePeriods(a.period, b.period));
  const latest = latestOf(indicator, ordered);
  const previous = latest && judgedBy(latest, earlierThan(latest, ordered), breaks);
  const { status, sentence } = judge(indicator, latest, previous, breakBetween(previous, latest, breaks));
  const general = baselines.find(({ subject }) => subject === null) ?? baselines[0];
  const standings: TargetStanding[] = [...targets]
    .sort((a, b) => Number(a.subject !== null) - Number(b.subject !== null))
    .map((target) => {
      const baseline = baselines.find(({ subject }) => isFor(subject, target.subject)) ?? general;
      return { target, baseline, tracking: trackOf(indicator, target, baseline, latest) };
    });
  return {
    indicator,
    latest,
    previous,
    change: latest && previous ? changeBetween(indicator, latest, previous) : undefined,
    status,
    sentence,
    baseline: general,
    baselines,
    targets: standings,
    track: chosenTrack(standings) ?? trackOf(indicator, undefined, undefined, latest),
    series: latest
      ? ordered.filter(({ period }) => comparable(period, latest.period))
      : ordered.filter((point) => !isKnown(point)),
    points: ordered,
    breaks,
    contradictions: contradictionsOf(indicator, targets),
  };
}

/** The target for everybody speaks first; one that is unknown gives way to one that says something. */
const chosenTrack = (standings: readonly TargetStanding[]): TargetStanding['tracking'] | undefined =>
  (standings.find(({ tracking }) => tracking.track !== 'target-unknown') ?? standings[0])?.tracking;

/** The denominator that belongs to a numerator: of the period that overlaps it most, else the newest of two years before. */
export function denominatorFor(period: Period, denominators: readonly KnownPoint[]): KnownPoint | undefined {
  const shared = (other: Period): number =>
    overlaps(period, other)
      ? Math.min(Date.parse(period.end), Date.parse(other.end)) -
        Math.max(Date.parse(period.start), Date.parse(other.start)) +
        1
      : 0;
  const best = [...denominators].sort(
    (a, b) => shared(b.period) - shared(a.period) || comparePeriods(b.period, a.period),
  );
  const overlapping = best.find((point) => shared(point.period) > 0);
  if (overlapping) return overlapping;
  const twoYears = 2 * 366 * 86_400_000;
  return [...denominators]
    .filter(({ period: other }) => {
      const gap = Date.parse(period.start) - Date.parse(other.end);
      return gap > 0 && gap <= twoYears;
    })
    .sort((a, b) => comparePeriods(b.period, a.period))[0];
}

const SURENESS = ['final', 'provisional', 'estimated', 'awaited'] as const;

/** The points of a rate that is computed from two other indicators, where it has none of its own. */
export function computedPoints(
  rate: Pick<Indicator, 'per' | 'kind'>,
  own: readonly Point[],
  numerators: readonly Point[],
  denominators: readonly Point[],
): Point[] {
  const given = new Set(own.map(({ period }) => period.text));
  const times = rate.kind === 'percentage' ? 100 : (rate.per ?? 1);
  const known = denominators.filter(isKnown).filter((point) => point.value > 0);
  return numerators.filter(isKnown).flatMap((top): Point[] => {
    const under = given.has(top.period.text) ? undefined : denominatorFor(top.period, known);
    if (!under) return [];
    const quality =
      SURENESS[Math.max(SURENESS.indexOf(top.quality), SURENESS.indexOf(under.quality))] ?? 'estimated';
    const sources = [...new Set([top.source, under.source].filter((source) => source !== ''))];
    const notes = [...new Set([top.note, under.note].filter((note) => note !== ''))];
    return [
      {
        period: top.period,
        value: (top.value / under.value) * times,
        numerator: top.value,
        denominator: under.value,
        quality,
        source: sources.join('; '),
        note: notes.join(' '),
        version: top.version,
        computed: true,
        denominatorPeriod: under.period.text,
      },
    ];
  });
}
