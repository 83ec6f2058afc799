import { scaleLinear } from 'd3-scale';
import { ChartFigure, type ChartFrame, Drawings, type Size, WIDTH } from './chart-figure.tsx';
import { formatFigure, formatTick, NOT_KNOWN, type Unit } from './format.ts';
import { rounded } from './series.tsx';
import { LINE_HEIGHT, wrapText } from './text.ts';

/** A value with its limits, and how it stands to what it is compared with: told by shape, never by colour alone. */
export interface IntervalRow {
  /** Unique among the rows. */
  readonly key: string;
  readonly label: string;
  /** Null where it is not known or not shown; `why` then says so in two words. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly mark: 'higher' | 'lower' | 'similar' | 'untold';
  readonly why?: string | undefined;
}

export interface IntervalChartProps extends ChartFrame {
  readonly rows: readonly IntervalRow[];
  /** What a row stands for ("Ward"), heading the table. */
  readonly of: string;
  readonly unit: Unit;
  readonly reference?: { readonly label: string; readonly value: number } | undefined;
}

const SAYS: Readonly<Record<IntervalRow['mark'], string>> = {
  higher: 'significantly higher',
  lower: 'significantly lower',
  similar: 'not significantly different',
  untold: 'not compared',
};

const LEGEND: Readonly<Record<IntervalRow['mark'], string>> = {
  higher: '▲ significantly higher',
  lower: '▼ significantly lower',
  similar: '○ not significantly different',
  untold: '■ not compared',
};

/** Values side by side with their 95% intervals, in the order given, beside the value that they are compared with. */
export function IntervalChart(props: IntervalChartProps) {
  const { rows, unit } = props;
  const written = (value: number | null): string => (value === null ? '' : formatFigure(value, unit));
  const table = {
    columns: [props.of, 'Value', 'Lower limit', 'Upper limit', 'Compared'],
    rows: rows.map(({ label, value, lower, upper, mark, why }) => [
      label,
      value === null ? (why ?? NOT_KNOWN) : formatFigure(value, unit),
      written(lower),
      written(upper),
      value === null ? '' : SAYS[mark],
    ]),
  };
  const marks = (['higher', 'lower', 'similar', 'untold'] as const).filter((mark) =>
    rows.some((row) => row.value !== null && row.mark === mark),
  );
  const notes = [
    ...(marks.length === 0
      ? []
      : [`${marks.map((mark) => LEGEND[mark]).join('; ')}. Lines are 95% intervals.`]),
    ...(props.reference ? [`The dashed line is ${props.reference.label}.`] : []),
  ];
  return (
    <ChartFigure {...props} table={table} notes={notes}>
      <Drawings
        id={props.id}
        title={props.headline}
        description={describe(props)}
        plotOf={(size) => plotOf(props, size)}
        draw={(plot) => <Plot {...props} plot={plot} />}
      />
    </ChartFigure>
  );
}

function describe({ rows, unit, reference }: IntervalChartProps): string {
  const each = rows
    .map(({ label, value, mark, why }) =>
      value === null
        ? `${label}: ${why ?? NOT_KNOWN}`
        : `${label}: ${formatFigure(value, unit)}, ${SAYS[mark]}`,
    )
    .join('; ');
  return `Chart of values with intervals. ${each}.${reference ? ` Compared with ${reference.label}: ${formatFigure(reference.value, unit)}.` : ''}`;
}

const ROW = 26;
const TICKS = { wide: 6, medium: 5, narrow: 3 } as const;

function plotOf({ rows, reference }: IntervalChartProps, size: Size) {
  const width = WIDTH[size];
  const beside = size !== 'narrow';
  const labels = rows.map(({ label }) => wrapText(label, beside ? 26 : 42));
  const left = beside ? 200 : 8;
  const values = rows.flatMap(({ value, lower, upper }) =>
    [value, lower, upper].filter((one) => one !== null),
  );
  if (reference) values.push(reference.value);
  const x = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0, ...values) || 1])
    .nice(TICKS[size])
    .range([left, width - 16]);
  let y = 8;
  const placed = rows.map((row, index) => {
    const lines = labels[index] ?? [];
    const room = lines.length * LINE_HEIGHT;
    const at = beside ? y + Math.max(ROW, room + 6) / 2 : y + room + 10;
    const labelAt = beside ? at - room / 2 + 12 : y + 12;
    y = beside ? y + Math.max(ROW, room + 6) : at + 14;
    return { row, lines, at, labelAt };
  });
  return { width, height: y + 26, bottom: y, left, beside, placed, x, ticks: x.ticks(TICKS[size]) };
}

type PlotProps = IntervalChartProps & { readonly plot: ReturnType<typeof plotOf> };

function Plot({ plot, unit, reference }: PlotProps) {
  const { x, bottom, placed, beside, left } = plot;
  return (
    <>
      {plot.ticks.map((tick) => (
        <g key={tick}>
          <line class="app-chart__grid" x1={rounded(x(tick))} x2={rounded(x(tick))} y1={0} y2={bottom} />
          <text class="app-chart__tick" x={rounded(x(tick))} y={bottom + 18} text-anchor="middle">
            {formatTick(tick, unit)}
          </text>
        </g>
      ))}
      {reference ? (
        <line
          class="app-chart__target"
          x1={rounded(x(reference.value))}
          x2={rounded(x(reference.value))}
          y1={0}
          y2={bottom}
        />
      ) : null}
      {placed.map(({ row, lines, at, labelAt }) => (
        <g key={row.key} class="app-series-1">
          {lines.map((text, line) => (
            <text
              key={text}
              class="app-chart__label"
              x={beside ? left - 12 : 0}
              y={rounded(labelAt + line * LINE_HEIGHT)}
              text-anchor={beside ? 'end' : 'start'}
            >
              {text}
            </text>
          ))}
          <Mark row={row} at={at} x={x} />
        </g>
      ))}
    </>
  );
}

function Mark({ row, at, x }: { readonly row: IntervalRow; readonly at: number; x(value: number): number }) {
  if (row.value === null)
    return (
      <text class="app-chart__label app-chart__label--quiet" x={rounded(x(0) + 8)} y={rounded(at + 4)}>
        {row.why ?? NOT_KNOWN}
      </text>
    );
  const [cx, cy] = [rounded(x(row.value)), rounded(at)];
  return (
    <>
      {row.lower !== null && row.upper !== null ? (
        <line class="app-chart__line" x1={rounded(x(row.lower))} x2={rounded(x(row.upper))} y1={cy} y2={cy} />
      ) : null}
      <Shape mark={row.mark} cx={cx} cy={cy} />
    </>
  );
}

function Shape({
  mark,
  cx,
  cy,
}: {
  readonly mark: IntervalRow['mark'];
  readonly cx: number;
  readonly cy: number;
}) {
  if (mark === 'similar')
    return <circle class="app-chart__point app-chart__point--hollow" cx={cx} cy={cy} r={6} />;
  if (mark === 'untold')
    return <rect class="app-chart__point" x={cx - 5} y={cy - 5} width={10} height={10} />;
  const tip = mark === 'higher' ? -8 : 8;
  return (
    <path
      class="app-chart__point"
      d={`M${cx} ${cy + tip}L${cx + 8} ${cy - tip * 0.75}L${cx - 8} ${cy - tip * 0.75}Z`}
    />
  );
}
