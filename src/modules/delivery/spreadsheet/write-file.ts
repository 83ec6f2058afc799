import { stringify } from 'csv-stringify/sync';
import writeExcelFile from 'write-excel-file/node';
import { stopFormula } from '../../../kernel/formula.ts';
import { type Cells, COLUMNS, type Column } from './columns.ts';

/** Lets spreadsheet programs read the file as UTF-8, pound signs included. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Rows as CSV (RFC 4180, UTF-8 with byte order mark); the same rows always give the same bytes. */
export const writeCsv = (rows: readonly Cells[]): Buffer =>
  Buffer.from(
    BYTE_ORDER_MARK +
      stringify([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => stopFormula(row[column])))], {
        record_delimiter: '\r\n',
        quote_record_delimiter: true,
      }),
  );

const WIDE: ReadonlySet<Column> = new Set([
  'activity',
  'timescale',
  'milestones',
  'baseline',
  'target',
  'note',
]);

/** Rows as a workbook with one sheet, headings in bold, long texts wrapped. */
export async function writeXlsx(rows: readonly Cells[]): Promise<Buffer> {
  const head = COLUMNS.map((column) => ({ value: column, type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) =>
    COLUMNS.map((column) =>
      row[column] === ''
        ? null
        : { value: stopFormula(row[column]), type: String, wrap: true, alignVertical: 'top' as const },
    ),
  );
  return writeExcelFile([head, ...body], {
    columns: COLUMNS.map((column) => ({ width: WIDE.has(column) ? 50 : 22 })),
    sheet: 'Delivery plan',
    stickyRowsCount: 1,
  }).toBuffer();
}
