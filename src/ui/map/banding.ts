/** How the values of a map are told apart: by equal numbers of places, or by how far they lie from an average. */

export const BANDINGS = ['quantile', 'average'] as const;
export type Banding = (typeof BANDINGS)[number];

export interface Band {
  /** The lowest and the highest value that any place of it has. */
  readonly from: number;
  readonly to: number;
  readonly places: number;
  /** What it says: `Lowest fifth`, `Well above`. */
  readonly words: string;
  /** A sign that stands on its places, so that colour is never alone. */
  readonly mark: string;
  /** How it is painted: a step of the ramp, or of the two-sided one. */
  readonly paint: Paint;
}

export type Paint = 'step-1' | 'step-2' | 'step-3' | 'step-4' | 'step-5' | Sided;
type Sided = 'far-below' | 'below' | 'near' | 'above' | 'far-above';

export interface Banded {
  readonly bands: readonly Band[];
  /** The band of any value: those beyond the lowest and highest given stand in the first and last. */
  readonly bandOf: (value: number) => Band | undefined;
}

const MOST_BANDS = 5;
const STEPS: Readonly<Record<number, readonly Paint[]>> = {
  1: ['step-3'],
  2: ['step-2', 'step-4'],
  3: ['step-1', 'step-3', 'step-5'],
  4: ['step-1', 'step-2', 'step-4', 'step-5'],
  5: ['step-1', 'step-2', 'step-3', 'step-4', 'step-5'],
};
const PARTS: Readonly<Record<number, string>> = { 2: 'half', 3: 'third', 4: 'quarter', 5: 'fifth' };
const ORDER = ['', 'Second', 'Third', 'Fourth'];

/** Bands of as equal numbers of places as equal values allow, from the lowest values to the highest. */
export function quantileBands(values: readonly number[], most = MOST_BANDS): Banded {
  const sorted = values.toSorted((a, b) => a - b);
  const groups = new Map<number, number[]>();
  // Equal values stand in one band: all of them where the first of them falls.
  let [last, group] = [Number.NaN, 0];
  const parts = Math.min(most, new Set(sorted).size);
  for (const [at, value] of sorted.entries()) {
    if (value !== last) group = Math.floor((at * parts) / sorted.length);
    last = value;
    groups.set(group, [...(groups.get(group) ?? []), value]);
  }
  const filled = [...groups.values()];
  const paints = STEPS[filled.length] ?? [];
  const bands = filled.map(
    (own, at): Band => ({
      from: own[0] ?? 0,
      to: own.at(-1) ?? 0,
      places: own.length,
      words: quantileWords(at, filled.length),
      mark: String(at + 1),
      paint: paints[at] ?? 'step-3',
    }),
  );
  return { bands, bandOf: (value) => bands.find(({ to }) => value <= to) ?? bands.at(-1) };
}

function quantileWords(at: number, of: number): string {
  if (of === 1) return 'All the same';
  const part = PARTS[of] ?? 'part';
  if (at === 0) return `Lowest ${part}`;
  return at === of - 1 ? `Highest ${part}` : `${ORDER[at]} ${part}`;
}

const SIDES: readonly { readonly paint: Sided; readonly words: string; readonly mark: string }[] = [
  { paint: 'far-below', words: 'Far below the average', mark: '−−' },
  { paint: 'below', words: 'Below the average', mark: '−' },
  { paint: 'near', words: 'About the average', mark: '≈' },
  { paint: 'above', words: 'Above the average', mark: '+' },
  { paint: 'far-above', words: 'Far above the average', mark: '++' },
];

/** Half a standard deviation is about the average, one and a half is far from it. */
const NEAR = 0.5;
const FAR = 1.5;

/** Bands by how many standard deviations a value lies from the average; without any spread all are about the average. */
export function averageBands(values: readonly number[], average: number): Banded {
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - average) ** 2, 0) / Math.max(1, values.length),
  );
  const sideOf = (value: number): number => {
    const away = spread === 0 ? 0 : (value - average) / spread;
    if (Math.abs(away) <= NEAR) return 2;
    return away < 0 ? (away < -FAR ? 0 : 1) : away > FAR ? 4 : 3;
  };
  const groups = Map.groupBy(values, sideOf);
  const all = SIDES.map((side, at): Band => {
    const own = groups.get(at) ?? [];
    return { ...side, from: Math.min(...own), to: Math.max(...own), places: own.length };
  });
  return { bands: all.filter(({ places }) => places > 0), bandOf: (value) => all[sideOf(value)] };
}
