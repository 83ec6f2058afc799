import {
  addDays,
  addMonths,
  dateOf,
  longDate,
  monthAndYear,
  type PlainDate,
  parsePlainDate,
} from '../../kernel/plain-date.ts';

export type PeriodKind =
  | 'financial-year'
  | 'financial-quarter'
  | 'calendar-quarter'
  | 'month'
  | 'calendar-year'
  | 'wave'
  | 'range';

/** A result period of a survey: one wave, or several pooled ones. */
export interface Wave {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly survey: string;
  /** Numbers of the first and last wave pooled in it; null when waves are not numbered. */
  readonly firstWave: number | null;
  readonly lastWave: number | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
  /** People asked; null when the source does not say. */
  readonly sampleSize: number | null;
}

/** A stretch of time that a figure speaks of. Start and end are both included. */
export interface Period {
  readonly kind: PeriodKind;
  /** The one way of writing it: `2011/12`, `2012/13 Q3`, `2012 Q3`, `2012-10`, `2012`, `2012-04..2012-11`, a wave's slug. */
  readonly text: string;
  readonly start: PlainDate;
  readonly end: PlainDate;
  /** For people: `October to December 2012 (quarter 3 of 2012/13)`. */
  readonly label: string;
  readonly wave?: Wave;
}

/** Waves by slug, so that a wave's slug can be read as a period. */
export type Waves = ReadonlyMap<string, Wave>;

export const NO_WAVES: Waves = new Map();
const two = (number: number): string => String(number).padStart(2, '0');
const isYear = (year: number): boolean => year >= 1800 && year <= 2199;
const firstOf = (year: number, month: number): PlainDate | undefined =>
  isYear(year) ? dateOf(year, month, 1) : undefined;
const lastDayFrom = (start: PlainDate, months: number): PlainDate => addDays(addMonths(start, months), -1);

/** The financial year that starts in April of a year. */
export function financialYear(year: number): Period {
  const start = `${year}-04-01` as PlainDate;
  const text = `${year}/${two((year + 1) % 100)}`;
  return { kind: 'financial-year', text, start, end: lastDayFrom(start, 12), label: text };
}

function months(kind: PeriodKind, text: string, start: PlainDate, count: number, note = ''): Period {
  const end = lastDayFrom(start, count);
  return {
    kind,
    text,
    start,
    end,
    label: count === 1 ? monthAndYear(start) : `${spanOf(start, end)}${note}`,
  };
}

function spanOf(start: PlainDate, end: PlainDate): string {
  const from = monthAndYear(start);
  const to = monthAndYear(end);
  if (from === to) return to;
  const sameYear = start.slice(0, 4) === end.slice(0, 4);
  return `${sameYear ? (from.split(' ')[0] ?? from) : from} to ${to}`;
}

function readFinancialYear(first: string, second: string): number | undefined {
  const year = Number(first);
  const follows = second.length === 4 ? Number(second) === year + 1 : Number(second) === (year + 1) % 100;
  return follows && isYear(year) ? year : undefined;
}

function readFinancialQuarter(first: string, second: string, quarter: string): Period | undefined {
  const year = readFinancialYear(first, second);
  if (year === undefined) return undefined;
  const start = addMonths(`${year}-04-01` as PlainDate, (Number(quarter) - 1) * 3);
  const whole = financialYear(year).text;
  return months('financial-quarter', `${whole} Q${quarter}`, start, 3, ` (quarter ${quarter} of ${whole})`);
}

interface Edge {
  readonly first: PlainDate;
  readonly last: PlainDate;
}

function readEdge(text: string): Edge | undefined {
  const month = /^(\d{4})-(\d{1,2})$/.exec(text);
  if (month) {
    const first = firstOf(Number(month[1]), Number(month[2]));
    return first && { first, last: lastDayFrom(first, 1) };
  }
  const day = parsePlainDate(text);
  return day && isYear(Number(day.slice(0, 4))) ? { first: day, last: day } : undefined;
}

function readRange(from: string, to: string): Period | undefined {
  const start = readEdge(from)?.first;
  const end = readEdge(to)?.last;
  return start && end && start <= end ? rangeOf(start, end) : undefined;
}

/** Any stretch of days; whole months are written as months. */
export function rangeOf(start: PlainDate, end: PlainDate): Period {
  const whole = start.endsWith('-01') && addDays(end, 1).endsWith('-01');
  return {
    kind: 'range',
    text: whole ? `${start.slice(0, 7)}..${end.slice(0, 7)}` : `${start}..${end}`,
    start,
    end,
    label: whole ? spanOf(start, end) : `${longDate(start)} to ${longDate(end)}`,
  };
}

/** The period of a survey's wave. */
export const wavePeriod = (wave: Wave): Period => ({
  kind: 'wave',
  text: wave.slug,
  start: wave.startsOn,
  end: wave.endsOn,
  label: wave.title,
  wave,
});

type Reader = readonly [RegExp, (...parts: string[]) => Period | undefined];

const READERS: readonly Reader[] = [
  [
    /^(\d{4})\s*\/\s*(\d{2}|\d{4})$/,
    (first = '', second = '') => {
      const year = readFinancialYear(first, second);
      return year === undefined ? undefined : financialYear(year);
    },
  ],
  [
    /^(\d{4})\s*\/\s*(\d{2}|\d{4})[\s-]*q([1-4])$/,
    (a = '', b = '', quarter = '') => readFinancialQuarter(a, b, quarter),
  ],
  [
    /^q([1-4])\s+(\d{4})\s*\/\s*(\d{2}|\d{4})$/,
    (quarter = '', a = '', b = '') => readFinancialQuarter(a, b, quarter),
  ],
  [/^(\d{4})[\s-]*q([1-4])$/, (year = '', quarter = '') => calendarQuarter(Number(year), Number(quarter))],
  [/^q([1-4])\s+(\d{4})$/, (quarter = '', year = '') => calendarQuarter(Number(year), Number(quarter))],
  [
    /^(\d{4})-(\d{1,2})$/,
    (year = '', month = '') => {
      const start = firstOf(Number(year), Number(month));
      return start && months('month', start.slice(0, 7), start, 1);
    },
  ],
  [
    /^(\d{4})$/,
    (year = '') => {
      const start = firstOf(Number(year), 1);
      return start && { ...months('calendar-year', year, start, 12), label: year };
    },
  ],
  [/^(\d{4}-[\d-]+?)\s*\.\.\.?\s*(\d{4}-[\d-]+)$/, (from = '', to = '') => readRange(from, to)],
];

/** A quarter of the calendar, 1 to 4; undefined when there is none. */
export function calendarQuarter(year: number, quarter: number): Period | undefined {
  const start = firstOf(year, quarter * 3 - 2);
  return start && months('calendar-quarter', `${year} Q${quarter}`, start, 3);
}

/**
 * Reads a period: `2011/12` (from April), `2012/13 Q3` (financial), `2012 Q3` (calendar), `2012-10`, `2012`,
 * `2012-04..2012-11`, `2011-05-01..2012-04-30`, or a survey wave's slug. Undefined when it is none of these.
 */
export function readPeriod(text: string, waves: Waves = NO_WAVES): Period | undefined {
  const written = text
    .normalize('NFKC')
    .replace(/[–—‐‑]/g, '-')
    .trim()
    .toLowerCase();
  for (const [shape, read] of READERS) {
    const match = shape.exec(written);
    if (match) return read(...match.slice(1));
  }
  const wave = waves.get(written);
  return wave && wavePeriod(wave);
}
