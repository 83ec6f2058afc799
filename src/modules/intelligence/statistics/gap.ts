import { difference, type Estimate, excludesZero, scaled } from './interval.ts';

/** Whether a gap became smaller or larger by more than chance explains. */
export type GapVerdict = 'narrowing' | 'widening' | 'cannot-tell';

export interface GapChange {
  readonly before: Estimate;
  readonly now: Estimate;
  /** How much wider the gap is now, whichever side is ahead; below nought it is narrower. */
  readonly wider: Estimate;
  readonly verdict: GapVerdict;
  /** True when the side that was behind is ahead now. */
  readonly reversed: boolean;
}

const width = (gap: Estimate): Estimate => (gap.value < 0 ? scaled(gap, -1) : gap);

/**
 * Whether a gap closes. Each gap is a difference with its limits (most deprived fifth less least deprived, a place less
 * its district); the difference of the two widths takes its limits from theirs (Zou & Donner 2008, applied twice). The two
 * periods must share no events.
 */
export function gapChange(before: Estimate, now: Estimate): GapChange {
  const wider = difference(width(now), width(before));
  return {
    before,
    now,
    wider,
    verdict: excludesZero(wider) ? (wider.low > 0 ? 'widening' : 'narrowing') : 'cannot-tell',
    reversed: before.value * now.value < 0,
  };
}
