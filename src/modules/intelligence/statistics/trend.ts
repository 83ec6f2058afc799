/** Fewer comparable values have no trend to speak of: of four even the steepest comes about by chance once in twelve. */
export const POINTS_FOR_TREND = 5;

export interface Trend {
  readonly way: 'rising' | 'falling' | 'none';
  /** Kendall's S: pairs that rise less pairs that fall. */
  readonly s: number;
  /** Probability of an S at least so far from nought, either way, where nothing changes. */
  readonly p: number;
}

/** How many orders of n different values have each number of falling pairs, as probabilities. */
function inversions(n: number): number[] {
  let ways = [1];
  for (let size = 2; size <= n; size += 1) {
    const next = new Array<number>(ways.length + size - 1).fill(0);
    for (const [at, probability] of ways.entries())
      for (let more = 0; more < size; more += 1)
        next[at + more] = (next[at + more] ?? 0) + probability / size;
    ways = next;
  }
  return ways;
}

/** Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.17: the normal distribution's upper tail, to 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

const LARGEST_EXACT = 40;

function twoSided(s: number, values: readonly number[]): number {
  const n = values.length;
  const ties = [...Map.groupBy(values, (value) => value).values()].map((same) => same.length);
  if (n <= LARGEST_EXACT && ties.every((size) => size === 1)) {
    const pairs = (n * (n - 1)) / 2;
    const fewest = (pairs - Math.abs(s)) / 2;
    const tail = inversions(n)
      .slice(0, fewest + 1)
      .reduce((sum, one) => sum + one, 0);
    return Math.min(1, 2 * tail);
  }
  const term = (size: number): number => size * (size - 1) * (2 * size + 5);
  const variance = (term(n) - ties.reduce((sum, size) => sum + term(size), 0)) / 18;
  return variance === 0 ? 1 : Math.min(1, 2 * upperTail((Math.abs(s) - 1) / Math.sqrt(variance)));
}

/**
 * The Mann–Kendall test of a series in its order (Mann, Econometrica 1945;13:245; Kendall, Rank Correlation Methods, 1975),
 * exact where no two values are equal, else with the variance corrected for ties and S for continuity. Undefined for
 * fewer than five values.
 */
export function trendOf(values: readonly number[]): Trend | undefined {
  if (values.length < POINTS_FOR_TREND) return undefined;
  let s = 0;
  for (const [at, value] of values.entries())
    for (const later of values.slice(at + 1)) s += Math.sign(later - value);
  const p = s === 0 ? 1 : twoSided(s, values);
  return { way: p >= 0.05 ? 'none' : s > 0 ? 'rising' : 'falling', s, p };
}
