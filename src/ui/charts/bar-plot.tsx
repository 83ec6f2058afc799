import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type Bar, type BarChartProps, writeBar } from './bars.ts';
import { type Size, WIDTH } from './chart-figure.tsx';
import { formatTick, NOT_KNOWN } from './format.ts';
import { rounded } from './series.tsx';
import { LINE_HEIGHT, widthOf, wrapText } from './text.ts';

const BAR = 20;
const GAP = 12;

interface Row {
  readonly bar: Bar;
  readonly lines: readonly string[];
  readonly labelAt: number;
  readonly barAt: number;
}

/** Where everything in one drawing of a bar chart goes. */
interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  /** Labels stand beside their bars, or, where it is narrow, above them. */
  readonly beside: boolean;
  readonly rows: readonly Row[];
  readonly x: ScaleLinear<number, number>;
  write(value: number): string;
}

type PlotProps = BarChartProps & { readonly plot: Plot };

/** Measures one drawing: labels wrapped, rows stacked, room left for the longest value. */
export function barPlotOf({ bars, unit, reference }: BarChartProps, size: Size): Plot {
  const width = WIDTH[size];
  const beside = size !== 'narrow';
  const labels = bars.map((bar) => wrapText(bar.label, beside ? 26 : 40));
  const left = beside ? Math.max(0, ...labels.flat().map(widthOf)) + 14 : 0;
  const known = bars.flatMap((bar) => bar.value ?? []);
  const exact = known.some((value) => !Number.isInteger(value));
  const write = (value: number): string => formatTick(value, unit, exact);
  const values = reference ? [...known, reference.value] : known;
  const valueRoom = Math.max(0, ...known.map((value) => widthOf(write(value)) + 14));
  const x = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0, ...values) || 1])
    .range([left, width - valueRoom]);
  const top = reference ? 24 : 4;
  let y = top;
  const rows = bars.map((bar, index): Row => {
    const lines = labels[index] ?? [];
    const room = lines.length * LINE_HEIGHT;
    const barAt = beside ? y + Math.max(0, (room - BAR) / 2) : y + room + 2;
    const labelAt = (beside ? barAt + (BAR - room) / 2 : y) + 12;
    y = Math.max(barAt + BAR, beside ? y + room : 0) + GAP;
    return { bar, lines, labelAt, barAt };
  });
  return { width, height: y, left, top, bottom: y - GAP, beside, rows, x, write };
}

/** The inside of a bar chart's drawing; what is written comes last, over the lines. */
export function BarPlot(props: PlotProps) {
  const { plot } = props;
  const zero = rounded(plot.x(0));
  return (
    <>
      {plot.rows.map((row) => (
        <Rectangle key={row.bar.label} {...props} row={row} />
      ))}
      <line class="app-chart__axis" x1={zero} x2={zero} y1={plot.top - 4} y2={plot.bottom + 4} />
      <ReferenceLine {...props} />
      {plot.rows.map((row) => (
        <g key={row.bar.label}>
          <Label {...props} row={row} />
          <Value {...props} row={row} />
        </g>
      ))}
    </>
  );
}

const labelClass = (bar: Bar): string =>
  bar.emphasis ? 'app-chart__label app-chart__label--strong' : 'app-chart__label';

function Label({ plot, row }: PlotProps & { readonly row: Row }) {
  return (
    <>
      {row.lines.map((text, line) => (
        <text
          key={text}
          class={labelClass(row.bar)}
          x={plot.beside ? plot.left - 10 : 0}
          y={rounded(row.labelAt + line * LINE_HEIGHT)}
          text-anchor={plot.beside ? 'end' : 'start'}
        >
          {text}
        </text>
      ))}
    </>
  );
}

function Rectangle({ plot, bars, unit, row: { bar, barAt } }: PlotProps & { readonly row: Row }) {
  if (bar.value === null) return null;
  const [from, to] = [plot.x(0), plot.x(bar.value)];
  const hollow = bar.quality !== undefined && bar.quality !== 'final';
  const muted = !bar.emphasis && bars.some((one) => one.emphasis);
  return (
    <g class={muted ? 'app-series-muted' : 'app-series-1'}>
      <rect
        class={hollow ? 'app-chart__bar app-chart__bar--hollow' : 'app-chart__bar'}
        x={rounded(Math.min(from, to))}
        y={rounded(barAt)}
        width={rounded(Math.abs(to - from))}
        height={BAR}
      >
        <title>{`${bar.label}: ${writeBar(bar, unit)}`}</title>
      </rect>
    </g>
  );
}

function Value({ plot, row: { bar, barAt } }: PlotProps & { readonly row: Row }) {
  const y = rounded(barAt + 15);
  if (bar.value === null) {
    return (
      <text class="app-chart__label app-chart__label--quiet" x={rounded(plot.x(0) + 8)} y={y}>
        {NOT_KNOWN}
      </text>
    );
  }
  return (
    <text class={labelClass(bar)} x={rounded(plot.x(Math.max(0, bar.value)) + 7)} y={y}>
      {plot.write(bar.value)}
    </text>
  );
}

function ReferenceLine({ plot, reference }: PlotProps) {
  if (!reference) return null;
  const at = rounded(plot.x(reference.value));
  const ends = { x1: at, x2: at, y1: plot.top - 4, y2: plot.bottom + 4 };
  return (
    <g>
      <line class="app-chart__halo" {...ends} />
      <line class="app-chart__target" {...ends} />
      <text class="app-chart__label" x={at} y={14} text-anchor={at > plot.width / 2 ? 'end' : 'start'}>
        {reference.label} {plot.write(reference.value)}
      </text>
    </g>
  );
}
