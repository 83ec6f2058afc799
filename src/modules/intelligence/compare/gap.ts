import { longDate } from '../../../kernel/plain-date.ts';
import type { SeriesBreak } from '../course/break-queries.ts';
import type { Period } from '../period.ts';
import { overlaps } from '../period-order.ts';
import { breakBetween } from '../standing.ts';
import { type GapVerdict, gapChange } from '../statistics/gap.ts';
import type { Estimate } from '../statistics/interval.ts';
import type { KnownPoint, Measured } from '../types.ts';
import { isBelowShown, sizeOf } from '../words.ts';
import { canBeCompared, type Difference, differenceBetween } from './sides.ts';

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Figure = Pick<KnownPoint, 'value' | 'numerator' | 'denominator' | 'period'>;

/** One side of a gap in a period, or why nothing is told of it. */
export type Side = Figure | { readonly because: string };

/** A gap in one period. */
export interface GapAt {
  readonly period: Period;
  readonly one: Side;
  readonly other: Side;
  readonly gap: Difference;
}

export const isTold = (gap: Difference): gap is Estimate & { readonly exact: boolean } => !('because' in gap);

/** The gap between two sides in one period; `isPart` where the first lies in the second. */
export function gapAt(measured: Measured, period: Period, one: Side, other: Side, isPart: boolean): GapAt {
  const because = 'because' in one ? one.because : 'because' in other ? other.because : undefined;
  const gap: Difference =
    because !== undefined || 'because' in one || 'because' in other
      ? { because: because ?? '' }
      : canBeCompared(measured)
        ? differenceBetween(measured, one, other, isPart)
        : { because: 'A count grows with its place: a gap is told of rates and shares only.' };
  return { period, one, other, gap };
}

export interface GapVerdictTold {
  readonly verdict: GapVerdict;
  /** How much wider it is now, with its limits; below nought narrower. Null where it cannot be told. */
  readonly wider: Estimate | null;
  readonly reversed: boolean;
  /** Why, in a sentence. */
  readonly sentence: string;
}

const cannotTell = (why: string): GapVerdictTold => ({
  verdict: 'cannot-tell',
  wider: null,
  reversed: false,
  sentence: `Cannot tell whether the gap closes. ${why}`,
});

const WORDS: Readonly<Record<GapVerdict, string>> = {
  narrowing: 'The gap is narrowing',
  widening: 'The gap is widening',
  'cannot-tell': 'Cannot tell whether the gap closes',
};

/**
 * Whether a gap is narrowing or widening between two periods. Never across a break in the series, never where the periods
 * share days or waves, never where a side cannot be told.
 */
export function judgeGap(
  measured: Measured,
  before: GapAt,
  now: GapAt,
  breaks: readonly SeriesBreak[],
): GapVerdictTold {
  const broken = breakBetween(before, now, breaks);
  if (broken)
    return cannotTell(`The figures are not comparable across ${longDate(broken.startsOn)}: ${broken.reason}`);
  if (overlaps(before.period, now.period))
    return cannotTell(
      `${capitalised(before.period.label)} and ${now.period.label} overlap, so they share part of their figures.`,
    );
  if (!isTold(before.gap)) return cannotTell(`${capitalised(before.period.label)}: ${before.gap.because}`);
  if (!isTold(now.gap)) return cannotTell(`${capitalised(now.period.label)}: ${now.gap.because}`);
  const { verdict, wider, reversed } = gapChange(before.gap, now.gap);
  const finer = { ...measured, decimals: Math.max(1, measured.decimals) };
  const size = isBelowShown(finer, wider.value)
    ? undefined
    : sizeOf(finer, wider.value, 0)?.replace(/ (higher|lower|more|fewer|less)$/, '');
  const moved =
    size === undefined ? 'as wide as' : `${size} ${wider.value > 0 ? 'wider than' : 'narrower than'}`;
  const chance = verdict === 'cannot-tell' ? 'no more than chance explains' : 'more than chance explains';
  return {
    verdict,
    wider,
    reversed,
    sentence: `${WORDS[verdict]}: it is ${moved} in ${before.period.label}, ${chance}.${reversed ? ' The side that was behind is ahead now.' : ''}`,
  };
}
