/** How members' scores become one: weighted, ranked, and how far they agree. */

export interface Spread {
  readonly mean: number;
  /** First quartile, median and third quartile. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * What may be told of scores: the mean to a tenth and the quartiles to half a point, so that whoever knows their own cannot
 * work out those of the others.
 */
export const told = ({ mean, low, middle, high }: Spread): Spread => ({
  mean: Math.round(mean * 10) / 10,
  low: Math.round(low * 2) / 2,
  middle: Math.round(middle * 2) / 2,
  high: Math.round(high * 2) / 2,
});

/** Mean and quartiles of at least one score. */
export function spreadOf(scores: readonly number[]): Spread {
  const sorted = scores.toSorted((a, b) => a - b);
  return {
    mean: sorted.reduce((sum, score) => sum + score, 0) / sorted.length,
    low: quantile(sorted, 0.25),
    middle: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75),
  };
}

/** One member's score of a need over all criteria, each counting by its weight. */
export function weighted(given: readonly { readonly score: number; readonly weight: number }[]): number {
  const weights = given.reduce((sum, { weight }) => sum + weight, 0);
  return given.reduce((sum, { score, weight }) => sum + score * weight, 0) / weights;
}

export type Agreement = 'agree' | 'mostly-agree' | 'differ';

/** Half of the members lie between the quartiles: within half a point they agree, within one mostly, further apart they differ. */
export const agreementOf = ({ low, high }: Pick<Spread, 'low' | 'high'>): Agreement =>
  high - low <= 0.5 ? 'agree' : high - low <= 1 ? 'mostly-agree' : 'differ';

export const AGREEMENT: Readonly<Record<Agreement, string>> = {
  agree: 'Members agree',
  'mostly-agree': 'Members mostly agree',
  differ: 'Members differ',
};
