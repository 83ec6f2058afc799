import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { toCsv } from '../../../ui/table/index.ts';
import { businessToday } from '../today.ts';
import { linesOf, statementColumns } from './page.tsx';
import { periodFrom, readStatement } from './queries.ts';
import { statementWorkbook } from './workbook.ts';

/** The statement of the fund as a file. Amounts are pounds in CSV and XLSX, pence in JSON. Refused: period-is-backwards. */
export async function exportFundStatement(
  tx: Tx,
  wanted: { readonly from?: PlainDate | undefined; readonly until?: PlainDate | undefined },
  format: 'csv' | 'xlsx' | 'json',
): Promise<Buffer | string | Refusal> {
  const period = periodFrom(wanted, await businessToday(tx));
  if (isRefusal(period)) return period;
  if (format === 'xlsx') return statementWorkbook(tx, period);
  const statement = await readStatement(tx, period);
  return format === 'csv'
    ? toCsv(statementColumns(period), linesOf(statement))
    : `${JSON.stringify(statement, null, 2)}\n`;
}
