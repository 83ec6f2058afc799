import { stringify } from 'csv-stringify/sync';
import { stopFormula } from '../kernel/formula.ts';

/** Rows of plain values as CSV with a heading; the columns are those of all rows, in the order they first appear. */
export function toCsvText(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string =>
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return stringify([columns, ...rows.map((row) => columns.map((column) => stopFormula(cell(row[column]))))], {
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
  });
}
