import { longDate } from '../../../kernel/plain-date.ts';
import { type Band, type Break, LineChart, type Quality, type TargetStep } from '../../../ui/charts/index.ts';
import { type Stretch, sharesAnswers } from '../course/control-series.ts';
import { cannotBeBelow, sayFlag } from '../course/course-words.ts';
import { readPeriod } from '../period.ts';
import { type Shown, withGaps } from '../standing.ts';
import type { Point, Standing, Target } from '../types.ts';
import { chartUnit, chartValue } from '../words.ts';
import { headlineOf } from './headline.ts';

const softness = (quality: Point['quality']): Quality | undefined =>
  quality === 'awaited' ? undefined : quality;

/** Periods of the axis and the steps of the target: stages beyond the last figure add their own period. */
export function axisOf(
  series: readonly Shown[],
  target: Target | undefined,
  kind: Standing['indicator']['kind'],
) {
  const periods = series.map(({ period }) => period.label);
  const steps: TargetStep[] = [];
  for (const stage of target?.stages ?? []) {
    if (stage.value === null) continue;
    const label = stage.period
      ? (readPeriod(stage.period)?.label ?? stage.period)
      : `by ${longDate(stage.dueOn)}`;
    if (!periods.includes(label)) periods.push(label);
    steps.push({ from: label, to: label, value: chartValue(kind, stage.value) ?? 0 });
  }
  return { periods, steps };
}

/** Mean and limits of each stretch, for those that are long enough and share no answers. */
function bandsOf(indicator: Standing['indicator'], stretches: readonly Stretch[]): Band[] {
  const value = (level: number): number => chartValue(indicator.kind, level) ?? 0;
  return stretches.flatMap(({ limits, points }): Band[] => {
    const [first, last] = [points[0], points.at(-1)];
    if (!limits || !first || !last || sharesAnswers(points)) return [];
    const { mean, lower, upper } = limits;
    return [
      {
        from: first.period.label,
        to: last.period.label,
        mean: value(mean),
        lower: lower < 0 && cannotBeBelow(indicator) ? null : value(lower),
        upper: value(upper),
      },
    ];
  });
}

/** Where stretches begin anew, at the period of their first figure. */
const breaksOf = (stretches: readonly Stretch[]): Break[] =>
  stretches.flatMap(({ since, points: [first] }, index) =>
    since && first && index > 0 ? [{ at: first.period.label, words: since.reason }] : [],
  );

/** Why each figure that stands out does, by the text of its period. */
const flagsIn = (stretches: readonly Stretch[]): ReadonlyMap<string, string> =>
  new Map(
    stretches.flatMap(({ points, flags }) =>
      sharesAnswers(points)
        ? []
        : flags.map((flag): [string, string] => [points[flag.index]?.period.text ?? '', sayFlag(flag)]),
    ),
  );

export interface StandingChartProps {
  readonly standing: Standing;
  readonly place: string;
  readonly stretches: readonly Stretch[];
}

/** The indicator's comparable figures with baseline, staged target, breaks and the limits of usual variation. */
export function StandingChart({ standing, place, stretches }: StandingChartProps) {
  const { indicator, baseline, targets, latest } = standing;
  if (!latest) return null;
  const series = withGaps(standing.series);
  const { periods, steps } = axisOf(series, targets[0]?.target, indicator.kind);
  const first = series[0]?.period.label;
  const last = latest.period.label;
  const flags = flagsIn(stretches);
  return (
    <LineChart
      id={`chart-${indicator.slug}`}
      headline={headlineOf(standing)}
      subtitle={`${indicator.title}, ${place}, ${first === last ? last : `${first} to ${last}`}`}
      source={latest.source || indicator.source || 'not stated'}
      csvHref={`/indicators/${indicator.slug}/observations.csv`}
      periods={periods}
      unit={chartUnit(indicator)}
      series={[
        {
          name: indicator.title,
          points: series.map((point) => ({
            period: point.period.label,
            value: chartValue(indicator.kind, point.value),
            quality: softness(point.quality),
            flag: flags.get(point.period.text),
          })),
        },
      ]}
      targets={steps}
      bands={bandsOf(indicator, stretches)}
      breaks={breaksOf(stretches)}
      {...(baseline?.value != null
        ? {
            baseline: {
              value: chartValue(indicator.kind, baseline.value) ?? 0,
              period: baseline.periodLabel ?? undefined,
            },
          }
        : {})}
    />
  );
}
