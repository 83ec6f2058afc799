/** A long ledger for the page of a stream: entries that follow one another, past every command. */
import type pg from 'pg';

/** How many entries the stream of the fund page has in the two sizes. */
export const ENTRIES = { once: 2_000, many: 200_000 } as const;

/** Lengthens the ledger of the first stream of the measured partnership to so many entries. Needs a superuser. */
export async function lengthenLedger(admin: pg.ClientBase, entries: number): Promise<void> {
  await admin.query('set session_replication_role = replica');
  await admin.query(
    `insert into fund.entry (partnership_id, id, stream_id, number, follows, kind, from_account, to_account, pence, on_day, says,
       funder_before, available_before, reserved_before, allocated_before, spent_before, carried_before, owed_before,
       funder_after, available_after, reserved_after, allocated_after, spent_after, carried_after, owed_after, hash)
     select l.partnership_id, gen_random_uuid(), l.stream_id, l.number + n, l.number + n - 1, 'received', 'funder', 'available', 1, l.on_day, 'A penny',
       l.funder_after - n + 1, l.available_after + n - 1, l.reserved_after, l.allocated_after, l.spent_after, l.carried_after, l.owed_after,
       l.funder_after - n, l.available_after + n, l.reserved_after, l.allocated_after, l.spent_after, l.carried_after, l.owed_after, sha256(int4send(n))
     from (select e.* from fund.entry e
       join (select s.partnership_id, s.id from fund.stream s
         join partners.partnership p on p.partnership_id = s.partnership_id and p.host = '127.0.0.1' order by s.slug limit 1) f
         on f.partnership_id = e.partnership_id and f.id = e.stream_id
       order by e.number desc limit 1) l
     cross join generate_series(1, $1::int - l.number) n`,
    [entries],
  );
  await admin.query('set session_replication_role = default');
  await admin.query('vacuum (analyze) fund.entry');
}
