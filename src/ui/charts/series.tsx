import { type SymbolType, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';

/** How sure a value is; anything but final is drawn hollow and said in words. */
export type Quality = 'final' | 'provisional' | 'estimated';

/** One series of a line chart; a period without a point, or with a null value, is a gap. */
export interface Series {
  readonly name: string;
  readonly points: readonly SeriesPoint[];
}

export interface SeriesPoint {
  readonly period: string;
  readonly value: number | null;
  readonly quality?: Quality | undefined;
  /** Why the value stands out, in words: "above the upper limit"; it is ringed. */
  readonly flag?: string | undefined;
}

/** More lines than this cannot be told apart: show the rest in the table, or as small charts. */
export const MOST_SERIES = 4;

interface Style {
  readonly className: string;
  readonly marker: SymbolType;
  readonly dash: string | undefined;
}

const STYLES: readonly [Style, ...Style[]] = [
  { className: 'app-series-1', marker: symbolCircle, dash: undefined },
  { className: 'app-series-2', marker: symbolSquare, dash: '7 4' },
  { className: 'app-series-3', marker: symbolTriangle, dash: '2 4' },
  { className: 'app-series-4', marker: symbolDiamond, dash: '10 4 2 4' },
];

/** Colour class, marker and dash of the nth series: three signs, so that colour is never alone. */
export const styleOf = (index: number): Style => STYLES[index % STYLES.length] ?? STYLES[0];

/** The mark of a series at a place: filled when final, hollow when not. */
export function Marker(props: { x: number; y: number; index: number; hollow?: boolean; title?: string }) {
  const { marker } = styleOf(props.index);
  return (
    <path
      class={props.hollow ? 'app-chart__point app-chart__point--hollow' : 'app-chart__point'}
      d={symbol(marker, 60)() ?? ''}
      transform={`translate(${rounded(props.x)},${rounded(props.y)})`}
    >
      {props.title ? <title>{props.title}</title> : null}
    </path>
  );
}

/** Coordinates to a tenth of a unit: what the eye can see, in less markup. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
