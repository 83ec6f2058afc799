/** What stands on pages of an installation whose business day lies before some of what it holds. */
import { longDate, type PlainDate } from './plain-date.ts';

/** True of what is of a time that the installation has not reached: its day is after the business day. */
export const isLater = (day: PlainDate, today: PlainDate): boolean => day > today;

/** The newest up to today; where there is none, the newest of a later time. They come the newest first. */
export const newestFor = <One>(
  newestFirst: readonly One[],
  today: PlainDate,
  dayOf: (one: One) => PlainDate,
): One | undefined => newestFirst.find((one) => !isLater(dayOf(one), today)) ?? newestFirst[0];

/** `These figures are of a time after this installation’s day, 17 January 2013.` */
export const sayLater = (what: string, today: PlainDate): string =>
  `${what} of a time after this installation’s day, ${longDate(today)}.`;
