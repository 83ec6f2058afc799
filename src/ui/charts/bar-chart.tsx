import { scaleLinear } from 'd3-scale';
import { ChartFigure, type ChartFrame, Drawing, SIZES, type Size, WIDTH } from './chart-figure.tsx';
import { formatFigure, formatTick, NOT_KNOWN, type Unit } from './format.ts';
import { type Quality, rounded } from './series.tsx';
import { LINE_HEIGHT, widthOf, wrapText } from './text.ts';

export interface Bar {
  readonly label: string;
  /** Null when it is not known: the row stays, and says so. */
  readonly value: number | null;
  readonly quality?: Quality | undefined;
  /** The bar the headline is about; the others step back. */
  readonly emphasis?: boolean | undefined;
}

export interface BarChartProps extends ChartFrame {
  readonly bars: readonly Bar[];
  /** What a bar stands for ("Ward"), heading the table. */
  readonly of: string;
  readonly unit: Unit;
  /** A value to compare every bar with ("Staffordshire"). */
  readonly reference?: { readonly label: string; readonly value: number } | undefined;
}

const BAR = 20;
const GAP = 12;
const LABEL_LINE = 26;

/** Sizes side by side: horizontal bars from zero, in the order given, each with its value. */
export function BarChart(props: BarChartProps) {
  const { bars, unit } = props;
  return (
    <ChartFigure
      {...props}
      table={{ columns: [props.of, 'Value'], rows: bars.map((bar) => [bar.label, write(bar, unit)]) }}
    >
      {SIZES.map((size) => (
        <BarDrawing key={size} {...props} size={size} />
      ))}
    </ChartFigure>
  );
}

function write(bar: Bar, unit: Unit): string {
  const soft = bar.value !== null && bar.quality && bar.quality !== 'final' ? ` (${bar.quality})` : '';
  return `${formatFigure(bar.value, unit)}${soft}`;
}

function BarDrawing(props: BarChartProps & { readonly size: Size }) {
  const { bars, unit, size, reference } = props;
  const width = WIDTH[size];
  const beside = size !== 'narrow';
  const labels = bars.map((bar) => (beside ? wrapText(bar.label, LABEL_LINE) : [bar.label]));
  const left = beside ? Math.max(...labels.flat().map(widthOf), 0) + 14 : 0;
  const known = bars.flatMap((bar) => bar.value ?? []);
  const values = reference ? [...known, reference.value] : known;
  const valueRoom = Math.max(0, ...known.map((value) => widthOf(formatTick(value, unit)) + 14));
  const x = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0, ...values) || 1])
    .range([left, width - valueRoom]);
  const top = reference ? 24 : 4;
  let y = top;
  const rows = bars.map((bar, index) => {
    const lines = labels[index] ?? [];
    const labelHeight = lines.length * LINE_HEIGHT;
    const barAt = beside ? y + Math.max(0, (labelHeight - BAR) / 2) : y + LINE_HEIGHT + 2;
    const row = { bar, lines, labelAt: beside ? barAt + BAR / 2 - labelHeight / 2 + 12 : y + 12, barAt };
    y = (beside ? Math.max(barAt + BAR, y + labelHeight) : barAt + BAR) + GAP;
    return row;
  });
  const referenceAt = rounded(x(reference?.value ?? 0));
  return (
    <Drawing
      id={props.id}
      size={size}
      width={width}
      height={y}
      title={props.headline}
      description={describe(props)}
    >
      {rows.map(({ bar, lines, labelAt, barAt }) => (
        <g key={bar.label}>
          {lines.map((text, line) => (
            <text
              key={text}
              class={bar.emphasis ? 'app-chart__label app-chart__label--strong' : 'app-chart__label'}
              x={beside ? left - 10 : 0}
              y={rounded(labelAt + line * LINE_HEIGHT)}
              text-anchor={beside ? 'end' : 'start'}
            >
              {text}
            </text>
          ))}
          <OneBar
            bar={bar}
            unit={unit}
            from={x(0)}
            to={x(bar.value ?? 0)}
            at={barAt}
            muted={isMuted(bar, bars)}
          />
        </g>
      ))}
      <line class="app-chart__axis" x1={rounded(x(0))} x2={rounded(x(0))} y1={top - 4} y2={y - GAP + 4} />
      {reference ? (
        <g>
          <line class="app-chart__target" x1={referenceAt} x2={referenceAt} y1={top - 4} y2={y - GAP + 4} />
          <text
            class="app-chart__label"
            x={referenceAt}
            y={14}
            text-anchor={referenceAt > width / 2 ? 'end' : 'start'}
          >
            {reference.label} {formatTick(reference.value, unit)}
          </text>
        </g>
      ) : null}
    </Drawing>
  );
}

const isMuted = (bar: Bar, bars: readonly Bar[]): boolean =>
  !bar.emphasis && bars.some((one) => one.emphasis);

function OneBar(props: { bar: Bar; unit: Unit; from: number; to: number; at: number; muted: boolean }) {
  const { bar, unit, from, to, at } = props;
  if (bar.value === null) {
    return (
      <text class="app-chart__label app-chart__label--quiet" x={rounded(from + 8)} y={rounded(at + 15)}>
        {NOT_KNOWN}
      </text>
    );
  }
  const hollow = bar.quality !== undefined && bar.quality !== 'final';
  return (
    <g class={props.muted ? 'app-series-muted' : 'app-series-1'}>
      <rect
        class={hollow ? 'app-chart__bar app-chart__bar--hollow' : 'app-chart__bar'}
        x={rounded(Math.min(from, to))}
        y={rounded(at)}
        width={rounded(Math.abs(to - from))}
        height={BAR}
      >
        <title>{`${bar.label}: ${write(bar, unit)}`}</title>
      </rect>
      <text
        class={bar.emphasis ? 'app-chart__label app-chart__label--strong' : 'app-chart__label'}
        x={rounded(Math.max(from, to) + 7)}
        y={rounded(at + 15)}
      >
        {formatTick(bar.value, unit)}
      </text>
    </g>
  );
}

function describe({ bars, unit, reference }: BarChartProps): string {
  const each = bars.map((bar) => `${bar.label}: ${write(bar, unit)}`).join('; ');
  const compared = reference
    ? ` Compared with ${reference.label}: ${formatFigure(reference.value, unit)}.`
    : '';
  return `Bar chart. ${each}.${compared}`;
}
