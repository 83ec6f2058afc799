import { differenceOfCounts } from './counts.ts';
import type { Estimate } from './interval.ts';

/** One place, or one type, then and now. */
export interface Part<Of> {
  readonly of: Of;
  readonly before: number;
  readonly now: number;
}

export interface Contribution<Of> extends Part<Of> {
  /** How many more there are now, with the limits of that difference. */
  readonly change: Estimate;
  /** What this part adds to the whole's change, in percentage points of the whole before; null where there was nothing. */
  readonly points: number | null;
}

/**
 * What each part adds to the change of their sum, the largest first. The contributions add up to the change of the whole
 * exactly, since each is the part's own change over the whole before, as national accounts compute contributions to growth
 * (IMF, Quarterly National Accounts Manual, 2017, chapter 8).
 */
export function contributions<Of>(parts: readonly Part<Of>[]): Contribution<Of>[] {
  const whole = parts.reduce((sum, { before }) => sum + before, 0);
  return parts
    .map((part) => ({
      ...part,
      change: differenceOfCounts({ count: part.now, over: 1 }, { count: part.before, over: 1 }),
      points: whole === 0 ? null : ((part.now - part.before) / whole) * 100,
    }))
    .sort((a, b) => Math.abs(b.change.value) - Math.abs(a.change.value));
}
