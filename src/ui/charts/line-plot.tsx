import { type ScaleLinear, type ScalePoint, scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { Bands, Breaks } from './bands.tsx';
import { type Size, WIDTH } from './chart-figure.tsx';
import { formatFigure, formatTick, type Unit } from './format.ts';
import type { LineChartProps } from './line-chart.tsx';
import { EndLabels, endLabels, Key } from './line-labels.tsx';
import { Marker, rounded, type Series, type SeriesPoint, styleOf } from './series.tsx';
import { labelsThatFit, widthOf } from './text.ts';

/** Where everything in one drawing of a line chart goes. */
export interface Plot {
  readonly size: Size;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: ScalePoint<string>;
  readonly y: ScaleLinear<number, number>;
  readonly ticks: readonly number[];
}

const HEIGHT: Readonly<Record<Size, number>> = { wide: 330, medium: 300, narrow: 270 };

/** Measures one drawing: scales, margins wide enough for their labels, ticks at round values. */
export function plotOf(props: LineChartProps, size: Size): Plot {
  const width = WIDTH[size];
  const keyRows = size === 'narrow' && props.series.length > 1 ? props.series.length : 0;
  const top = 22 + keyRows * 20;
  const height = HEIGHT[size] + keyRows * 20;
  const bottom = height - 30;
  const y = scaleLinear()
    .domain(whole(domainOf(props), props.unit))
    .range([bottom, top])
    .nice(5);
  const ticks = writable(y.ticks(5), props.unit);
  const left = Math.max(...ticks.map((tick) => widthOf(formatTick(tick, props.unit)))) + 12;
  const right =
    width - Math.max(12, ...endLabels(props, size).map((label) => label.width + (label.marked ? 24 : 6)));
  const x = scalePoint<string>()
    .domain([...props.periods])
    .range([left, right])
    .padding(0.3);
  return { size, width, height, left, right, top, bottom, x, y, ticks };
}

/** How many decimals the axis of a unit writes; money has its own way. */
const decimalsOf = (unit: Unit): number | undefined =>
  unit.kind === 'pence' ? undefined : unit.kind === 'count' ? 1 : (unit.decimals ?? 1);

/** The scale reaches to values that can be written: counts of few do not begin and end between whole numbers. */
function whole([low, high]: [number, number], unit: Unit): [number, number] {
  const step = 10 ** -(decimalsOf(unit) ?? 0);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/** The ticks that can be written as they are: no two on one axis read the same. */
function writable(ticks: readonly number[], unit: Unit): readonly number[] {
  const decimals = decimalsOf(unit);
  if (decimals === undefined) return ticks;
  const exact = ticks.filter((tick) => Math.abs(tick - Number(tick.toFixed(decimals))) < 1e-9);
  return exact.length > 1 ? exact : ticks;
}

function domainOf({ series, baseline, targets = [], bands = [], yFrom }: LineChartProps): [number, number] {
  const values = series.flatMap((one) => one.points.flatMap((point) => point.value ?? []));
  if (baseline) values.push(baseline.value);
  values.push(...targets.map((step) => step.value));
  values.push(...bands.flatMap(({ lower, mean, upper }) => [lower ?? mean, upper]));
  if (values.length === 0) return [0, 1];
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const fromZero = yFrom ? yFrom === 'zero' : lowest < highest * 0.6;
  if (fromZero) return [Math.min(0, lowest), highest > 0 ? highest : lowest < 0 ? 0 : 1];
  const room = (highest - lowest || Math.abs(highest) || 1) * 0.15;
  return [lowest >= 0 ? Math.max(0, lowest - room) : lowest - room, highest + room];
}

/** The inside of a line chart's drawing. */
export function LinePlot(props: LineChartProps & { readonly plot: Plot }) {
  const { plot, series } = props;
  return (
    <>
      {plot.size === 'narrow' && series.length > 1 ? <Key series={series} /> : null}
      <Axes {...props} />
      <Bands {...props} />
      <Breaks {...props} />
      <Reference {...props} />
      {series.map((one, index) => (
        <Line key={one.name} {...props} one={one} index={index} />
      ))}
      <EndLabels {...props} />
    </>
  );
}

type PlotProps = LineChartProps & { readonly plot: Plot };

function Axes({ plot, periods, unit }: PlotProps) {
  const { x, y, left, right, bottom, ticks } = plot;
  const shown = labelsThatFit(periods, x.step());
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? 'app-chart__axis' : 'app-chart__grid'}
            x1={left}
            x2={right}
            y1={rounded(y(tick))}
            y2={rounded(y(tick))}
          />
          <text class="app-chart__tick" x={left - 8} y={rounded(y(tick) + 4)} text-anchor="end">
            {formatTick(tick, unit)}
          </text>
        </g>
      ))}
      {periods.map((period, index) => {
        const at = rounded(x(period) ?? left);
        return (
          <g key={period}>
            <line class="app-chart__axis" x1={at} x2={at} y1={bottom} y2={bottom + 5} />
            {shown.has(index) ? (
              <text class="app-chart__tick" x={at} y={bottom + 21} text-anchor="middle">
                {period}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** The baseline rule and the steps of the target. */
function Reference({ plot, baseline, targets = [], unit }: PlotProps) {
  const { x, y, left, right } = plot;
  const half = x.step() / 2;
  return (
    <g>
      {baseline ? (
        <g>
          <line
            class="app-chart__baseline"
            x1={left}
            x2={right}
            y1={rounded(y(baseline.value))}
            y2={rounded(y(baseline.value))}
          />
          <text
            class="app-chart__label app-chart__label--quiet"
            x={left + 4}
            y={rounded(y(baseline.value) - 6)}
          >
            Baseline {formatTick(baseline.value, unit)}
            {baseline.period && plot.size !== 'narrow' ? ` (${baseline.period})` : ''}
          </text>
        </g>
      ) : null}
      {targets.map((step) => {
        const from = Math.max(left, (x(step.from) ?? left) - half);
        const to = Math.min(right, (x(step.to) ?? right) + half);
        const words = `${plot.size === 'narrow' ? '' : 'Target '}${formatTick(step.value, unit)}`;
        const end = Math.max(to, left + widthOf(words));
        return (
          <g key={`${step.from}-${step.value}`}>
            <line
              class="app-chart__target"
              x1={rounded(from)}
              x2={rounded(to)}
              y1={rounded(y(step.value))}
              y2={rounded(y(step.value))}
            >
              <title>{`Target ${formatFigure(step.value, unit)}, ${step.from} to ${step.to}`}</title>
            </line>
            <text class="app-chart__label" x={rounded(end)} y={rounded(y(step.value) - 7)} text-anchor="end">
              {words}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Line({ plot, periods, unit, one, index }: PlotProps & { one: Series; index: number }) {
  const points = periods.map(
    (period): SeriesPoint => one.points.find((point) => point.period === period) ?? { period, value: null },
  );
  const at = (point: SeriesPoint): [number, number] => [plot.x(point.period) ?? 0, plot.y(point.value ?? 0)];
  const path = line<SeriesPoint>(
    (p) => rounded(at(p)[0]),
    (p) => rounded(at(p)[1]),
  ).defined((p) => p.value !== null);
  const style = styleOf(index);
  return (
    <g class={style.className}>
      <path class="app-chart__line" d={path(points) ?? ''} stroke-dasharray={style.dash} />
      {points.map((point) => {
        if (point.value === null) return null;
        const hollow = point.quality !== undefined && point.quality !== 'final';
        const said = [hollow ? point.quality : undefined, point.flag].filter(Boolean).join(', ');
        const title = `${one.name}, ${point.period}: ${formatFigure(point.value, unit)}${said ? ` (${said})` : ''}`;
        const [x, y] = at(point);
        return (
          <g key={point.period}>
            {point.flag ? <circle class="app-chart__ring" cx={rounded(x)} cy={rounded(y)} r="9" /> : null}
            <Marker x={x} y={y} index={index} hollow={hollow} title={title} />
          </g>
        );
      })}
    </g>
  );
}
