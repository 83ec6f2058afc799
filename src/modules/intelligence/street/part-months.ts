import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

/** A month of which far fewer rows are here than of those around it: a file that was cut, or an extract. */
export interface PartMonth {
  readonly month: string;
  readonly rows: number;
  /** How many the months around it have, in the middle. */
  readonly usual: number;
}

/**
 * Months with less than half the rows of those within a year of them. At least two others say what is usual, and from a
 * hundred rows on: few rows vary by themselves.
 */
export async function listPartMonths(tx: Tx): Promise<readonly PartMonth[]> {
  const { rows } = await sql<PartMonth>`
    with counted as (select month, sum(crimes)::integer as rows from intelligence.street_count group by month)
    select to_char(c.month, 'YYYY-MM') as month, c.rows, round(around.usual)::integer as usual
    from counted c
    cross join lateral (
      select percentile_cont(0.5) within group (order by o.rows) as usual, count(*) as months from counted o
      where o.month <> c.month and o.month between c.month - interval '1 year' and c.month + interval '1 year') around
    where around.months >= 2 and around.usual >= 100 and c.rows < around.usual / 2
    order by c.month`.execute(tx);
  return rows;
}

/** What is said of such a month. */
export const partInWords = ({ rows, usual }: PartMonth): string =>
  `${rows.toLocaleString('en-GB')} rows of it are here, of the months around it about ${usual.toLocaleString('en-GB')} each: part of it may be missing.`;
