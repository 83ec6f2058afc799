/** Confidence intervals at 95%, all in closed form, so that anybody can check them with a calculator. */

const Z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Byar's approximation to the exact Poisson limits of a count (Breslow & Day, Statistical Methods in Cancer
 * Research II, 1987, eq. 2.10 ff.; used by public health observatories for counts and rates).
 */
export function byarLimits(count: number): Interval {
  const upper = count + 1;
  return {
    low: count === 0 ? 0 : count * (1 - 1 / (9 * count) - Z / (3 * Math.sqrt(count))) ** 3,
    high: upper * (1 - 1 / (9 * upper) + Z / (3 * Math.sqrt(upper))) ** 3,
  };
}

/** Wilson's score interval of a proportion (Wilson, JASA 1927). */
export function wilsonLimits(part: number, whole: number): Interval {
  const p = part / whole;
  const middle = 2 * part + Z ** 2;
  const reach = Z * Math.sqrt(Z ** 2 + 4 * part * (1 - p));
  const scale = 2 * (whole + Z ** 2);
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

interface Estimate extends Interval {
  readonly value: number;
}

/**
 * Limits of a difference from the limits of its two sides, by squaring and adding (Newcombe, Statistics in Medicine
 * 1998, method 10, for proportions; Zou & Donner 2008 for any pair).
 */
function differenceLimits(later: Estimate, earlier: Estimate): Interval {
  const difference = later.value - earlier.value;
  return {
    low: difference - Math.hypot(later.value - later.low, earlier.high - earlier.value),
    high: difference + Math.hypot(later.high - later.value, earlier.value - earlier.low),
  };
}

export interface Counted {
  readonly count: number;
  /** What the count is over: 1 for plain counts, people for rates. */
  readonly over: number;
}

const rated = ({ count, over }: Counted): Estimate => {
  const { low, high } = byarLimits(count);
  return { value: count / over, low: low / over, high: high / over };
};

/** The difference between two counts or rates of events, later less earlier. */
export const differenceOfCounts = (later: Counted, earlier: Counted): Interval =>
  differenceLimits(rated(later), rated(earlier));

export interface Proportion {
  readonly part: number;
  readonly whole: number;
}

const share = ({ part, whole }: Proportion): Estimate => ({
  value: part / whole,
  ...wilsonLimits(part, whole),
});

/** The difference between two independent proportions, later less earlier, as a fraction of one. */
export const differenceOfProportions = (later: Proportion, earlier: Proportion): Interval =>
  differenceLimits(share(later), share(earlier));

/** True when nothing between the limits is "no difference". */
export const excludesZero = ({ low, high }: Interval): boolean => low > 0 || high < 0;
