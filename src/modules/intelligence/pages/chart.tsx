import { LineChart, type Quality, type TargetStep } from '../../../ui/charts/index.ts';
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
    const label = stage.period ? (readPeriod(stage.period)?.label ?? stage.period) : `by ${stage.dueOn}`;
    if (!periods.includes(label)) periods.push(label);
    steps.push({ from: label, to: label, value: chartValue(kind, stage.value) ?? 0 });
  }
  return { periods, steps };
}

/** The indicator's comparable figures with baseline and staged target. */
export function StandingChart({ standing, place }: { readonly standing: Standing; readonly place: string }) {
  const { indicator, baseline, targets, latest } = standing;
  if (!latest) return null;
  const series = withGaps(standing.series);
  const { periods, steps } = axisOf(series, targets[0]?.target, indicator.kind);
  const first = series[0]?.period.label;
  const last = latest.period.label;
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
          })),
        },
      ]}
      targets={steps}
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
