import { scaleLinear } from 'd3-scale';
import { sharesAnswers, stretchesOf } from '../course/control-series.ts';
import { cannotBeBelow, sayFlags } from '../course/course-words.ts';
import type { Standing } from '../types.ts';
import { sayPoint } from '../words.ts';

const WIDTH = 240;
const HEIGHT = 64;
const EDGE = 6;
/** Older figures would be too small to see. */
const MOST_POINTS = 24;

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The figures since the last break in small, with mean and limits of usual variation, and marks on those that stand out. */
export function SmallControlChart({ standing }: { readonly standing: Standing }) {
  const { indicator, latest } = standing;
  const newest = stretchesOf(standing.series, standing.breaks).at(-1);
  if (!newest || !latest) return null;
  if (newest.points.length < 2) return <p class="govuk-body-s">One figure, no course yet.</p>;
  const from = Math.max(0, newest.points.length - MOST_POINTS);
  const points = newest.points.slice(from);
  const limits = sharesAnswers(newest.points) ? undefined : newest.limits;
  const flagged = new Set(limits ? newest.flags.map(({ index }) => index - from) : []);
  const lower = limits && limits.lower < 0 && cannotBeBelow(indicator) ? 0 : limits?.lower;
  const levels = [
    ...points.map(({ value }) => value),
    ...(limits ? [limits.upper, lower ?? limits.lower] : []),
  ];
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const x = scaleLinear()
    .domain([0, points.length - 1])
    .range([EDGE, WIDTH - EDGE]);
  const y = scaleLinear()
    .domain(low === high ? [low - 1, high + 1] : [low, high])
    .range([HEIGHT - EDGE, EDGE]);
  const level = (value: number, dashes?: string) => (
    <line
      class="app-small-chart__level"
      x1={EDGE}
      x2={WIDTH - EDGE}
      y1={rounded(y(value))}
      y2={rounded(y(value))}
      stroke-dasharray={dashes}
    />
  );
  const said = [
    `${indicator.title}, ${points[0]?.period.label} to ${sayPoint(indicator, latest)}.`,
    ...(limits ? sayFlags(newest) : []),
  ].join(' ');
  return (
    <svg class="app-small-chart app-series-1" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
      {limits ? level(limits.mean) : null}
      {limits ? level(limits.upper, '3 3') : null}
      {limits && lower !== undefined ? level(lower, '3 3') : null}
      <polyline
        class="app-chart__line"
        fill="none"
        points={points.map(({ value }, at) => `${rounded(x(at))},${rounded(y(value))}`).join(' ')}
      />
      {points.map(({ value, period }, at) =>
        flagged.has(at) ? (
          <rect
            key={period.text}
            class="app-small-chart__flag"
            x={rounded(x(at)) - 4}
            y={rounded(y(value)) - 4}
            width="8"
            height="8"
          />
        ) : at === points.length - 1 ? (
          <circle
            key={period.text}
            class="app-chart__point"
            cx={rounded(x(at))}
            cy={rounded(y(value))}
            r="4"
          />
        ) : null,
      )}
    </svg>
  );
}
