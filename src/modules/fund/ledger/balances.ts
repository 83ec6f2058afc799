import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Account, type Balances, type Held, HOLDS_NOTHING, NOTHING } from './accounts.ts';

/** A stream as the ledger sees it: its name, its days, and where its chain stands. */
export interface Standing {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly startsOn: PlainDate | null;
  readonly lapsesOn: PlainDate | null;
  /** Which row of its last days stands. */
  readonly lastDayNumber: number;
  readonly carriesOver: boolean;
  /** The number of the last entry; 0 while there is none. */
  readonly number: number;
  readonly balances: Balances;
}

/**
 * Lets one transaction at a time write in a stream or change its rules, until it ends. What the database checks does
 * not rest on this lock: it saves writers from colliding, and keeps the rules still while a commitment is judged.
 */
export const lockStream = async (tx: Tx, streamId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('fund.stream ' || platform.partnership()::text || ${streamId}, 0))`.execute(
    tx,
  );
};

/** Where a stream stands now; undefined when there is none of this id. */
export async function standingOf(tx: Tx, streamId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select s.id, s.slug, s.name, s.starts_on as "startsOn", s.lapses_on as "lapsesOn", s.last_day_number as "lastDayNumber", s.carries_over as "carriesOver",
      coalesce(e.number, 0) as number,
      coalesce(jsonb_build_object('funder', e.funder_after, 'available', e.available_after, 'reserved', e.reserved_after,
        'allocated', e.allocated_after, 'spent', e.spent_after, 'carried', e.carried_after, 'owed', e.owed_after), '{}') as balances
    from fund.stream s
    left join lateral (select x.* from fund.entry x where x.partnership_id = s.partnership_id and x.stream_id = s.id
      order by x.number desc limit 1) e on true
    where s.partnership_id = platform.partnership() and s.id = ${streamId}::uuid`.execute(tx);
  const [row] = rows;
  return row && { ...row, balances: row.number === 0 ? NOTHING : row.balances };
}

/** What a request holds in a stream, and the number of its last entry there. */
export async function heldBy(
  tx: Tx,
  streamId: string,
  requestId: string,
): Promise<{ readonly number: number; readonly held: Held }> {
  const row = await tx
    .selectFrom('fund.entry')
    .select([
      'request_number as number',
      'request_reserved_after as reserved',
      'request_allocated_after as allocated',
      'request_spent_after as spent',
    ])
    .where('stream_id', '=', streamId)
    .where('request_id', '=', requestId)
    .orderBy('request_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { number: 0, held: HOLDS_NOTHING };
  const { number, reserved, allocated, spent } = row;
  return {
    number: number ?? 0,
    held: { reserved: reserved ?? 0, allocated: allocated ?? 0, spent: spent ?? 0 },
  };
}

/** What a stream had available at the end of a day, by the days of its entries: what it has now, less what came since. */
export async function leftAt(tx: Tx, streamId: string, day: PlainDate): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select coalesce((select x.available_after from fund.entry x
        where x.partnership_id = platform.partnership() and x.stream_id = ${streamId}::uuid order by x.number desc limit 1), 0)
      - coalesce(sum(e.pence * ((e.to_account = 'available')::int - (e.from_account = 'available')::int)), 0)::bigint as left
    from fund.entry e where e.partnership_id = platform.partnership() and e.stream_id = ${streamId}::uuid and e.on_day > ${day}::date`.execute(
    tx,
  );
  return rows[0]?.left ?? 0;
}

/**
 * How much of what an account holds now came after a day, at the most: what was not there yet on that day, or is needed
 * later. With a request, of what that request holds.
 */
export async function cameAfter(
  tx: Tx,
  { streamId, requestId, account }: { streamId: string; requestId?: string | undefined; account: Account },
  day: PlainDate,
): Promise<number> {
  const { rows } = await sql<{ later: number }>`
    select coalesce(max(later), 0)::bigint as later from (
      select sum(sum(pence * ((to_account = ${account})::int - (from_account = ${account})::int))) over (order by on_day desc) as later
      from fund.entry where partnership_id = platform.partnership() and stream_id = ${streamId}::uuid and on_day > ${day}::date
        ${requestId === undefined ? sql`` : sql`and request_id = ${requestId}::uuid`}
      group by on_day) x`.execute(tx);
  return Math.max(0, rows[0]?.later ?? 0);
}
