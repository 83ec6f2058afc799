import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { renderToString } from 'preact-render-to-string';
import { labelsThatFit } from '../../../ui/charts/index.ts';
import { type Shown, withGaps } from '../standing.ts';
import type { Standing } from '../types.ts';
import { writeValue } from '../words.ts';
import { headlineOf } from './headline.ts';

const WIDTH = 640;
const HEIGHT = 260;
const EDGE = { left: 70, right: 90, top: 20, bottom: 40 };
const INK = '#0b0c0c';
const LINE = '#12436D';
const TARGET = '#801650';
const round = (value: number): number => Math.round(value * 10) / 10;

/** The course of an indicator as a drawing of its own, for documents: presentation attributes only. */
export function documentChart(standing: Standing): string {
  const { indicator, baseline, targets } = standing;
  const series = withGaps(standing.series);
  const known = series.flatMap((point, index) =>
    point.value === null ? [] : [{ point: { ...point, value: point.value }, index }],
  );
  const stage = targets[0]?.target.stages.find(({ value }) => value !== null)?.value ?? null;
  const levels = [baseline?.value ?? null, stage].filter((value) => value !== null);
  const values = [...known.map(({ point }) => point.value), ...levels, 0];
  const x = scaleLinear()
    .domain([0, Math.max(1, series.length - 1)])
    .range([EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear()
    .domain([Math.min(...values), Math.max(...values, 1)])
    .nice(5)
    .range([HEIGHT - EDGE.bottom, EDGE.top]);
  const named = labelsThatFit(
    series.map(({ period }) => period.text),
    x(1) - x(0),
  );
  const course = line<{ point: Shown & { value: number }; index: number }>(
    ({ index }) => round(x(index)),
    ({ point }) => round(y(point.value)),
  )(known);
  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      font-family="sans-serif"
      font-size="12"
    >
      <title>{headlineOf(standing)}</title>
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line
            x1={EDGE.left}
            x2={WIDTH - EDGE.right}
            y1={round(y(tick))}
            y2={round(y(tick))}
            stroke="#b1b4b6"
            stroke-width="1"
          />
          <text x={EDGE.left - 8} y={round(y(tick)) + 4} text-anchor="end" fill={INK}>
            {writeValue({ ...indicator, kind: indicator.kind === 'rate' ? 'number' : indicator.kind }, tick)}
          </text>
        </g>
      ))}
      {series.map(({ period }, index) =>
        named.has(index) ? (
          <text
            key={period.text}
            x={round(x(index))}
            y={HEIGHT - EDGE.bottom + 20}
            text-anchor="middle"
            fill={INK}
          >
            {period.text}
          </text>
        ) : null,
      )}
      {stage === null ? null : (
        <g>
          <line
            x1={EDGE.left}
            x2={WIDTH - EDGE.right}
            y1={round(y(stage))}
            y2={round(y(stage))}
            stroke={TARGET}
            stroke-width="2"
            stroke-dasharray="6 4"
          />
          <text x={WIDTH - EDGE.right + 6} y={round(y(stage)) + 4} fill={TARGET}>
            Target
          </text>
        </g>
      )}
      {course ? <path d={course} fill="none" stroke={LINE} stroke-width="2.5" /> : null}
      {known.map(({ point, index }) => (
        <circle
          key={point.period.text}
          cx={round(x(index))}
          cy={round(y(point.value))}
          r="4"
          fill={point.quality === 'final' ? LINE : '#ffffff'}
          stroke={LINE}
          stroke-width="2"
        />
      ))}
    </svg>,
  );
}
