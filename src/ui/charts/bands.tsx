import type { LineChartProps } from './line-chart.tsx';
import type { Plot } from './line-plot.tsx';
import { rounded } from './series.tsx';

/** Where values usually lie, from one period to another, both included. */
export interface Band {
  readonly from: string;
  readonly to: string;
  readonly mean: number;
  /** Null where values cannot go so low. */
  readonly lower: number | null;
  readonly upper: number;
}

/** A period before which the values are not comparable, and why. */
export interface Break {
  readonly at: string;
  readonly words: string;
}

/** The band that a period lies in. */
export const bandAt = (index: number, periods: readonly string[], bands: readonly Band[]): Band | undefined =>
  bands.find(({ from, to }) => periods.indexOf(from) <= index && index <= periods.indexOf(to));

type PlotProps = LineChartProps & { readonly plot: Plot };

/** Mean and limits, stretch by stretch. */
export function Bands({ plot, bands = [] }: PlotProps) {
  const { x, y, left, right } = plot;
  const half = x.step() / 2;
  return (
    <g>
      {bands.map(({ from, to, mean, lower, upper }) => {
        const x1 = rounded(Math.max(left, (x(from) ?? left) - half));
        const x2 = rounded(Math.min(right, (x(to) ?? right) + half));
        const level = (name: string, value: number) => (
          <line key={name} class={name} x1={x1} x2={x2} y1={rounded(y(value))} y2={rounded(y(value))} />
        );
        return (
          <g key={from}>
            {level('app-chart__mean', mean)}
            {level('app-chart__limit app-chart__limit--upper', upper)}
            {lower === null ? null : level('app-chart__limit app-chart__limit--lower', lower)}
          </g>
        );
      })}
    </g>
  );
}

/** Upright lines where a series breaks. */
export function Breaks({ plot, breaks = [] }: PlotProps) {
  const { x, left, top, bottom } = plot;
  return (
    <g>
      {breaks.map(({ at, words }) => {
        const middle = rounded(Math.max(left, (x(at) ?? left) - x.step() / 2));
        return (
          <line key={at} class="app-chart__break" x1={middle} x2={middle} y1={top} y2={bottom}>
            <title>{`Not comparable before ${at}: ${words}`}</title>
          </line>
        );
      })}
    </g>
  );
}
