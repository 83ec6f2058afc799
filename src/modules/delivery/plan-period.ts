import {
  addDays,
  addMonths,
  dateOf,
  monthAndYear,
  type PlainDate,
  parsePlainDate,
  partsOf,
} from '../../kernel/plain-date.ts';

/** The stretch of time a plan is for; both days are included. */
export interface PlanPeriod {
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const spanning = (first: PlainDate | undefined, months: number): PlanPeriod | undefined =>
  first && { startsOn: first, endsOn: addDays(addMonths(first, months), -1) };

/** The first day of `January 2013`, `Jan 2013` or `2013-01`. */
function monthOf(text: string): PlainDate | undefined {
  const [, name = '', inWords = ''] = /^([a-z]{3})[a-z]* (\d{4})$/i.exec(text) ?? [];
  if (name !== '') return dateOf(Number(inWords), MONTHS.indexOf(name.toLowerCase()) + 1, 1);
  const [, year = '', month = ''] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  return year === '' ? undefined : dateOf(Number(year), Number(month), 1);
}

/** Reads `2013`, `2012/13`, `January 2013-December 2013`, `2013-01..2013-12`, `2013-01-01..2013-12-31`. */
export function parsePlanPeriod(text: string): PlanPeriod | undefined {
  const trimmed = text.trim();
  const year = /^\d{4}$/.exec(trimmed)?.[0];
  if (year) return spanning(dateOf(Number(year), 1, 1), 12);
  const [, from = '', to = ''] = /^(\d{4})\/(\d{2}|\d{4})$/.exec(trimmed) ?? [];
  if (from !== '')
    return (Number(from) + 1) % 100 === Number(to) % 100
      ? spanning(dateOf(Number(from), 4, 1), 12)
      : undefined;
  const single = monthOf(trimmed);
  if (single) return spanning(single, 1);
  for (const ends of bothEnds(trimmed)) {
    const [start, end] = ends.map((part) => part.trim());
    const startsOn = start && (parsePlainDate(start) ?? monthOf(start));
    const endsOn = end && (parsePlainDate(end) ?? spanning(monthOf(end), 1)?.endsOn);
    if (startsOn && endsOn && endsOn > startsOn) return { startsOn, endsOn };
  }
  return undefined;
}

const bothEnds = (text: string): string[][] =>
  [/\.\./, /\s+to\s+/i, /\s*[–—]\s*/, /\s+-\s+/, /(?<=[a-z]+ \d{4})\s*-\s*(?=[a-z])/i]
    .map((sign) => text.split(sign))
    .filter((parts) => parts.length === 2);

/** The shortest way to write a period that `parsePlanPeriod` reads again. */
export function formatPlanPeriod({ startsOn, endsOn }: PlanPeriod): string {
  const { year, month, day } = partsOf(startsOn);
  const isWholeMonths = day === 1 && partsOf(addDays(endsOn, 1)).day === 1;
  if (isWholeMonths && addDays(addMonths(startsOn, 12), -1) === endsOn) {
    if (month === 1) return String(year);
    if (month === 4) return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
  }
  return isWholeMonths ? `${monthAndYear(startsOn)}-${monthAndYear(endsOn)}` : `${startsOn}..${endsOn}`;
}

/** A period for readers: `January 2013 to December 2013`. */
export const periodInWords = ({ startsOn, endsOn }: PlanPeriod): string =>
  `${monthAndYear(startsOn)} to ${monthAndYear(endsOn)}`;
