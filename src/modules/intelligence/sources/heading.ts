import { listInWords } from '../../../kernel/names.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { refuseCut } from '../../../platform/cut-rows.ts';
import type { SheetRow } from '../../../platform/spreadsheet.ts';
import { didYouMean } from '../import/near-miss.ts';
import type { Waves } from '../period.ts';
import { columnsOf, type Mapping } from './mapping.ts';
import { sourcePeriod } from './period-words.ts';

/** Titles and notes stand above the headings in so many rows at most. */
const ROWS_ABOVE = 40;

const plain = (heading: string): string => heading.trim().toLowerCase().replace(/\s+/g, ' ');

/** A table below its headings. */
export interface Table {
  readonly headings: readonly string[];
  readonly body: readonly SheetRow[];
  /** The cell of a row under a heading; empty where there is none. */
  readonly cell: (row: SheetRow, heading: string) => string;
  /** Of a wide file: the headings that are periods, with the period of each. */
  readonly periods: readonly { readonly heading: string; readonly period: string }[];
}

const filled = (row: SheetRow): number => row.values.filter((value) => value !== '').length;

/** The row of headings where no mapping says which: the first with more than one filled cell. */
export const guessHeading = (rows: readonly SheetRow[]): SheetRow | undefined =>
  rows.slice(0, ROWS_ABOVE).find((row) => filled(row) > 1) ?? rows.find((row) => filled(row) > 0);

/** Finds the headings that a mapping needs. Refused: columns-missing, column-twice, file-cut, no-periods. */
export function tableOf(rows: readonly SheetRow[], mapping: Mapping, waves: Waves): Table | Refusal {
  const needed = columnsOf(mapping).map(plain);
  const above = rows.slice(0, ROWS_ABOVE);
  const heading =
    above.find((row) => {
      const there = new Set(row.values.map(plain));
      return filled(row) > 0 && needed.every((name) => there.has(name));
    }) ?? undefined;
  const guess = guessHeading(rows);
  if (!heading || !guess) {
    const there = guess?.values ?? [];
    const missing = columnsOf(mapping).filter((name) => !there.map(plain).includes(plain(name)));
    return refused(
      'columns-missing',
      `The file has no column ${listInWords(
        missing.slice(0, 5).map((name) => `“${name}”`),
      )}.${missing[0] === undefined ? '' : didYouMean(missing[0], there)}`,
      { field: 'file' },
    );
  }
  const at = new Map<string, number>();
  for (const [index, name] of heading.values.entries()) {
    if (at.has(plain(name)) && needed.includes(plain(name)))
      return refused('column-twice', `The column “${name}” stands in the file twice.`, { field: 'file' });
    if (!at.has(plain(name))) at.set(plain(name), index);
  }
  const body = rows.slice(rows.indexOf(heading) + 1);
  const cut = refuseCut(
    heading.values,
    aboveNotes(body).map(({ line, values }) => ({ line, cells: values })),
  );
  if (cut) return cut;
  const periods = mapping.shape === 'wide' ? periodsIn(heading, mapping, waves) : [];
  if (mapping.shape === 'wide' && periods.length === 0)
    return refused('no-periods', 'No heading of the file is a period such as 2011/12, 2012 Q3 or 2012-10.', {
      field: 'file',
    });
  return {
    headings: heading.values.filter((name) => name !== ''),
    body: body.filter((row) => filled(row) > 0),
    cell: (row, name) => (name === '' ? '' : (row.values[at.get(plain(name)) ?? -1] ?? '')),
    periods,
  };
}

/** The rows of a table without the notes at its foot: publishers leave a line empty, and write each note into one cell. */
function aboveNotes(body: readonly SheetRow[]): readonly SheetRow[] {
  const last = body.findLastIndex((row) => row.values.length > 1);
  const empty = body.findIndex((row, at) => at > last && filled(row) === 0);
  return empty < 0 ? body : body.slice(0, empty);
}

function periodsIn(heading: SheetRow, mapping: Mapping, waves: Waves): Table['periods'] {
  const others = new Set(columnsOf({ ...mapping, periods: [] }).map(plain));
  const wanted = new Set(mapping.periods.map(plain));
  const seen = new Set<string>();
  return heading.values.flatMap((name) => {
    if (name === '' || others.has(plain(name)) || (wanted.size > 0 && !wanted.has(plain(name)))) return [];
    const period = sourcePeriod(name, waves);
    if (!period || seen.has(plain(name))) return [];
    seen.add(plain(name));
    return [{ heading: name, period: period.text }];
  });
}
