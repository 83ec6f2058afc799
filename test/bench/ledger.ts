/** A long ledger for the page of a stream: entries that follow one another, past every command, sealed as commands seal them. */
import type pg from 'pg';
import { entryHash } from '../../src/modules/fund/ledger/hash.ts';

/** How many entries the stream of the fund page has in the two sizes. */
export const ENTRIES = { once: 2_000, many: 200_000 } as const;

const AT_ONCE = 20_000;
const HERE = `(select partnership_id from partners.partnership where host = '127.0.0.1')`;

/** Lengthens the ledger of the first stream of the measured partnership to so many entries. Needs a superuser. */
export async function lengthenLedger(admin: pg.ClientBase, entries: number): Promise<void> {
  await admin.query('set session_replication_role = replica');
  await admin.query('create temp table added (like fund.entry including defaults)');
  await admin.query(
    `insert into added (partnership_id, id, stream_id, number, follows, kind, from_account, to_account, pence, on_day, says,
       funder_before, available_before, reserved_before, allocated_before, spent_before, carried_before, owed_before,
       funder_after, available_after, reserved_after, allocated_after, spent_after, carried_after, owed_after, hash)
     select l.partnership_id, gen_random_uuid(), l.stream_id, l.number + n, l.number + n - 1, 'received', 'funder', 'available', 1, l.on_day, 'A penny',
       l.funder_after - n + 1, l.available_after + n - 1, l.reserved_after, l.allocated_after, l.spent_after, l.carried_after, l.owed_after,
       l.funder_after - n, l.available_after + n, l.reserved_after, l.allocated_after, l.spent_after, l.carried_after, l.owed_after, ''
     from (select e.* from fund.entry e
       join (select s.partnership_id, s.id from fund.stream s where s.partnership_id = ${HERE} order by s.slug limit 1) f
         on f.partnership_id = e.partnership_id and f.id = e.stream_id
       order by e.number desc limit 1) l
     cross join generate_series(1, $1::int - l.number) n`,
    [entries],
  );
  await seal(admin, 'added');
  await admin.query('insert into fund.entry select * from added');
  await admin.query('drop table added');
  await seal(admin, 'fund.entry', "and says <> 'A penny'");
  await admin.query(
    `insert into platform.audit_event (partnership_id, id, at, actor_kind, actor_name, action, verb, subject_kind, subject_id, row_hash)
     select e.partnership_id, gen_random_uuid(), e.recorded_at, 'system', 'bench', 'fund.entry', 'command', 'entry', e.id, e.hash
     from fund.entry e where e.partnership_id = ${HERE} and not exists (select from platform.audit_event a
       where a.partnership_id = e.partnership_id and a.subject_kind = 'entry' and a.subject_id = e.id and a.row_hash = e.hash)`,
  );
  await admin.query('set session_replication_role = default');
  await admin.query('vacuum (analyze) fund.entry, platform.audit_event');
}

/** Gives entries the hash that they have when they are recorded. */
async function seal(admin: pg.ClientBase, table: string, which = ''): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await admin.query<Record<string, unknown> & { id: string }>(
      `select * from ${table} where partnership_id = ${HERE} and id > $1 ${which} order by id limit $2`,
      [after, AT_ONCE],
    );
    const last = rows.at(-1);
    if (!last) return;
    await admin.query(
      `update ${table} e set hash = h.hash from unnest($1::uuid[], $2::bytea[]) h (id, hash)
       where e.partnership_id = ${HERE} and e.id = h.id and e.hash <> h.hash`,
      [rows.map(({ id }) => id), rows.map(entryHash)],
    );
    after = last.id;
  }
}
