export type { Band, Break } from './bands.tsx';
export { BarChart } from './bar-chart.tsx';
export type { Bar, BarChartProps } from './bars.ts';
export type { ChartFrame, ChartTable } from './chart-figure.tsx';
export {
  formatNumber,
  formatPercent,
  formatPounds,
  type Unit,
} from './format.ts';
export { IntervalChart, type IntervalRow } from './interval-chart.tsx';
export { type Baseline, LineChart, type LineChartProps, type TargetStep } from './line-chart.tsx';
export { ProgressBar, type ProgressBarProps } from './progress-bar.tsx';
export type { Quality, Series, SeriesPoint } from './series.tsx';
export { Sparkline, type SparklineProps } from './sparkline.tsx';
export { labelsThatFit } from './text.ts';
