import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { NOT_KNOWN } from './format.ts';
import { rounded } from './series.tsx';

export interface SparklineProps {
  /** Oldest first; null where a value is not known. */
  readonly values: readonly (number | null)[];
  /** What it shows, as a sentence: the picture is too small to speak for itself. */
  readonly label: string;
}

const WIDTH = 110;
const HEIGHT = 28;
const EDGE = 4;

/** The shape of a series in the height of a line of text, ending in a dot at the newest known value. */
export function Sparkline({ values, label }: SparklineProps) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const last = known.at(-1);
  if (!last) return <span class="app-quiet">{NOT_KNOWN}</span>;
  const x = scaleLinear()
    .domain([0, Math.max(1, values.length - 1)])
    .range([EDGE, WIDTH - EDGE]);
  const amounts = known.map((point) => point.value);
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const y = scaleLinear()
    .domain(low === high ? [low - 1, high + 1] : [low, high])
    .range([HEIGHT - EDGE, EDGE]);
  const path = line<number | null>(
    (_, index) => rounded(x(index)),
    (value) => rounded(y(value ?? 0)),
  ).defined((value) => value !== null);
  return (
    <svg class="app-sparkline app-series-1" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path class="app-chart__line" d={path(values) ?? ''} />
      <circle class="app-chart__point" cx={rounded(x(last.index))} cy={rounded(y(last.value))} r="3" />
    </svg>
  );
}
