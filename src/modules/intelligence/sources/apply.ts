import type { SheetRow } from '../../../platform/spreadsheet.ts';
import type { Line } from '../import/csv.ts';
import { agrees, readNumber } from '../import/numbers.ts';
import type { Knowledge } from '../import/read-line.ts';
import type { Indicator } from '../types.ts';
import { type Account, Accounting, NOT_OURS } from './account.ts';
import type { Table } from './heading.ts';
import type { Mapping } from './mapping.ts';
import { sourcePeriod } from './period-words.ts';

/** A figure of the file as a line of ours, with the limits that were published with it. */
export interface MappedLine extends Line {
  readonly limits: { readonly lower: number; readonly upper: number } | null;
}

export interface Mapped {
  readonly lines: readonly MappedLine[];
  readonly account: Account;
}

/** What a mapping is applied against: indicators by slug, places by what they are called, waves. */
export interface Known extends Knowledge {
  readonly bySlugOrTitle: ReadonlyMap<string, string>;
}

/** What publishers write where they have no number: suppressed, not available, not applicable. */
const NO_VALUE = new Set([
  '',
  '*',
  '-',
  '–',
  '—',
  ':',
  '.',
  '..',
  'x',
  'c',
  'n/a',
  'na',
  'nan',
  'null',
  'none',
  '#n/a',
  '[x]',
  '[c]',
  '[z]',
  '[u]',
  'z',
  'suppressed',
  'not available',
  'no data',
  'missing value',
]);

const isNothing = (text: string): boolean => NO_VALUE.has(text.trim().toLowerCase());

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL cannot hold NUL and nobody types the others
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const tidy = (text: string): string => text.replace(CONTROL, '').trim();

/** A number with more digits than are kept, or with an exponent, as programs write it, in digits that are. */
export function plainNumber(text: string): string {
  if (!/^[+-]?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i.test(text)) return text;
  const digits = text.replace(/[^\d]/g, '').length;
  if (digits <= 15 && !/e/i.test(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value) || Math.abs(value) >= 1e14) return text;
  const decimals = Math.max(0, Math.min(12, 14 - Math.trunc(Math.abs(value)).toString().length));
  return value.toFixed(decimals).replace(/\.?0+$/, '') || '0';
}

/** Reads every row of a table by a mapping: each gives figures, or is not used for one reason that is counted. */
export function applyMapping(table: Table, mapping: Mapping, known: Known): Mapped {
  const accounting = new Accounting();
  const lines: MappedLine[] = [];
  for (const row of table.body) {
    const about = aboutOf(table, row, mapping, known, accounting);
    if (typeof about === 'string') {
      accounting.notUsed(about, row.line);
      continue;
    }
    const found =
      mapping.shape === 'long'
        ? longFigure(table, row, mapping, about, known)
        : wideFigures(table, row, mapping, about, known, accounting);
    if (typeof found === 'string') accounting.notUsed(found, row.line);
    else {
      accounting.used();
      lines.push(...found);
    }
  }
  return { lines, account: accounting.account };
}

interface About {
  readonly indicator: string;
  readonly place: string;
}

/** Which indicator and place a row is about, or why it is not used. */
function aboutOf(
  table: Table,
  row: SheetRow,
  mapping: Mapping,
  known: Known,
  accounting: Accounting,
): About | string {
  const cell = (heading: string): string => tidy(table.cell(row, heading));
  if (table.headings.every((heading) => [heading, ''].includes(cell(heading))))
    return 'It repeats the headings.';
  for (const { column, is } of mapping.only)
    if (!is.some((word) => word.toLowerCase() === cell(column).toLowerCase()))
      return `Its ${column} is not ${is.map((word) => (word === '' ? 'empty' : word)).join(' or ')}.`;
  const name = cell(mapping.indicatorColumn);
  const indicator =
    mapping.indicator || mapping.indicators[name] || known.bySlugOrTitle.get(name.toLowerCase()) || '';
  if (indicator === '') {
    if (name !== '') accounting.unknown(name);
    return name === '' ? 'It names no indicator.' : 'Its indicator is joined to none of ours.';
  }
  const place = cell(mapping.placeColumn);
  if (mapping.placeColumn === '') return { indicator, place: '' };
  if (place === '') return 'It names no place.';
  if (mapping.ownPlace !== '' && place.toLowerCase() === mapping.ownPlace.toLowerCase())
    return { indicator, place: '' };
  if (!known.places.has(place.toLowerCase())) return NOT_OURS;
  return { indicator, place };
}

