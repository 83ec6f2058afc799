import type { Size } from './chart-figure.tsx';
import { formatTick } from './format.ts';
import type { LineChartProps } from './line-chart.tsx';
import type { Plot } from './line-plot.tsx';
import { Marker, rounded, type Series, type SeriesPoint, styleOf } from './series.tsx';
import { LINE_HEIGHT, spreadApart, widthOf, wrapText } from './text.ts';

/** Most characters in one line of a series' name. */
const NAME_LINE = 22;

const lastKnown = (series: Series): SeriesPoint | undefined =>
  series.points.findLast((point) => point.value !== null);

/** What is written at the end of each line: its last value and, where there is room and need, its name. */
export function endLabels(props: LineChartProps, size: Size) {
  return props.series.flatMap((series, index) => {
    const point = lastKnown(series);
    if (!point || point.value === null) return [];
    const value = formatTick(point.value, props.unit);
    const named = size !== 'narrow' && props.series.length > 1;
    const lines = named ? wrapText(series.name, NAME_LINE) : [];
    return [
      {
        index,
        point,
        value,
        lines,
        marked: props.series.length > 1,
        height: (1 + lines.length) * LINE_HEIGHT + 4,
        width: Math.max(widthOf(value) * 1.1, ...lines.map(widthOf)),
      },
    ];
  });
}

/** Values and names at the ends of the lines, moved apart where they would touch. */
export function EndLabels(props: LineChartProps & { readonly plot: Plot }) {
  const { plot } = props;
  const labels = endLabels(props, plot.size);
  const middles = spreadApart(
    labels.map((label) => ({ at: plot.y(label.point.value ?? 0), height: label.height })),
    { from: 0, to: plot.height - 30 },
  );
  const last = plot.x(props.periods.at(-1) ?? '') ?? plot.right;
  const x = Math.min(plot.right, last + 10);
  return (
    <g>
      {labels.map((label, order) => {
        const first = rounded((middles[order] ?? 0) - label.height / 2 + 12);
        return (
          <g key={label.index}>
            {label.marked ? (
              <g class={styleOf(label.index).className}>
                <Marker x={x + 4} y={first - 4} index={label.index} />
              </g>
            ) : null}
            <text class="app-chart__label app-chart__label--strong" x={label.marked ? x + 14 : x} y={first}>
              {label.value}
            </text>
            {label.lines.map((text, row) => (
              <text key={text} class="app-chart__label" x={x + 14} y={first + (row + 1) * LINE_HEIGHT}>
                {text}
              </text>
            ))}
          </g>
        );
      })}
    </g>
  );
}

/** Names with their marks, above a plot too narrow for names at its end. */
export function Key({ series }: { series: readonly Series[] }) {
  return (
    <g>
      {series.map((one, index) => (
        <g key={one.name} class={styleOf(index).className}>
          <line
            class="app-chart__line"
            x1={0}
            x2={28}
            y1={10 + index * 20}
            y2={10 + index * 20}
            stroke-dasharray={styleOf(index).dash}
          />
          <Marker x={14} y={10 + index * 20} index={index} />
          <text class="app-chart__label" x={36} y={14 + index * 20}>
            {one.name}
          </text>
        </g>
      ))}
    </g>
  );
}
