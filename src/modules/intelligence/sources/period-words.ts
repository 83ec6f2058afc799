import { type Period, readPeriod, type Waves } from '../period.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthOf = (word = ''): string | undefined => {
  const at = MONTHS.indexOf(word.slice(0, 3));
  return at < 0 ? undefined : String(at + 1).padStart(2, '0');
};
const century = (year: string, like: string): string => (year.length === 2 ? like.slice(0, 2) + year : year);

type Rewriting = readonly [RegExp, (...parts: string[]) => string | undefined];

/** How services write periods, and how we do. */
const REWRITINGS: readonly Rewriting[] = [
  // 2010 - 12: three years. Without blanks, 2010-12 is a month.
  [/^(\d{4})\s+-\s+(\d{2}|\d{4})$/, (from = '', to = '') => `${from}-01..${century(to, from)}-12`],
  // 2010/11 - 12/13: three financial years.
  [
    /^(\d{4})\/(\d{2})\s*-\s*(\d{2}|\d{4})\/(\d{2})$/,
    (from = '', _a = '', _b = '', to = '') => `${from}-04..${century(to, from)}-03`,
  ],
  [
    /^([a-z]{3,9})\.?[\s-]+(\d{4})$/,
    (word, year) => (monthOf(word) ? `${year}-${monthOf(word)}` : undefined),
  ],
  [/^(\d{4})[\s-]+([a-z]{3,9})$/, (year, word) => (monthOf(word) ? `${year}-${monthOf(word)}` : undefined)],
  // Jan 2012-Dec 2012 and January 2012 to December 2012.
  [
    /^([a-z]{3,9})\.?\s+(\d{4})\s*(?:-|to)\s*([a-z]{3,9})\.?\s+(\d{4})$/,
    (first, from, last, to) =>
      monthOf(first) && monthOf(last) ? `${from}-${monthOf(first)}..${to}-${monthOf(last)}` : undefined,
  ],
  // Jan-Mar 2012.
  [
    /^([a-z]{3,9})\.?\s*(?:-|to)\s*([a-z]{3,9})\.?\s+(\d{4})$/,
    (first, last, year) =>
      monthOf(first) && monthOf(last) ? `${year}-${monthOf(first)}..${year}-${monthOf(last)}` : undefined,
  ],
  // A spreadsheet's date on the first of a month stands for the month.
  [/^(\d{4})-(\d{2})-01$/, (year, month) => `${year}-${month}`],
  [/^01\/(\d{2})\/(\d{4})$/, (month, year) => `${year}-${month}`],
];

/** Reads a period as it stands in a file or heading of a service; undefined when it is none. */
export function sourcePeriod(text: string, waves: Waves): Period | undefined {
  const written = text
    .normalize('NFKC')
    .replace(/[–—‐‑]/g, '-')
    .trim()
    .toLowerCase();
  for (const [shape, rewrite] of REWRITINGS) {
    const match = shape.exec(written);
    const rewritten = match && rewrite(...match.slice(1));
    const period = rewritten ? readPeriod(rewritten, waves) : undefined;
    if (period) return quarter(period, waves);
  }
  return readPeriod(text, waves);
}

/** Three months that are a quarter of the calendar are written as one. */
function quarter(period: Period, waves: Waves): Period {
  const parts = /^(\d{4})-(01|04|07|10)\.\.\1-(03|06|09|12)$/.exec(period.text);
  if (!parts) return period;
  const [, year = '', from = '', to = ''] = parts;
  if (Number(to) - Number(from) !== 2) return period;
  return readPeriod(`${year} Q${(Number(from) + 2) / 3}`, waves) ?? period;
}
