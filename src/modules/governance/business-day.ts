import { sql } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/** Today by the partnership's business date. */
export async function businessDay(tx: Tx): Promise<PlainDate> {
  const { rows } = await sql<{ today: PlainDate }>`
    select partners.business_date(p) as today from partners.partnership p
    where p.partnership_id = platform.partnership()`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('A board works in a partnership');
  return row.today;
}
