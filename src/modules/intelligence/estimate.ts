import { type Counted, rated } from './statistics/counts.ts';
import { type Estimate, scaled } from './statistics/interval.ts';
import { type Proportion, share } from './statistics/proportions.ts';
import type { KnownPoint, Measured } from './types.ts';

type Figure = Pick<KnownPoint, 'value' | 'numerator' | 'denominator'> & {
  readonly period?: KnownPoint['period'];
  /** People asked, where the figure is of a survey wave and its period does not say. */
  readonly sampleSize?: number | null;
};

/** What chance leaves of a figure: limits in the indicator's own unit, none for a complete count, or why they are not known. */
export type Certainty = Estimate | 'exact' | { readonly because: string };

/** How sure one figure is, by how its indicator is arrived at (Wilson; exact or Byar's). */
export function estimateOf(
  { kind, uncertainty, per }: Pick<Measured, 'kind' | 'uncertainty' | 'per'>,
  figure: Figure,
): Certainty {
  if (uncertainty === 'complete') return 'exact';
  if (uncertainty === 'not-stated')
    return {
      because: 'The source does not say how the figure was arrived at, so chance cannot be ruled out.',
    };
  if (kind === 'money') return 'exact';
  if (kind === 'percentage') {
    const proportion = proportionOf(figure);
    return proportion
      ? scaled(share(proportion), 100)
      : { because: 'How many people the percentage is of is not stated, so chance cannot be ruled out.' };
  }
  if (uncertainty === 'sampled')
    return { because: 'How large the sample was is not stated, so chance cannot be ruled out.' };
  const counted = countedOf(kind, per, figure);
  return counted
    ? scaled(rated(counted), kind === 'rate' ? (per ?? 1) : 1)
    : { because: 'How many events stand behind the figure is not stated, so chance cannot be ruled out.' };
}

/** The 95% limits of a figure as tables carry them, in the indicator's own unit, or why there are none. */
export interface Limits {
  readonly lower: number | null;
  readonly upper: number | null;
  /** Empty where there are limits. */
  readonly withoutLimits: string;
}

/** The limits of a figure that may be awaited. */
export function limitsFor(
  measured: Pick<Measured, 'kind' | 'uncertainty' | 'per'>,
  {
    value,
    numerator,
    denominator,
    sampleSize = null,
  }: Omit<Figure, 'value' | 'period'> & {
    readonly value: number | null;
  },
): Limits {
  const none = (withoutLimits: string): Limits => ({ lower: null, upper: null, withoutLimits });
  if (value === null) return none('The figure is awaited.');
  const sure = estimateOf(measured, { value, numerator, denominator, sampleSize });
  if (sure === 'exact') return none('It is a complete count, without chance.');
  return 'because' in sure ? none(sure.because) : { lower: sure.low, upper: sure.high, withoutLimits: '' };
}

/** The part and whole of a percentage: as printed, or from the number of people a survey asked. */
export function proportionOf({
  value,
  numerator,
  denominator,
  period,
  sampleSize,
}: Figure): Proportion | undefined {
  const whole = denominator ?? period?.wave?.sampleSize ?? sampleSize ?? null;
  if (whole === null || whole <= 0) return undefined;
  const part = numerator ?? (value / 100) * whole;
  return part >= 0 && part <= whole ? { part, whole } : undefined;
}

/** The events of a figure and what they are over: one for a plain count, people for a rate. */
export function countedOf(
  kind: Measured['kind'],
  per: number | null,
  { value, numerator, denominator }: Figure,
): Counted | undefined {
  if (kind === 'number') return value >= 0 ? { count: value, over: 1 } : undefined;
  if (denominator === null || denominator <= 0) return undefined;
  const count = numerator ?? (value / (per ?? 1)) * denominator;
  return count >= 0 ? { count, over: denominator } : undefined;
}
