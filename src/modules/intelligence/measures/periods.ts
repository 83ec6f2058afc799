import { addDays, addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { calendarQuarter, financialYear, type Period, readPeriod } from '../period.ts';

/** Quarters are released first; years, which are made of them, after the last. */
export interface ReleasePeriod extends Period {
  /** The quarters that a year is made of, as they are written; none for a quarter. */
  readonly quarters: readonly string[];
}

const firstMonthOf = (start: PlainDate): number => Number(start.slice(5, 7));

/** A quarter as measures write it: `2012/13 Q4`, so that it belongs to one financial and one calendar year. */
function quarterFrom(start: PlainDate): ReleasePeriod {
  const year = Number(start.slice(0, 4)) - (firstMonthOf(start) < 4 ? 1 : 0);
  const number = ((firstMonthOf(start) + 8) % 12) / 3 + 1;
  const period = readPeriod(`${financialYear(year).text} Q${number}`);
  if (!period) throw new Error(`No quarter begins on ${start}`);
  return { ...period, quarters: [] };
}

const yearOf = (period: Period): ReleasePeriod => ({
  ...period,
  quarters: [0, 3, 6, 9].map((months) => quarterFrom(addMonths(period.start, months)).text),
});

/** The period that a text names, when it is a quarter or a year that measures are released for. */
export function releasePeriod(text: string): ReleasePeriod | undefined {
  const period = readPeriod(text);
  if (!period) return undefined;
  if (period.kind === 'financial-year' || period.kind === 'calendar-year') return yearOf(period);
  return period.kind === 'financial-quarter' || period.kind === 'calendar-quarter'
    ? quarterFrom(period.start)
    : undefined;
}

/** A quarter as years from January write it: `2013 Q1`. */
export const inCalendarYears = (quarter: Period): Period =>
  calendarQuarter(Number(quarter.start.slice(0, 4)), (firstMonthOf(quarter.start) + 2) / 3) ?? quarter;

/** Whole quarters and years that began on or after a day and ended so many days before another, oldest end first, quarters before years. */
export function duePeriods(from: PlainDate, today: PlainDate, settleDays: number): readonly ReleasePeriod[] {
  const settled = ({ end }: Period): boolean => addDays(end, settleDays) < today;
  const month = firstMonthOf(from);
  const back = (month - 1) % 3;
  const first = addMonths(`${from.slice(0, 7)}-01` as PlainDate, -back);
  const due: ReleasePeriod[] = [];
  for (let start = first < from ? addMonths(first, 3) : first; start < today; start = addMonths(start, 3)) {
    const quarter = quarterFrom(start);
    if (!settled(quarter)) break;
    due.push(quarter);
    const yearStart = addMonths(start, -9);
    if (yearStart < from) continue;
    const year = Number(yearStart.slice(0, 4));
    if (firstMonthOf(start) === 1) due.push(yearOf(financialYear(year)));
    if (firstMonthOf(start) === 10) due.push(yearOf(readPeriod(String(year)) ?? quarter));
  }
  return due;
}
