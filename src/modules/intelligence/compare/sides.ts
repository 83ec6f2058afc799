import { countedOf, estimateOf, proportionOf } from '../estimate.ts';
import { differenceFromWhole, restOf, shareFromWhole } from '../statistics/comparison.ts';
import { type Counted, differenceOfCounts } from '../statistics/counts.ts';
import { type Estimate, scaled } from '../statistics/interval.ts';
import { differenceOfProportions, type Proportion } from '../statistics/proportions.ts';
import type { KnownPoint, Measured } from '../types.ts';

/** What two figures are reckoned from. */
type Figure = Pick<KnownPoint, 'value' | 'numerator' | 'denominator' | 'period'>;
export type Of = Pick<Measured, 'kind' | 'uncertainty' | 'per'>;

/** A difference in the indicator's own unit with its limits, one without chance, or why it cannot be told. */
export type Difference = (Estimate & { readonly exact: boolean }) | { readonly because: string };

const because = (says: string): Difference => ({ because: says });
const chance = (estimate: Estimate): Difference => ({ ...estimate, exact: false });
const OF_WHOLE = 'It is the whole that it would be compared with.';
const CONTRADICT = 'The place has more than the whole it lies in: the two figures contradict each other.';

/** A rate or share over several places is that of all their people together; undefined where one does not say how many. */
export function pooled(measured: Of, figures: readonly Figure[]): Figure | undefined {
  const [first] = figures;
  if (!first) return undefined;
  const parts = figures.map((figure) => wholeAndPart(measured, figure));
  if (parts.some((part) => part === undefined)) return undefined;
  const numerator = parts.reduce((sum, part) => sum + (part?.count ?? 0), 0);
  const denominator = parts.reduce((sum, part) => sum + (part?.over ?? 0), 0);
  const per = measured.kind === 'percentage' ? 100 : (measured.per ?? 1);
  return { value: (numerator / denominator) * per, numerator, denominator, period: first.period };
}

/** The events of a figure and the people it is of, whichever kind it is. */
function wholeAndPart(measured: Of, figure: Figure): Counted | undefined {
  if (measured.kind === 'percentage') {
    const proportion = proportionOf(figure);
    return proportion && { count: proportion.part, over: proportion.whole };
  }
  return measured.kind === 'rate' ? countedOf('rate', measured.per, figure) : undefined;
}

/** Counts and sums of money grow with the place, so that one place's says nothing of another's: shares and rates do. */
export const canBeCompared = ({ kind }: Pick<Measured, 'kind'>): boolean =>
  kind === 'rate' || kind === 'percentage';

/**
 * One figure less another of the same period. Where the first is part of the second, the part is taken out of the whole
 * first, since the two share its events.
 */
export function differenceBetween(measured: Of, one: Figure, other: Figure, isPart: boolean): Difference {
  if (measured.uncertainty === 'complete') {
    const value = one.value - other.value;
    return { value, low: value, high: value, exact: true };
  }
  for (const figure of [one, other]) {
    const sure = estimateOf(measured, figure);
    if (sure !== 'exact' && 'because' in sure) return sure;
  }
  if (measured.kind === 'percentage') {
    const [mine, theirs] = [proportionOf(one), proportionOf(other)];
    return mine && theirs
      ? ofShares(mine, theirs, isPart)
      : because('How many people it is of is not stated.');
  }
  const [mine, theirs] = [
    countedOf(measured.kind, measured.per, one),
    countedOf(measured.kind, measured.per, other),
  ];
  const per = measured.kind === 'rate' ? (measured.per ?? 1) : 1;
  return mine && theirs
    ? ofCounts(mine, theirs, isPart, per)
    : because('How many events stand behind the figure is not stated.');
}

function ofShares(one: Proportion, other: Proportion, isPart: boolean): Difference {
  if (!isPart) return chance(scaled(differenceOfProportions(one, other), 100));
  const rest = { part: other.part - one.part, whole: other.whole - one.whole };
  if (rest.whole === 0 && rest.part === 0) return because(OF_WHOLE);
  if (rest.whole <= 0 || rest.part < 0 || rest.part > rest.whole) return because(CONTRADICT);
  return chance(scaled(shareFromWhole(one, other), 100));
}

function ofCounts(one: Counted, other: Counted, isPart: boolean, per: number): Difference {
  if (!isPart) return chance(scaled(differenceOfCounts(one, other), per));
  const rest = restOf(other, one);
  if (rest.over === 0 && rest.count === 0) return because(OF_WHOLE);
  if (rest.over <= 0 || rest.count < 0) return because(CONTRADICT);
  return chance(scaled(differenceFromWhole(one, other), per));
}
