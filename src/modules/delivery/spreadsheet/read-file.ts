import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { readZip, writeZip } from '../../../ui/document/index.ts';
import { tidy } from '../cell-text.ts';
import { type Cells, type Column, columnOf, emptyCells, type FileRow, unknownColumn } from './columns.ts';

export interface Problem {
  readonly line: number;
  readonly reason: string;
}

export interface ReadFile {
  readonly rows: readonly FileRow[];
  /** The columns that the file has; what it leaves out stays as it is. */
  readonly columns: ReadonlySet<Column>;
  /** Headings that are no columns: nothing may be lost unseen. */
  readonly problems: readonly Problem[];
}

interface Grid {
  readonly line: number;
  readonly values: readonly string[];
}

/** Most rows that one file may have. */
const MOST_ROWS = 20_000;

/** Reads a CSV or XLSX file into rows of known columns; refused when it is neither. */
export async function readPlanFile(file: {
  readonly bytes: Buffer;
  readonly fileName: string;
}): Promise<ReadFile | Refusal> {
  let grid: readonly Grid[];
  try {
    grid = isZip(file.bytes) ? await readXlsx(file.bytes) : readCsv(file.bytes);
  } catch {
    return refused(
      'file-unreadable',
      'This file cannot be read. Save it as .xlsx or as .csv (UTF-8) and try again.',
      {
        field: 'file',
      },
    );
  }
  const filled = grid.filter(({ values }) => values.some((value) => value !== ''));
  const [head, ...body] = filled.slice(titleRows(filled));
  if (!head)
    return refused('file-empty', 'The file is empty. Its first row names the columns.', { field: 'file' });
  if (body.length > MOST_ROWS)
    return refused(
      'file-too-long',
      `The file has more than ${MOST_ROWS.toLocaleString('en-GB')} rows. Split it.`,
      { field: 'file' },
    );
  return rowsOf(head, body);
}

/** How many rows above the headings hold one cell only: the title that spreadsheets like to print over a table. */
function titleRows(rows: readonly Grid[]): number {
  const heading = rows.findIndex(({ values }) => values.filter((value) => value !== '').length > 1);
  return Math.max(0, heading);
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));

function rowsOf(head: Grid, body: readonly Grid[]): ReadFile | Refusal {
  const columns = head.values.map((heading) => columnOf(heading));
  if (!columns.includes('project') && !columns.includes('title'))
    return refused(
      'columns-missing',
      'The first row must name the columns, among them "title" or "project". Export a plan to see them all.',
      { field: 'file' },
    );
  const problems: Problem[] = [];
  const seen = new Set<Column>();
  for (const [at, heading] of head.values.entries()) {
    const column = columns[at];
    const isUsed = body.some((row) => (row.values[at] ?? '') !== '');
    if (!column && (heading !== '' || isUsed))
      problems.push({
        line: head.line,
        reason: heading === '' ? `Column ${at + 1} has values but no heading.` : unknownColumn(heading),
      });
    if (column && seen.has(column))
      problems.push({ line: head.line, reason: `Two columns are called "${column}".` });
    if (column) seen.add(column);
  }
  const rows = body.map(({ line, values }) => {
    const cells: Record<Column, string> = { ...emptyCells };
    for (const [at, column] of columns.entries()) if (column) cells[column] = fromCell(values[at] ?? '');
    return { line, cells: cells as Cells };
  });
  return { rows, columns: seen, problems };
}

/** Text that a spreadsheet would run as a formula is written with an apostrophe before it. */
const fromCell = (text: string): string => tidy(/^'[=+\-@']/.test(text) ? text.slice(1) : text);

function readCsv(bytes: Buffer): readonly Grid[] {
  const text = decode(bytes);
  const records = parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    delimiter: delimiterOf(text),
  }) as unknown as readonly { info: { lines: number }; record: readonly string[] }[];
  let before = 0;
  return records.map(({ info, record }) => {
    const line = before + 1;
    before = info.lines;
    return { line, values: record.map((value) => value.trim()) };
  });
}

/** Spreadsheet programs of some countries write semicolons. */
function delimiterOf(text: string): ',' | ';' | '\t' {
  const head = text.slice(0, text.indexOf('\n') + 1 || text.length);
  const count = (sign: string): number => head.split(sign).length;
  return count('\t') > count(',') ? '\t' : count(';') > count(',') ? ';' : ',';
}

/** UTF-8, or else the Windows code page that older spreadsheets write. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Most bytes that a workbook may unpack to: a few kilobytes of zip can hold gigabytes. */
const MOST_UNPACKED = 50_000_000;

/** Reads what was unpacked within bounds and packed again, so that no other reading of the same bytes can be larger. */
async function readXlsx(bytes: Buffer): Promise<readonly Grid[]> {
  const bounded = Buffer.from(writeZip(readZip(bytes, MOST_UNPACKED), '1980-01-01'));
  const rows = (await readSheet(bounded)) as readonly (readonly unknown[])[];
  return rows.map((values, at) => ({ line: at + 1, values: values.map(textOf) }));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value).trim();
}
