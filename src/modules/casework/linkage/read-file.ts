import { open } from 'node:fs/promises';
import type { Cell, Reader } from './columns.ts';
import type { LinkageRecord } from './fields.ts';
import { LINE } from './guess.ts';
import { type Mapping, MatchProblem } from './mapping.ts';
import { type Heading, readRows } from './rows.ts';

/** Rows or values that could not be used: how many, why, and the lines of the first few. */
export interface Trouble {
  readonly what: string;
  readonly lines: number[];
  count: number;
}

const NAMED_LINES = 5;

/** Reads the first line of a CSV file. Commas, semicolons, tabs and bars may part its columns. */
export async function readHeading(file: string): Promise<Heading> {
  const start = Buffer.alloc(1 << 16);
  const handle = await open(file).catch(() => {
    throw new MatchProblem(`The file ${file} cannot be read: check its name.`);
  });
  let length = 0;
  try {
    length = (await handle.read(start, 0, start.length, 0)).bytesRead;
  } finally {
    await handle.close();
  }
  const bytes = start.subarray(0, length);
  const encoding = new TextDecoder().decode(bytes).slice(0, -4).includes('\ufffd') ? 'latin1' : 'utf8';
  const line =
    bytes
      .toString(encoding)
      .replace(/^\ufeff/, '')
      .split(/\r\n|\n|\r/, 1)[0] ?? '';
  const [delimiter = ','] = [',', ';', '\t', '|'].sort((a, b) => line.split(b).length - line.split(a).length);
  if (line.trim() === '')
    throw new MatchProblem(`The file ${file} has no heading: its first line must name the columns.`);
  const columns = line.split(delimiter).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  return { delimiter, encoding, columns };
}

/** Every column a mapping names must be in the heading; the message names those that are missing and those there are. */
export function checkColumns(
  file: string,
  mapping: Mapping,
  readers: readonly Reader[],
  { columns }: Heading,
): void {
  const asked = [columnOfRole(mapping.id), ...readers.flatMap((reader) => reader.columns)];
  const missing = [...new Set(asked)].filter((column) => column !== LINE && !columns.includes(column));
  if (missing.length === 0) return;
  const names = missing.map((name) => `"${name}"`).join(', ');
  throw new MatchProblem(
    `The file ${file} has no column ${names}, which the mapping names. Its columns are: ${columns.join(', ')}. ` +
      'Name one of these in the mapping, or leave the role out.',
  );
}

export const columnOfRole = (given: string | { readonly column: string }): string =>
  typeof given === 'string' ? given : given.column;

/** What becomes of the rows: `take` gets each record with its line and row, and says why it cannot be used, if so. */
export type TakeRecord = (record: LinkageRecord, cell: Cell) => string | undefined;

/**
 * Reads a CSV file row by row. Rows that cannot be used are counted with their lines and never dropped in silence; a
 * value that is not understood is taken as missing and counted too.
 */
export async function readRecords(
  file: string,
  heading: Heading,
  mapping: Mapping,
  readers: readonly Reader[],
  take: TakeRecord,
): Promise<{ readonly rows: number; readonly troubles: readonly Trouble[] }> {
  const troubles = new Map<string, Trouble>();
  const places = new Map(heading.columns.map((name, at) => [name, at]));
  const idColumn = columnOfRole(mapping.id);
  let rows = 0;
  let row: readonly string[] = [];
  const cell: Cell = (column) => row[places.get(column) ?? -1] ?? '';
  const trouble = (what: string, line: number): void => {
    const known = troubles.get(what) ?? { what, lines: [], count: 0 };
    known.count += 1;
    if (known.lines.length < NAMED_LINES) known.lines.push(line);
    troubles.set(what, known);
  };
  const each = (line: number): void => {
    rows += 1;
    if (row.length !== heading.columns.length) {
      trouble(
        `rows do not have the ${heading.columns.length} columns of the heading and were left out`,
        line,
      );
      return;
    }
    const id = idColumn === LINE ? String(line) : cell(idColumn);
    if (id === '') {
      trouble(`rows have no ${idColumn} and were left out`, line);
      return;
    }
    const values: string[] = [];
    for (const reader of readers)
      for (const [at, value] of reader.read(cell).entries()) {
        if (value === undefined)
          trouble(
            `values of ${reader.columns.join(', ')} are not a ${reader.fields[at]?.label} and were taken as missing`,
            line,
          );
        values.push(value ?? '');
      }
    const refused = take({ id, values }, cell);
    if (refused !== undefined) trouble(refused, line);
  };
  try {
    await readRows(file, heading, (cells) => {
      row = cells;
      each(rows + 2);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MatchProblem(
      `The file ${file} cannot be read from its row ${rows + 2} on: ${reason}. Check the quotation marks there.`,
    );
  }
  return { rows, troubles: [...troubles.values()] };
}
