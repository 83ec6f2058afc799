import writeExcelFile from 'write-excel-file/node';
import type { Tx } from '../../../platform/database/transaction.ts';
import { sayLate } from '../ledger/late-words.ts';
import { COMMITMENTS, definitionOf, FIGURE_NAMES, MONEY } from './figures.ts';
import { listParts, type Part, type Period, readStatement } from './queries.ts';
import type { Statement } from './statement.ts';

const MOST_ENTRIES = 250_000;
const POUNDS = '#,##0.00';

const words = (value: string) => ({ value, type: String });
const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true });
/** What a spreadsheet would run as a formula is kept as words. */
const money = (pence: number) => ({ value: pence / 100, type: Number, format: POUNDS });

/** Statement and entries of a period as a workbook: amounts are numbers in pounds, so that sums can be checked there. */
export async function statementWorkbook(tx: Tx, period: Period): Promise<Buffer> {
  const statement = await readStatement(tx, period);
  // What moved anything in the period moved one of these; each entry is listed once.
  const entries = await listMoved(tx, period);
  return writeExcelFile([
    {
      data: statementSheet(statement),
      sheet: 'Statement',
      columns: [{ width: 34 }, ...COLUMNS.map(() => ({ width: 14 }))],
      stickyRowsCount: 1,
    },
    {
      data: entriesSheet(entries),
      sheet: 'Entries',
      columns: [14, 34, 8, 14, 14, 14, 50, 34, 14, 12, 50].map((width) => ({ width })),
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}

const COLUMNS = [...new Set([...MONEY, ...COMMITMENTS])];

const statementSheet = ({ from, until, streams, total }: Statement) => [
  [bold(`Stream, ${from} to ${until}`), ...COLUMNS.map((figure) => bold(definitionOf(figure).says))],
  ...[...streams, total].map(({ name, figures }) => [
    words(name),
    ...COLUMNS.map((figure) => money(figures[figure])),
  ]),
];

const HEADINGS = [
  'Day',
  'Stream',
  'Entry',
  'Kind',
  'From',
  'To',
  'What for',
  'Request',
  'Decision',
  'Amount',
  'Entered after the lapse',
];

const entriesSheet = (entries: readonly Part[]) => [
  HEADINGS.map(bold),
  ...entries.map((one) => [
    words(one.on),
    words(one.stream),
    { value: one.number, type: Number },
    words(one.kind),
    words(one.from),
    words(one.to),
    words(one.says),
    words(one.request ?? ''),
    words(one.decision ?? ''),
    money(one.pence),
    words(sayLate(one) ?? ''),
  ]),
];

/** Every entry of the period. */
async function listMoved(tx: Tx, period: Period): Promise<readonly Part[]> {
  const flows = FIGURE_NAMES.filter((figure) => definitionOf(figure).what === 'flow');
  const lists = [];
  for (const figure of flows) lists.push(await listParts(tx, { ...period, figure, limit: MOST_ENTRIES }));
  return lists
    .flat()
    .sort((a, b) => a.on.localeCompare(b.on) || a.stream.localeCompare(b.stream) || a.number - b.number);
}
