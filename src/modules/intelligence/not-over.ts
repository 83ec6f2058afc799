import { dayInLondon, longDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Period } from './period.ts';
import type { Quality } from './types.ts';

/**
 * The real day, by the clock of the machine. What can be known of a period does not hang on the business day: the example
 * lives in January 2013, and real files of later years are known all the same.
 */
export const realDay = (): PlainDate => dayInLondon(new Date());

/** Why nobody can know a figure so on a day: its period has not begun, or is said to be final before it is over. */
export function knownTooEarly(
  { period, quality }: { readonly period: Period; readonly quality: Quality },
  day: PlainDate,
): string | undefined {
  if (quality === 'awaited') return undefined;
  if (period.start > day)
    return `Its period begins on ${longDate(period.start)}: nothing can be known of it yet.`;
  if (quality === 'final' && period.end >= day)
    return `Its period is not over before the end of ${longDate(period.end)}, and no figure of it is final until then. Record it as provisional.`;
  return undefined;
}

/** A figure that is worked out before its period is over is provisional. */
export const finalOnceOver = (period: Period, day: PlainDate): Quality =>
  period.end >= day ? 'provisional' : 'final';
