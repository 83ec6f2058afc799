import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { type Refusal, refused } from '../kernel/refusal.ts';
import { readZip, writeZip } from '../ui/document/index.ts';
import { refuseNoText } from './cut-rows.ts';
import { decodeText } from './http/previewed-file.ts';

/** One row of a table as its file holds it; `line` is the line or row that it starts on. */
export interface SheetRow {
  readonly line: number;
  readonly values: readonly string[];
}

/** Most bytes that a workbook may unpack to: a few kilobytes of zip can hold gigabytes. */
const MOST_UNPACKED = 50_000_000;

/** Most cells between the first and the last: one address far away would stand for millions of empty ones. */
const MOST_CELLS = 10_000_000;
/** Most columns that a worksheet of any program has. */
const MOST_COLUMNS = 16_384;

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));

/** Reads a CSV file (comma, semicolon or tab) or the first sheet of a workbook. Refused: file-unreadable. */
export async function readSpreadsheet(bytes: Buffer): Promise<readonly SheetRow[] | Refusal> {
  try {
    if (isZip(bytes)) return await readXlsx(bytes);
    const text = decodeText(bytes);
    return refuseNoText(text) ?? readCsv(text);
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
  const files = readZip(bytes, MOST_UNPACKED);
  for (const file of files.values()) refuseFarCells(Buffer.from(file).toString('utf8'));
  const bounded = Buffer.from(writeZip(files, '1980-01-01'));
  const rows = (await readSheet(bounded)) as readonly (readonly unknown[])[];
  return rows.map((values, at) => ({ line: at + 1, values: values.map(textOf) }));
}

const OPENS = /<(?:[^\s<>:/]+:)?(?:row|c)(?![\w.:-])/g;
const TAG = /<(?:[^\s<>:/]+:)?(?:row|c)(?![\w.:-])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/g;
const ADDRESS = /(?<![\w.-])r\s*=\s*["']([^"']*)["']/g;

/** Throws where rows and cells span more than is read, or one has an address that is none. */
function refuseFarCells(xml: string): void {
  let [tags, rows, columns] = [0, 0, 0];
  for (const [, attributes = ''] of xml.matchAll(TAG)) {
    tags += 1;
    for (const [, address = ''] of attributes.matchAll(ADDRESS)) {
      const [, letters = '', digits = ''] = /^([A-Z]{0,3})(\d{1,7})$/.exec(address) ?? [];
      if (digits === '') throw new Error('An address of a cell cannot be read');
      rows = Math.max(rows, Number(digits));
      columns = Math.max(
        columns,
        [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
      );
    }
  }
  if (tags !== [...xml.matchAll(OPENS)].length) throw new Error('A cell cannot be read');
  if (columns > MOST_COLUMNS || rows * Math.max(columns, 1) > MOST_CELLS)
    throw new Error('The cells are too far apart');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value).trim();
}
