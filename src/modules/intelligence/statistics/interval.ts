/** Confidence intervals at 95%, in closed form wherever there is one, so that anybody can check them. */

/** The 97.5th percentile of the normal distribution. */
export const Z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Estimate extends Interval {
  readonly value: number;
}

/**
 * Limits of a difference from the limits of its two independent sides, by squaring and adding (Newcombe, Statistics in
 * Medicine 1998;17:873, method 10, for proportions; Zou & Donner, Statistics in Medicine 2008;27:1693, for any pair).
 */
export function difference(one: Estimate, other: Estimate): Estimate {
  const value = one.value - other.value;
  return {
    value,
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
  };
}

/** The same estimate in another unit: per 1,000, or with the other sign. */
export function scaled<Of extends Interval>(estimate: Of, by: number): Of {
  const [low, high] = by < 0 ? [estimate.high, estimate.low] : [estimate.low, estimate.high];
  const own = estimate as Of & Partial<Estimate>;
  return {
    ...estimate,
    low: low * by,
    high: high * by,
    ...(own.value === undefined ? {} : { value: own.value * by }),
  };
}

/** True when nothing between the limits is "no difference". */
export const excludesZero = ({ low, high }: Interval): boolean => low > 0 || high < 0;
