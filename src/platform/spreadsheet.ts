import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { type Refusal, refused } from '../kernel/refusal.ts';
import { readZip, writeZip } from '../ui/document/index.ts';
import { decodeText } from './http/previewed-file.ts';

/** One row of a table as its file holds it; `line` is the line or row that it starts on. */
export interface SheetRow {
  readonly line: number;
  readonly values: readonly string[];
}

/** Most bytes that a workbook may unpack to: a few kilobytes of zip can hold gigabytes. */
const MOST_UNPACKED = 50_000_000;

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));

/** Reads a CSV file (comma, semicolon or tab) or the first sheet of a workbook. Refused: file-unreadable. */
export async function readSpreadsheet(bytes: Buffer): Promise<readonly SheetRow[] | Refusal> {
  try {
    return isZip(bytes) ? await readXlsx(bytes) : readCsv(decodeText(bytes));
  } catch {
    return refused(
      'file-unreadable',
      'This file cannot be read. Save it as .xlsx or as .csv (UTF-8) and try again.',
      { field: 'file' },
    );
  }
}

function readCsv(text: string): readonly SheetRow[] {
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

/** Reads what was unpacked within bounds and packed again, so that no other reading of the same bytes can be larger. */
async function readXlsx(bytes: Buffer): Promise<readonly SheetRow[]> {
  const bounded = Buffer.from(writeZip(readZip(bytes, MOST_UNPACKED), '1980-01-01'));
  const rows = (await readSheet(bounded)) as readonly (readonly unknown[])[];
  return rows.map((values, at) => ({ line: at + 1, values: values.map(textOf) }));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value).trim();
}
