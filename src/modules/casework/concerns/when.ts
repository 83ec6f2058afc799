/** When a concern is said to have happened: the stretch of time in which it lies, in minutes since 1970. */
import { addDays, addMonths, daysBetween, type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import type { Precision } from './types.ts';

export interface When {
  readonly onDay: PlainDate;
  /** `HH:MM` or `HH:MM:SS`; only where the precision is `time` or `hours`. */
  readonly atTime: string | null;
  readonly precision: Precision;
}

export interface Stretch {
  readonly from: number;
  readonly until: number;
}

const DAY = 1440;
const SOME_MINUTES = 30;
const SOME_HOURS = 180;
const DAYS_IN_A_WEEK = 7;
const epoch = plainDate('1970-01-01');

const minuteOf = (day: PlainDate, time: string | null): number => {
  const [hours = '0', minutes = '0'] = (time ?? '').split(':');
  return daysBetween(epoch, day) * DAY + Number(hours) * 60 + Number(minutes);
};

/** The stretch in which it lies: half an hour around a time, three hours around "about", else the whole day, week or month. */
export function stretchOf({ onDay, atTime, precision }: When): Stretch {
  const at = minuteOf(onDay, atTime);
  const spread = { time: SOME_MINUTES, hours: SOME_HOURS, day: 0, week: 0, month: 0 }[precision];
  if (spread > 0) return { from: at - spread, until: at + spread };
  const end =
    precision === 'day'
      ? addDays(onDay, 1)
      : precision === 'week'
        ? addDays(onDay, DAYS_IN_A_WEEK)
        : addMonths(onDay, 1);
  return { from: at, until: minuteOf(end, null) - 1 };
}

export const overlaps = (left: Stretch, right: Stretch): boolean =>
  left.from <= right.until && right.from <= left.until;

/** The moment in words: `17 January 2013 at 22:15` is made of the day by the page; here the part after it. */
export function timeInWords({ atTime, precision }: Pick<When, 'atTime' | 'precision'>): string {
  const time = (atTime ?? '').slice(0, 5);
  if (precision === 'time') return ` at ${time}`;
  if (precision === 'hours') return ` at about ${time}`;
  if (precision === 'week') return ' or in the six days after';
  return precision === 'month' ? ' or in the month after' : '';
}
