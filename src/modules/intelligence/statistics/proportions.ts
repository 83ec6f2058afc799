import { difference, type Estimate, type Interval, Z } from './interval.ts';

export interface Proportion {
  readonly part: number;
  readonly whole: number;
}

/** Wilson's score interval of a proportion, as fractions of one (Wilson, JASA 1927;22:209; Newcombe 1998, method 3). */
export function wilsonLimits(part: number, whole: number): Interval {
  const p = part / whole;
  const middle = 2 * part + Z ** 2;
  const reach = Z * Math.sqrt(Z ** 2 + 4 * part * (1 - p));
  const scale = 2 * (whole + Z ** 2);
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

/** A proportion with Wilson's limits, as a fraction of one. */
export const share = ({ part, whole }: Proportion): Estimate => ({
  value: part / whole,
  ...wilsonLimits(part, whole),
});

/** The difference of two independent proportions, one less the other, as a fraction of one (Newcombe 1998, method 10). */
export const differenceOfProportions = (one: Proportion, other: Proportion): Estimate =>
  difference(share(one), share(other));
