import { type Band, type Break, bandAt } from './bands.tsx';
import { ChartFigure, type ChartFrame, type ChartTable, Drawings } from './chart-figure.tsx';
import { formatFigure, NOT_KNOWN, type Unit } from './format.ts';
import { LinePlot, plotOf } from './line-plot.tsx';
import { MOST_SERIES, type Series, type SeriesPoint } from './series.tsx';

/** The value that progress is measured from. */
export interface Baseline {
  readonly value: number;
  /** The period it was taken in, when it is worth saying. */
  readonly period?: string | undefined;
}

/** One stage of a target: this value is to be met from one period to another, both included. */
export interface TargetStep {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface LineChartProps extends ChartFrame {
  /** Every period of the axis, oldest first. */
  readonly periods: readonly string[];
  /** At most four. */
  readonly series: readonly Series[];
  readonly unit: Unit;
  readonly baseline?: Baseline | undefined;
  readonly targets?: readonly TargetStep[] | undefined;
  /** Where values usually lie, stretch by stretch. */
  readonly bands?: readonly Band[] | undefined;
  /** Where the series stops being comparable with what stands before. */
  readonly breaks?: readonly Break[] | undefined;
  /** Where the value axis starts; unless said, at zero when the values leave room for it. */
  readonly yFrom?: 'zero' | 'data' | undefined;
}

/** Change over periods: gaps where a value is not known, hollow marks where it is not final. */
export function LineChart(props: LineChartProps) {
  if (props.series.length > MOST_SERIES)
    throw new RangeError(`A line chart shows at most ${MOST_SERIES} series`);
  return (
    <ChartFigure {...props} table={tableOf(props)} notes={notesOf(props)}>
      <Drawings
        id={props.id}
        title={props.headline}
        description={describe(props)}
        plotOf={(size) => plotOf(props, size)}
        draw={(plot) => <LinePlot {...props} plot={plot} />}
      />
    </ChartFigure>
  );
}

const pointAt = (series: Series, period: string): SeriesPoint | undefined =>
  series.points.find((point) => point.period === period);

function tableOf(props: LineChartProps): ChartTable {
  const { periods, series, targets = [], bands = [], unit } = props;
  return {
    columns: [
      'Period',
      ...series.map((one) => one.name),
      ...(bands.length > 0 ? ['Lower limit', 'Mean', 'Upper limit'] : []),
      ...(targets.length > 0 ? ['Target'] : []),
    ],
    rows: periods.map((period, index) => [
      period,
      ...series.map((one) => writePoint(pointAt(one, period), unit)),
      ...(bands.length > 0 ? limitsIn(index, props) : []),
      ...(targets.length > 0 ? [targetIn(index, periods, targets, unit)] : []),
    ]),
  };
}

function limitsIn(index: number, { periods, bands = [], unit }: LineChartProps): string[] {
  const band = bandAt(index, periods, bands);
  if (!band) return ['None', 'None', 'None'];
  const { lower, mean, upper } = band;
  return [lower, mean, upper].map((value) => (value === null ? 'None' : formatFigure(value, unit)));
}

function writePoint(point: SeriesPoint | undefined, unit: Unit): string {
  if (!point || point.value === null) return NOT_KNOWN;
  const said = [point.quality === 'final' ? undefined : point.quality, point.flag].filter(Boolean);
  return `${formatFigure(point.value, unit)}${said.length > 0 ? ` (${said.join(', ')})` : ''}`;
}

function targetIn(
  index: number,
  periods: readonly string[],
  targets: readonly TargetStep[],
  unit: Unit,
): string {
  const step = targets.find(({ from, to }) => periods.indexOf(from) <= index && index <= periods.indexOf(to));
  return step ? formatFigure(step.value, unit) : 'None set';
}

function notesOf(props: LineChartProps): string[] {
  const { periods, series, unit } = props;
  const points = series.flatMap((one) => one.points);
  const soft = [...new Set(points.map((point) => point.quality).filter((q) => q && q !== 'final'))].sort();
  // What only a target reaches is no gap.
  const reached = periods.filter((period) => series.some((one) => pointAt(one, period)));
  const unknown = reached.filter((period) =>
    series.some((one) => (pointAt(one, period)?.value ?? null) === null),
  );
  const start = plotOf(props, 'wide').y.domain()[0] ?? 0;
  return [
    ...((props.bands ?? []).length > 0
      ? ['The level line is the mean, the dashed lines are the limits of usual variation.']
      : []),
    ...(points.some(({ flag }) => flag) ? ['Ringed values are more than usual variation.'] : []),
    ...(props.breaks ?? []).map(({ at, words }) => `Not comparable before ${at}: ${words}`),
    ...(soft.length > 0 ? [`Hollow marks are ${soft.join(' or ')} values.`] : []),
    ...(unknown.length > 0 ? [`A gap means that the value is not known: ${unknown.join(', ')}.`] : []),
    ...(start !== 0 ? [`The scale starts at ${formatFigure(start, unit)}, not at zero.`] : []),
  ];
}

/** The chart in words: where each series starts and ends, what it is measured against. */
function describe({ series, unit, baseline, targets = [], bands = [] }: LineChartProps): string {
  const lines = series.map((one) => {
    const known = one.points.filter((point) => point.value !== null);
    const first = known[0];
    const last = known.at(-1);
    if (!first || !last) return `${one.name}: no value is known.`;
    const start = `${one.name}: ${writePoint(first, unit)} in ${first.period}`;
    return first === last ? `${start}.` : `${start}, ${writePoint(last, unit)} in ${last.period}.`;
  });
  const from = baseline ? [`Baseline: ${formatFigure(baseline.value, unit)}.`] : [];
  const to = targets.map(
    (step) =>
      `Target ${step.to.startsWith('by ') ? '' : 'for '}${step.to}: ${formatFigure(step.value, unit)}.`,
  );
  const last = bands.at(-1);
  const usual = last
    ? [
        `Usual variation around ${formatFigure(last.mean, unit)}: from ${last.lower === null ? 'nought' : formatFigure(last.lower, unit)} to ${formatFigure(last.upper, unit)}.`,
      ]
    : [];
  return ['Line chart.', ...lines, ...from, ...to, ...usual, 'The table below has every value.'].join(' ');
}
