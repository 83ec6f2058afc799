import { addDays, dateOf, type PlainDate, partsOf, plainDate } from './plain-date.ts';

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (date: PlainDate): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** Easter Sunday by the Gregorian computus. */
function easterOf(year: number): PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  return dateOf(year, Math.floor(days / 31), (days % 31) + 1) ?? plainDate(`${year}-04-01`);
}

const on = (year: number, month: number, day: number): PlainDate =>
  plainDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);

/** The first Monday from a day on. */
const mondayFrom = (date: PlainDate): PlainDate => addDays(date, (8 - weekdayOf(date)) % 7);

/**
 * The bank holidays of England in a year by their rules, with the weekdays that stand in for those on a weekend. What a
 * year has beside them, or moves, by proclamation is not known here.
 */
export function bankHolidays(year: number): ReadonlySet<PlainDate> {
  const easter = easterOf(year);
  const newYear = on(year, 1, 1);
  const christmas = on(year, 12, 25);
  const christmasIs = weekdayOf(christmas);
  return new Set([
    weekdayOf(newYear) % 6 === 0 ? mondayFrom(newYear) : newYear,
    addDays(easter, -2),
    addDays(easter, 1),
    mondayFrom(on(year, 5, 1)),
    mondayFrom(on(year, 5, 25)),
    mondayFrom(on(year, 8, 25)),
    // Two days are kept: the first weekdays from Christmas on, save that a Friday's Boxing Day is kept on the Monday.
    ...(christmasIs === 5
      ? [christmas, addDays(christmas, 3)]
      : christmasIs === 6
        ? [addDays(christmas, 2), addDays(christmas, 3)]
        : christmasIs === 0
          ? [addDays(christmas, 1), addDays(christmas, 2)]
          : [christmas, addDays(christmas, 1)]),
  ]);
}

/** Whether offices in England work on a day: no weekend, no bank holiday. */
export const isWorkingDay = (date: PlainDate): boolean =>
  weekdayOf(date) % 6 !== 0 && !bankHolidays(partsOf(date).year).has(date);

/** The working day nearest to a day, the later of two that are as near. */
export function nearestWorkingDay(date: PlainDate): PlainDate {
  for (let away = 0; ; away += 1) {
    const found = [addDays(date, away), addDays(date, -away)].find(isWorkingDay);
    if (found) return found;
  }
}