function longFigure(
  table: Table,
  row: SheetRow,
  mapping: Mapping,
  about: About,
  known: Known,
): readonly MappedLine[] | string {
  const value = tidy(table.cell(row, mapping.valueColumn));
  if (isNothing(value)) return 'It has no value.';
  const period = tidy(table.cell(row, mapping.periodColumn));
  const text = sourcePeriod(period, known.waves)?.text ?? period;
  return [lineOf(table, row, mapping, about, text, value, known)];
}

function wideFigures(
  table: Table,
  row: SheetRow,
  mapping: Mapping,
  about: About,
  known: Known,
  accounting: Accounting,
): readonly MappedLine[] | string {
  const cells = table.periods.map((one) => ({ ...one, value: tidy(table.cell(row, one.heading)) }));
  const told = cells.filter(({ value }) => !isNothing(value));
  if (told.length === 0) return 'It has no value.';
  for (const { value } of cells) if (isNothing(value)) accounting.cell('It has no value.', row.line);
  return told.map(({ period, value }) => lineOf(table, row, mapping, about, period, value, known));
}

function lineOf(
  table: Table,
  row: SheetRow,
  mapping: Mapping,
  { indicator, place }: About,
  period: string,
  text: string,
  known: Known,
): MappedLine {
  const cell = (heading: string): string => tidy(table.cell(row, heading));
  const number = (heading: string): string => (isNothing(cell(heading)) ? '' : plainNumber(cell(heading)));
  const value = plainNumber(text);
  const [numerator, denominator] = [number(mapping.numeratorColumn), number(mapping.denominatorColumn)];
  const told =
    mapping.parts === 'note' && !makes(known.indicators.get(indicator), value, numerator, denominator);
  const parts = [
    ...(told && numerator !== '' ? [`count ${numerator}`] : []),
    ...(told && denominator !== '' ? [`denominator ${denominator}`] : []),
  ];
  const note = [
    cell(mapping.noteColumn),
    ...(parts.length > 0 ? [`Published beside it: ${parts.join(', ')}.`] : []),
  ];
  return {
    line: row.line,
    cells: {
      indicator,
      period,
      value,
      numerator: told ? '' : numerator,
      denominator: told ? '' : denominator,
      place,
      quality: cell(mapping.qualityColumn),
      source: mapping.source,
      note: note.filter((words) => words !== '').join(' '),
    },
    limits: limitsIn(number(mapping.lowerColumn), number(mapping.upperColumn)),
  };
}

/** Whether count and denominator make the value, as they do not where it is standardised. */
function makes(
  indicator: Indicator | undefined,
  value: string,
  numerator: string,
  denominator: string,
): boolean {
  const times = indicator?.kind === 'percentage' ? 100 : indicator?.kind === 'rate' ? indicator.per : null;
  const [read, top, under] = [value, numerator, denominator].map((text) => readNumber(text, indicator?.kind));
  if (typeof read !== 'object' || typeof top !== 'object' || typeof under !== 'object') return false;
  return times !== null && under.value > 0 && agrees(read, (top.value / under.value) * times);
}

function limitsIn(lower: string, upper: string): MappedLine['limits'] {
  const [low, high] = [readNumber(lower, undefined), readNumber(upper, undefined)];
  return typeof low === 'object' && typeof high === 'object' && low.value <= high.value
    ? { lower: low.value, upper: high.value }
    : null;
}
