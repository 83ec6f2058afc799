import type { ChartFrame } from './chart-figure.tsx';
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

/** A bar's value in full, with what is not final about it. */
export function writeBar(bar: Bar, unit: Unit): string {
  const soft = bar.value !== null && bar.quality && bar.quality !== 'final' ? ` (${bar.quality})` : '';
  return `${formatFigure(bar.value, unit)}${soft}`;
}
