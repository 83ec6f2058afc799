import { type Certainty, countedOf, estimateOf, proportionOf } from '../estimate.ts';
import { type Compared, comparedBy, differenceFromWhole, shareFromWhole } from '../statistics/comparison.ts';
import type { Counted } from '../statistics/counts.ts';
import type { Proportion } from '../statistics/proportions.ts';
import type { Indicator } from '../types.ts';
import type { PlaceValue } from './queries.ts';

type Measured = Pick<Indicator, 'kind' | 'per' | 'uncertainty'>;
/** A figure as the statistics take it, and whose it is. */
type Known = Pick<PlaceValue, 'slug' | 'numerator' | 'denominator' | 'sampleSize'> & {
  readonly value: number;
};

const known = (values: readonly PlaceValue[]): Known[] =>
  values.flatMap(({ slug, value, numerator, denominator, sampleSize }) =>
    value === null ? [] : [{ slug, value, numerator, denominator, sampleSize }],
  );

const countedOfAll = ({ kind, per }: Measured, values: readonly Known[]): Counted | undefined => {
  const all = values.map((value) => countedOf(kind, per, value));
  return all.every((one) => one !== undefined)
    ? all.reduce((sum, { count, over }) => ({ count: sum.count + count, over: sum.over + over }), {
        count: 0,
        over: 0,
      })
    : undefined;
};

const shareOfAll = (values: readonly Known[]): Proportion | undefined => {
  const all = values.map(proportionOf);
  return all.every((one) => one !== undefined)
    ? all.reduce((sum, { part, whole }) => ({ part: sum.part + part, whole: sum.whole + whole }), {
        part: 0,
        whole: 0,
      })
    : undefined;
};

/** The average of places: all that was counted over all that it is of, where that is known; else the mean of the values. */
export function averageOf(indicator: Measured, values: readonly PlaceValue[]): number | undefined {
  const own = known(values);
  if (own.length === 0) return undefined;
  if (indicator.kind === 'rate') {
    const whole = countedOfAll(indicator, own);
    if (whole) return (whole.count / whole.over) * (indicator.per ?? 1);
  }
  if (indicator.kind === 'percentage') {
    const whole = shareOfAll(own);
    if (whole) return (whole.part / whole.whole) * 100;
  }
  return own.reduce((sum, { value }) => sum + value, 0) / own.length;
}

/** Whether chance enters a figure, and how far is known. */
const isUncertain = (sure: Certainty): boolean => sure !== 'exact' && !('because' in sure);

/** How each place stands to all of them together, by slug: only where chance can be reckoned with. */
export function comparedWithAll(
  indicator: Measured,
  values: readonly PlaceValue[],
): ReadonlyMap<string, Compared> {
  const own = known(values);
  if (own.length < 2) return new Map();
  if (!own.every((one) => isUncertain(estimateOf(indicator, one)))) return new Map();
  if (indicator.kind === 'percentage') {
    const whole = shareOfAll(own);
    return whole ? compare(own, proportionOf, (part) => shareFromWhole(part, whole)) : new Map();
  }
  if (indicator.kind !== 'rate') return new Map();
  const whole = countedOfAll(indicator, own);
  return whole
    ? compare(
        own,
        (value) => countedOf(indicator.kind, indicator.per, value),
        (part) => differenceFromWhole(part, whole),
      )
    : new Map();
}

function compare<Part>(
  values: readonly Known[],
  partOf: (value: Known) => Part | undefined,
  difference: (part: Part) => { readonly low: number; readonly high: number },
): ReadonlyMap<string, Compared> {
  return new Map(
    values.flatMap((value) => {
      const part = partOf(value);
      return part === undefined ? [] : [[value.slug, comparedBy(difference(part))] as const];
    }),
  );
}
