import { BarPlot, barPlotOf } from './bar-plot.tsx';
import { ChartFigure, type ChartFrame, Drawing, SIZES } from './chart-figure.tsx';
import { formatFigure, type Unit } from './format.ts';
import type { Quality } from './series.tsx';

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

/** Sizes side by side: horizontal bars from zero, in the order given, each with its value. */
export function BarChart(props: BarChartProps) {
  const { bars, unit } = props;
  const rows = bars.map((bar) => [bar.label, writeBar(bar, unit)]);
  return (
    <ChartFigure {...props} table={{ columns: [props.of, 'Value'], rows }} notes={notesOf(bars)}>
      {SIZES.map((size) => {
        const plot = barPlotOf(props, size);
        return (
          <Drawing
            key={size}
            id={props.id}
            size={size}
            width={plot.width}
            height={plot.height}
            title={props.headline}
            description={describe(props)}
          >
            <BarPlot {...props} plot={plot} />
          </Drawing>
        );
      })}
    </ChartFigure>
  );
}

/** A bar's value in full, with what is not final about it. */
export function writeBar(bar: Bar, unit: Unit): string {
  const soft = bar.value !== null && bar.quality && bar.quality !== 'final' ? ` (${bar.quality})` : '';
  return `${formatFigure(bar.value, unit)}${soft}`;
}

function notesOf(bars: readonly Bar[]): string[] {
  const soft = [
    ...new Set(bars.map((bar) => bar.quality).filter((quality) => quality && quality !== 'final')),
  ];
  return soft.length > 0 ? [`Hollow bars are ${soft.sort().join(' or ')} values.`] : [];
}

function describe({ bars, unit, reference }: BarChartProps): string {
  const each = bars.map((bar) => `${bar.label}: ${writeBar(bar, unit)}`).join('; ');
  const compared = reference
    ? ` Compared with ${reference.label}: ${formatFigure(reference.value, unit)}.`
    : '';
  return `Bar chart. ${each}.${compared}`;
}
