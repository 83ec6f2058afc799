/** Beyond so many robust standard deviations a value is odd (Iglewicz & Hoaglin, How to Detect and Handle Outliers, 1993). */
export const ROBUST_LIMIT = 3.5;
/** With fewer values the middle of them says nothing. */
export const VALUES_FOR_ROBUST = 5;
/** The median absolute deviation of a normal distribution, and its mean absolute deviation, in standard deviations. */
const FROM_MEDIAN = 1.4826;
const FROM_MEAN = 1.253314;

/** The middle of values in whatever order; of an even number the mean of the two in the middle. Undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/**
 * How far each value lies from the middle, in standard deviations that the odd ones themselves do not widen: from the
 * median absolute deviation, or where more than half are equal from the mean absolute deviation. Empty for fewer than five
 * values, and for values that are all equal.
 */
export function robustScores(values: readonly number[]): readonly number[] {
  const middle = medianOf(values);
  if (middle === undefined || values.length < VALUES_FOR_ROBUST) return [];
  const away = values.map((value) => Math.abs(value - middle));
  const spread =
    (medianOf(away) ?? 0) * FROM_MEDIAN ||
    (away.reduce((sum, distance) => sum + distance, 0) / away.length) * FROM_MEAN;
  return spread === 0 ? [] : values.map((value) => (value - middle) / spread);
}
