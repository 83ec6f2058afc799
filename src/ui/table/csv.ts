import { stringify } from 'csv-stringify/sync';
import { type ComponentChildren, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { stopFormula } from '../../kernel/formula.ts';
import type { Column } from './columns.ts';

/** Lets spreadsheet programs read the file as UTF-8, pound signs included. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The rows as a CSV file (RFC 4180, UTF-8 with byte order mark). Text that a spreadsheet would run as a formula gets
 * a leading apostrophe; plain numbers such as −5 or +3.2% stay numbers.
 */
export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const kept = columns.filter((column) => column.csv !== false);
  const table = [
    kept.map((column) => stopFormula(column.header)),
    ...rows.map((row) => kept.map((column) => stopFormula(valueIn(column, row)))),
  ];
  return BYTE_ORDER_MARK + stringify(table, { record_delimiter: '\r\n', quote_record_delimiter: true });
}

function valueIn<Row>(column: Column<Row>, row: Row): string {
  if (column.csv) return String(column.csv(row) ?? '');
  return textOf(column.cell(row));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a cell says, without its markup. */
function textOf(cell: ComponentChildren): string {
  const html = renderToString(h('p', null, cell));
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll('\u2212', '-')
    .trim();
}
