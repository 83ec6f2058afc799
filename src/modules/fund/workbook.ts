import writeExcelFile from 'write-excel-file/node';
import type { Column } from '../../ui/table/index.ts';

/** Rows as a workbook of one sheet, by the columns that have a value for files: numbers stay numbers. */
export async function toWorkbook<Row>(
  sheet: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<Buffer> {
  const shown = columns.flatMap((column) =>
    column.csv ? [{ header: column.header, value: column.csv }] : [],
  );
  return writeExcelFile(
    [
      shown.map(({ header }) => ({ value: header, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => shown.map(({ value }) => cellOf(value(row)))),
    ],
    { sheet, columns: shown.map(() => ({ width: 26 })), stickyRowsCount: 1 },
  ).toBuffer();
}

const cellOf = (value: string | number | null) => {
  if (value === null || value === '') return null;
  return typeof value === 'number'
    ? { value, type: Number, format: '#,##0.00' }
    : { value, type: String, wrap: true };
};
