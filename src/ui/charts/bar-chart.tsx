import { BarPlot, barPlotOf } from './bar-plot.tsx';
import { type Bar, type BarChartProps, writeBar } from './bars.ts';
import { ChartFigure, Drawings } from './chart-figure.tsx';
import { formatFigure } from './format.ts';

/** Sizes side by side: horizontal bars from zero, in the order given, each with its value. */
export function BarChart(props: BarChartProps) {
  const { bars, unit } = props;
  const rows = bars.map((bar) => [bar.label, writeBar(bar, unit)]);
  return (
    <ChartFigure {...props} table={{ columns: [props.of, 'Value'], rows }} notes={notesOf(bars)}>
      <Drawings
        id={props.id}
        title={props.headline}
        description={describe(props)}
        plotOf={(size) => barPlotOf(props, size)}
        draw={(plot) => <BarPlot {...props} plot={plot} />}
      />
    </ChartFigure>
  );
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
