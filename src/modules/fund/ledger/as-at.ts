import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { onceForEach } from '../../../platform/gathering.ts';
import type { FigureRequest } from '../../../platform/module.ts';
import { ACCOUNTS, type Balances } from './accounts.ts';

/** A stream on a day: how many entries it had by then, and what its accounts held, in pence. */
export interface StreamAsAt extends Kept {
  readonly slug: string;
  readonly name: string;
  readonly lapsesOn: PlainDate | null;
}

/** What is kept of one stream or of several together. */
export interface Kept {
  readonly entries: number;
  readonly balances: Balances;
}

/** The streams that a report tells of one by one, and what is kept of all the others together. */
export interface StreamsAsAt {
  readonly told: readonly StreamAsAt[];
  readonly over: Kept | undefined;
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

const summed = sql.raw(
  ACCOUNTS.map((account) => `'${account}', sum((balances ->> '${account}')::bigint)`).join(', '),
);

/**
 * The streams that had an entry by a day. What the last entry says, less what came after the day: a report of last
 * quarter reads the entries since, however long the ledger before it. Rule: a report tells of a stream while it holds
 * money or owes any, and of one that moved money in the period; those that are over count in the sum of all.
 */
export const streamsAsAt = onceForEach(
  async (tx: Tx, { asAt, periodStart }: FigureRequest): Promise<StreamsAsAt> => {
    const { rows } = await sql<StreamAsAt & { readonly over: boolean }>`
      with known as materialized (select s.slug, s.name, s.lapses_on as "lapsesOn", (l.number - later.entries)::int as entries, jsonb_build_object(${held}) as balances,
        l.available_after - later.available = 0 and l.reserved_after - later.reserved = 0 and l.allocated_after - later.allocated = 0
          and l.carried_after - later.carried = 0 and l.owed_after - later.owed = 0
          and not exists (select from fund.entry e where e.partnership_id = s.partnership_id and e.stream_id = s.id
            and e.on_day >= ${periodStart}::date and e.on_day <= ${asAt}::date) as over
      from fund.stream s
      cross join lateral (select x.* from fund.entry x where x.partnership_id = s.partnership_id and x.stream_id = s.id
        order by x.number desc limit 1) l
      cross join lateral (select count(*) as entries, ${moved} from fund.entry e
        where e.partnership_id = s.partnership_id and e.stream_id = s.id and e.on_day > ${asAt}::date) later
      where s.partnership_id = platform.partnership() and l.number > later.entries)
      select slug, name, "lapsesOn", entries, balances, over from known where not over
      union all
      select '', '', null, sum(entries)::int, jsonb_build_object(${summed}), true from known where over having count(*) > 0
      order by name`.execute(tx);
    return { told: rows.filter(({ over }) => !over), over: rows.find(({ over }) => over) };
  },
);
