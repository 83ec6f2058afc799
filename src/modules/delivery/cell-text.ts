import {
  addDays,
  addMonths,
  dateOf,
  type PlainDate,
  parsePlainDate,
  partsOf,
} from '../../kernel/plain-date.ts';
import type { Precision } from './project-plan.ts';

/** A cell or form field that cannot be read, in words that say what to write instead. */
export class CellError extends Error {
  override readonly name = 'CellError';
}

/** Several values in one cell stand on lines of their own. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The parts of one value stand between bars. */
export const partsOfLine = (line: string): string[] => line.split('|').map((part) => part.trim());

/** Joins parts, leaving out those that are empty. */
export const joined = (...parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter((part) => typeof part === 'string' && part !== '').join(' | ');

/** Words inside a part may not hold the signs that separate parts and values. */
export const inPart = (words: string): string =>
  words
    .replaceAll('|', '/')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();

/** Text as it is compared and stored: line ends of one kind, no white space around. */
export const tidy = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();

export interface DatedTo {
  readonly on: PlainDate;
  readonly precision: Precision;
}

/** Reads `2013-06-14`, `2013-06`, `2013 Q2` (April to June), `2013`; the last day of what is named. */
export function parseWhen(text: string): DatedTo | undefined {
  const day = parsePlainDate(text);
  if (day) return { on: day, precision: 'day' };
  const [, year = '', rest = ''] =
    /^(\d{4})(?:-(\d{2})| (Q[1-4]))?$/i.exec(text)?.map((part) => part ?? '') ?? [];
  if (year === '') return undefined;
  const quarter = /^\d{4} Q([1-4])$/i.exec(text)?.[1];
  if (quarter) return ending(Number(year), Number(quarter) * 3, 'quarter');
  if (rest === '') return ending(Number(year), 12, 'year');
  return ending(Number(year), Number(rest), 'month');
}

function ending(year: number, month: number, precision: Precision): DatedTo | undefined {
  const first = dateOf(year, month, 1);
  return first && { on: addDays(addMonths(first, 1), -1), precision };
}

/** The opposite of `parseWhen`. */
export function formatWhen(on: PlainDate, precision: Precision): string {
  const { year, month } = partsOf(on);
  if (precision === 'year') return String(year);
  if (precision === 'quarter') return `${year} Q${month / 3}`;
  return precision === 'month' ? on.slice(0, 7) : on;
}

/** A date that must be a day. */
export function dayIn(text: string, what: string): PlainDate {
  const day = parsePlainDate(text);
  if (!day) throw new CellError(`"${text}" is not a date for ${what}. Write it as 2013-06-30.`);
  return day;
}

/** A date that may be left out. */
export const optionalDay = (text: string, what: string): PlainDate | null =>
  text === '' ? null : dayIn(text, what);

/** The words of a closed list, read with spaces or hyphens and in any case. */
export function wordIn<Word extends string>(words: readonly Word[], text: string): Word | undefined {
  const wanted = text.toLowerCase().replaceAll(/[\s_-]+/g, ' ');
  return words.find((word) => word.replaceAll('-', ' ') === wanted);
}

/** How many letters must change to make one word of another (Levenshtein), for near misses. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The known word nearest to what was written; undefined when none is near. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const text = written.toLowerCase();
  let best: { word: string; far: number } | undefined;
  for (const word of known) {
    const far = distance(text, word.toLowerCase());
    if (far <= Math.max(2, Math.floor(text.length / 3)) && (!best || far < best.far)) best = { word, far };
  }
  return best?.word;
}

/** `Did you mean "increased-assurance"?`, or nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const near = nearest(written, known);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

/** A list of values, one a line, and its opposite. */
export const each = <T>(text: string, read: (line: string) => T): T[] => linesOf(text).map(read);
export const lines = <T>(values: readonly T[], write: (value: T) => string): string =>
  values.map(write).join('\n');
