import { type Counted, differenceOfCounts } from './counts.ts';
import { type Estimate, excludesZero, type Interval } from './interval.ts';
import { differenceOfProportions, type Proportion } from './proportions.ts';

/** How one figure stands to another: `similar` where the difference is no larger than chance explains. */
export type Compared = 'higher' | 'lower' | 'similar';

/** How the interval of a difference reads (PHE Technical Guide: Confidence Intervals, 2018, section 5). */
export const comparedBy = (difference: Interval): Compared =>
  excludesZero(difference) ? (difference.low > 0 ? 'higher' : 'lower') : 'similar';

const WORDS: Readonly<Record<Compared, string>> = {
  higher: 'significantly higher than',
  lower: 'significantly lower than',
  similar: 'not significantly different from',
};

/** `Hagley is significantly higher than the district`. */
export const sayCompared = (who: string, compared: Compared, comparator: string): string =>
  `${who} is ${WORDS[compared]} ${comparator}`;

/** What is left of a whole without one of its parts: a ward's district is compared with as the district without it. */
export const restOf = (whole: Counted, part: Counted): Counted => ({
  count: whole.count - part.count,
  over: whole.over - part.over,
});

/**
 * A part's rate less that of the whole it lies in. The two share the part, so its difference from the rest is taken and
 * shrunk to the whole: (part − whole) = (part − rest) × rest's share of the denominators.
 */
export function differenceFromWhole(part: Counted, whole: Counted): Estimate {
  const rest = restOf(whole, part);
  const weight = rest.over / whole.over;
  const { value, low, high } = differenceOfCounts(part, rest);
  return { value: value * weight, low: low * weight, high: high * weight };
}

/** The same for a proportion: the share of a ward less that of its district. */
export function shareFromWhole(part: Proportion, whole: Proportion): Estimate {
  const rest = { part: whole.part - part.part, whole: whole.whole - part.whole };
  const weight = rest.whole / whole.whole;
  const { value, low, high } = differenceOfProportions(part, rest);
  return { value: value * weight, low: low * weight, high: high * weight };
}
