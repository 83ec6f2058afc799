import { stringify } from 'csv-stringify/sync';
import { stopFormula } from '../../../kernel/formula.ts';
import { type IndicatorSeries, SERIES_COLUMNS } from './series.ts';

/** What is written of a figure: the promised columns; its quality may say why there is none. */
export type WrittenSeries = Omit<IndicatorSeries, 'quality'> & { readonly quality: string };

/** Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers, below nought too. */
const cellOf = (value: string | number | null): string | number =>
  value === null ? '' : typeof value === 'string' ? stopFormula(value) : value;

/** Figures as CSV (RFC 4180) with every promised column in its place, also where there is no figure. */
export const seriesCsv = (rows: readonly WrittenSeries[]): string =>
  stringify([[...SERIES_COLUMNS], ...rows.map((row) => SERIES_COLUMNS.map((name) => cellOf(row[name])))], {
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
  });

/** One figure with its columns in the promised order. */
export const inOrder = (row: WrittenSeries): Record<string, unknown> =>
  Object.fromEntries(SERIES_COLUMNS.map((name) => [name, row[name]]));
