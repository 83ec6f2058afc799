import { sql } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Settings } from '../../platform/settings.ts';

/** Today by the partnership's business date: no entry is dated later. */
export async function businessToday(tx: Tx): Promise<PlainDate> {
  const { rows } = await sql<{ today: PlainDate }>`
    select partners.business_date(p) as today from partners.partnership p
    where p.partnership_id = platform.partnership()`.execute(tx);
  const today = rows[0]?.today;
  if (!today) throw new Error('The transaction has no partnership');
  return today;
}

/** Where a mail's links lead. */
export const siteOf = ({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string =>
  publicUrl ?? `http://${host}:${port}`;
