declare const brand: unique symbol;

/** A calendar date without time or zone, as `YYYY-MM-DD`; strings compare in calendar order. */
export type PlainDate = string & { readonly [brand]: 'PlainDate' };

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const utc = (date: PlainDate): Date => new Date(`${date}T00:00:00Z`);
const fromUtc = (date: Date): PlainDate => date.toISOString().slice(0, 10) as PlainDate;

/** Reads `YYYY-MM-DD`; undefined when the text is not a day that exists (30 February is refused). */
export function parsePlainDate(text: string): PlainDate | undefined {
  if (!SHAPE.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && fromUtc(date) === text ? (text as PlainDate) : undefined;
}

/** Reads `YYYY-MM-DD` that is known to be right (constants, database values); throws otherwise. */
export function plainDate(text: string): PlainDate {
  const date = parsePlainDate(text);
  if (date === undefined) throw new RangeError(`"${text}" is not a date of the form YYYY-MM-DD`);
  return date;
}

/** The date of a year, month (1–12) and day; undefined when there is no such day. */
export const dateOf = (year: number, month: number, day: number): PlainDate | undefined =>
  parsePlainDate(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  );

/** The calendar day in London of an instant. */
export const dayInLondon = (instant: Date): PlainDate =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' }).format(
    instant,
  ) as PlainDate;

export const addDays = (date: PlainDate, days: number): PlainDate => {
  const moved = utc(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return fromUtc(moved);
};

/** Adds calendar months; the last day of a shorter month is kept (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = partsOf(date);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return fromUtc(first);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);

export const partsOf = (date: PlainDate): { year: number; month: number; day: number } => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

/** `17 January 2013` */
export const longDate = (date: PlainDate): string => {
  const { year, month, day } = partsOf(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
};

/** `January 2013` */
export const monthAndYear = (date: PlainDate): string => {
  const { year, month } = partsOf(date);
  return `${MONTHS[month - 1]} ${year}`;
};
