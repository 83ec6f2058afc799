import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

const AT_ONCE = 2000;

/** Reads a table of casework a piece at a time, so that a check needs no more memory for a million rows than for one. */
export async function eachRow(
  tx: Tx,
  table: string,
  columns: readonly string[],
  take: (row: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  const list = sql.join(columns.map((name) => sql.ref(name)));
  await sql`declare each_row no scroll cursor for select ${list} from ${sql.table(`casework.${table}`)}`.execute(
    tx,
  );
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`fetch ${sql.lit(AT_ONCE)} from each_row`.execute(tx);
    for (const row of rows) take(row);
    if (rows.length < AT_ONCE) break;
  }
  await sql`close each_row`.execute(tx);
}
