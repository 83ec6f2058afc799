import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { onceForEach } from '../../../platform/gathering.ts';
import type { FigureRequest } from '../../../platform/module.ts';
import { ACCOUNTS, type Balances } from './accounts.ts';

/** A stream on a day: how many entries it had by then, and what its accounts held, in pence. */
export interface StreamAsAt {
  readonly slug: string;
  readonly name: string;
  readonly lapsesOn: PlainDate | null;
  readonly entries: number;
  readonly balances: Balances;
}

const held = sql.raw(
  ACCOUNTS.map((account) => `'${account}', l.${account}_after - later.${account}`).join(', '),
);
const moved = sql.raw(
  ACCOUNTS.map(
    (account) =>
      `coalesce(sum(e.pence * ((e.to_account = '${account}')::int - (e.from_account = '${account}')::int)), 0) as ${account}`,
  ).join(', '),
);

/**
 * Every stream that had an entry by a day. What the last entry says, less what came after the day: a report of last
 * quarter reads the entries since, however long the ledger before it.
 */
export const streamsAsAt = onceForEach(
  async (tx: Tx, { asAt }: FigureRequest): Promise<readonly StreamAsAt[]> => {
    const { rows } = await sql<StreamAsAt>`
      select s.slug, s.name, s.lapses_on as "lapsesOn", (l.number - later.entries)::int as entries, jsonb_build_object(${held}) as balances
      from fund.stream s
      cross join lateral (select x.* from fund.entry x where x.partnership_id = s.partnership_id and x.stream_id = s.id
        order by x.number desc limit 1) l
      cross join lateral (select count(*) as entries, ${moved} from fund.entry e
        where e.partnership_id = s.partnership_id and e.stream_id = s.id and e.on_day > ${asAt}::date) later
      where s.partnership_id = platform.partnership() and l.number > later.entries
      order by s.name`.execute(tx);
    return rows;
  },
);
