import { difference, type Estimate, type Interval, Z } from './interval.ts';

/** Below so many events Byar's approximation is left for the exact limits, as public health observatories do. */
const EXACT_BELOW = 10;

/**
 * Byar's approximation to the exact Poisson limits of a count (Breslow & Day, Statistical Methods in Cancer Research II,
 * IARC 1987, eq. 2.10 ff.; APHO Technical Briefing 3, 2008).
 */
export function byarLimits(count: number): Interval {
  const upper = count + 1;
  return {
    low: count === 0 ? 0 : count * (1 - 1 / (9 * count) - Z / (3 * Math.sqrt(count))) ** 3,
    high: upper * (1 - 1 / (9 * upper) + Z / (3 * Math.sqrt(upper))) ** 3,
  };
}

/** The probability of at most so many events where `mean` are expected (Poisson). */
function atMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let events = 1; events <= count; events += 1) {
    term *= mean / events;
    sum += term;
  }
  return sum;
}

/** The mean at which at most `count` events have this probability, by halving: the probability falls as the mean rises. */
function meanWhere(count: number, probability: number): number {
  let [low, high] = [0, 40];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (atMost(count, middle) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Exact limits of a small whole count, from the Poisson distribution itself (Garwood, Biometrika 1936;28:437). */
export const exactLimits = (count: number): Interval => ({
  low: count === 0 ? 0 : meanWhere(count - 1, 0.975),
  high: meanWhere(count, 0.025),
});

/** Limits of a count of events: exact for whole counts below ten, Byar's from there on (APHO Technical Briefing 3). */
export const countLimits = (count: number): Interval =>
  count < EXACT_BELOW && Number.isInteger(count) ? exactLimits(count) : byarLimits(count);

export interface Counted {
  readonly count: number;
  /** What the count is over: 1 for plain counts, people for rates. */
  readonly over: number;
}

/** A count, or a rate per one of what it is over, with its limits. */
export const rated = ({ count, over }: Counted): Estimate => {
  const { low, high } = countLimits(count);
  return { value: count / over, low: low / over, high: high / over };
};

/**
 * The difference of two independent counts or rates of events, one less the other: Zou & Donner 2008 over the limits of
 * each.
 */
export const differenceOfCounts = (one: Counted, other: Counted): Estimate =>
  difference(rated(one), rated(other));
