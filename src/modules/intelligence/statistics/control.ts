/**
 * Statistical process control of single values, the XmR chart (Wheeler, Understanding Variation, 2nd ed. 2000; Montgomery,
 * Introduction to Statistical Quality Control, 7th ed., section 6.4; the rules are those of NHS England, Making Data Count).
 */

/** Three standard deviations from the mean moving range of two: 3 / d₂, d₂ = 1.128. */
const TO_LIMITS = 2.66;
/** The upper limit of a moving range of two, D₄: what lies above it tells of an event, not of the usual spread. */
const TO_RANGE_LIMIT = 3.267;
/** With fewer values limits are only a trial. */
export const POINTS_FOR_LIMITS = 12;
const RUN = 7;

export interface ControlLimits {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  /** Mean of the moving ranges that the limits rest on. */
  readonly meanRange: number;
  /** How many moving ranges were left out by screening. */
  readonly screened: number;
  /** Fewer than twelve values: the limits may still move much. */
  readonly trial: boolean;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Limits of a series in its order: mean ± 2.66 × mean moving range. Screening leaves out, once, the ranges above 3.267 ×
 * their mean. Undefined for fewer than two values, which have no range.
 */
export function controlLimits(
  values: readonly number[],
  { screen = false }: { readonly screen?: boolean } = {},
): ControlLimits | undefined {
  if (values.length < 2) return undefined;
  const ranges = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  const most = meanOf(ranges) * TO_RANGE_LIMIT;
  const kept = screen ? ranges.filter((range) => range <= most) : ranges;
  const mean = meanOf(values);
  const meanRange = meanOf(kept);
  return {
    mean,
    lower: mean - TO_LIMITS * meanRange,
    upper: mean + TO_LIMITS * meanRange,
    meanRange,
    screened: ranges.length - kept.length,
    trial: values.length < POINTS_FOR_LIMITS,
  };
}

/** Why a value is more than the usual variation, in the order in which the rules are asked. */
export const RULES = ['outside', 'run', 'trend', 'two-of-three'] as const;
export type Rule = (typeof RULES)[number];

export interface Flag {
  /** Which value, from 0. */
  readonly index: number;
  /** The first rule that holds for it. */
  readonly rule: Rule;
  /** High or rising, low or falling. */
  readonly side: 'high' | 'low';
}

type Side = 1 | 0 | -1;

/** Where stretches of seven or more with one sign are, as the indexes of their members. */
function stretches(signs: readonly Side[], least: number): { index: number; sign: Side }[] {
  const found: { index: number; sign: Side }[] = [];
  let start = 0;
  for (let at = 1; at <= signs.length; at += 1) {
    if (at < signs.length && signs[at] === signs[start]) continue;
    const sign = signs[start] ?? 0;
    if (sign !== 0 && at - start >= least)
      for (let index = start; index < at; index += 1) found.push({ index, sign });
    start = at;
  }
  return found;
}

/**
 * The values that the rules flag: outside the limits; in a run of seven or more on one side of the mean; in a trend of
 * seven or more, each further than the one before; beyond two thirds of the way to a limit where two of three in a row
 * are. Each value is flagged once, by the first rule in this order.
 */
export function flagsOf(values: readonly number[], limits: ControlLimits): Flag[] {
  const { mean, upper, lower } = limits;
  // What arithmetic leaves of equal numbers is no difference.
  const grain = 1e-9 * Math.max(1, Math.abs(mean), upper - lower);
  const side = (value: number, high: number, low: number): Side =>
    value > high + grain ? 1 : value < low - grain ? -1 : 0;
  const found = new Map<number, Flag>();
  const flag = (index: number, rule: Rule, sign: Side): void => {
    if (sign !== 0 && !found.has(index)) found.set(index, { index, rule, side: sign > 0 ? 'high' : 'low' });
  };
  for (const [index, value] of values.entries()) flag(index, 'outside', side(value, upper, lower));
  const sides = values.map((value) => side(value, mean, mean));
  for (const { index, sign } of stretches(sides, RUN)) flag(index, 'run', sign);
  const steps = values.slice(1).map((value, index) => {
    const before = values[index] ?? value;
    return side(value, before, before);
  });
  for (const { index, sign } of stretches(steps, RUN - 1)) {
    flag(index, 'trend', sign);
    flag(index + 1, 'trend', sign);
  }
  const third = (upper - lower) / 6;
  const far = values.map((value) => side(value, upper - third, lower + third));
  for (let at = 0; at + 1 < far.length; at += 1)
    for (const sign of [1, -1] as const) {
      const members = [at, at + 1, at + 2].filter((index) => far[index] === sign);
      if (members.length >= 2) for (const index of members) flag(index, 'two-of-three', sign);
    }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** Whether a process as it runs now will meet a target: always, never, or now and then by chance. */
export type Assurance = 'will-meet' | 'will-miss' | 'hit-or-miss';

/** Holds a target against the limits (NHS England, Making Data Count: assurance). `better` says which way is good. */
export function assuranceOf(
  { lower, upper }: Pick<ControlLimits, 'lower' | 'upper'>,
  target: number,
  better: 'higher' | 'lower',
): Assurance {
  const [worst, best] = better === 'higher' ? [lower, upper] : [-upper, -lower];
  const asked = better === 'higher' ? target : -target;
  return worst >= asked ? 'will-meet' : best < asked ? 'will-miss' : 'hit-or-miss';
}
