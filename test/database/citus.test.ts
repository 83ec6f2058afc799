/** The schema stays ready to be distributed by partnership over many machines (Citus). */
import type pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../src/platform/database/testing.ts';

const db = testDatabase();
const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'pgboss') and n.nspname not like 'pg_temp%'`;
/** Small tables that every partnership shares. */
const REFERENCE = ['platform.migration', 'platform.bank_holiday'];

const rows = async <T extends pg.QueryResultRow>(query: string): Promise<T[]> =>
  (await db().ownerPool.query<T>(query)).rows;

interface Key {
  table: string;
  name: string;
  columns: string[];
}

test('every table belongs to a partnership, which leads its keys, foreign keys and indexes', async () => {
  const tables = await rows<{ name: string; leads: boolean }>(`
    select n.nspname || '.' || c.relname as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partnership_id' and a.attnotnull) as leads
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p')`);
  expect(tables.length).toBeGreaterThan(30);
  expect(tables.filter((t) => !t.leads && !REFERENCE.includes(t.name)).map((t) => t.name)).toEqual([]);

  const keys = await rows<Key>(`
    select n.nspname || '.' || c.relname as table, k.conname as name, (select array_agg(a.attname::text order by u.at)
      from unnest(k.conkey) with ordinality u(num, at) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.num) as columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and k.contype in ('p', 'u', 'f')`);
  expect(keys.length).toBeGreaterThan(60);
  // The tenant table itself is found by slug and host before there is a context.
  const found = ['partnership_slug_unique', 'partnership_host_unique'];
  expect(
    keys.filter(
      (k) => k.columns[0] !== 'partnership_id' && !REFERENCE.includes(k.table) && !found.includes(k.name),
    ),
  ).toEqual([]);

  const indexes = await rows<{ table: string; name: string; first: string | null }>(`
    select n.nspname || '.' || c.relname as table, x.relname as name, a.attname::text as first
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where ${OURS} and c.relkind in ('r', 'p')`);
  expect(
    indexes.filter(
      (i) => i.first !== 'partnership_id' && !REFERENCE.includes(i.table) && !found.includes(i.name),
    ),
  ).toEqual([]);
});

test('no table uses what a distributed one cannot have: identity columns, sequences, triggers, set null', async () => {
  expect(
    await rows(`select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace where ${OURS} and a.attidentity <> ''`),
  ).toEqual([]);
  expect(
    await rows(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind = 'S'`,
    ),
  ).toEqual([]);
  expect(
    await rows(`select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace where ${OURS} and not t.tgisinternal`),
  ).toEqual([]);
  expect(
    await rows(`select k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_namespace n on n.oid = c.relnamespace where ${OURS} and k.contype = 'f' and k.confdeltype in ('n', 'd')`),
  ).toEqual([]);
});

test('policies compare columns with settings: no subquery, no function that reads tables', async () => {
  const policies = await rows<{ name: string; text: string }>(`
    select schemaname || '.' || tablename || ' ' || policyname as name, coalesce(qual, '') || ' ' || coalesce(with_check, '') as text
    from pg_policies p join pg_namespace n on n.nspname = p.schemaname where ${OURS}`);
  expect(policies.length).toBeGreaterThan(80);
  expect(policies.filter((p) => /\bselect\b/i.test(p.text)).map((p) => p.name)).toEqual([]);
  const called = new Set(
    policies.flatMap((p) => [...p.text.matchAll(/([a-z_]+\.[a-z_]+)\(/g)].map((m) => m[1])),
  );
  expect([...called].sort()).toEqual(
    expect.arrayContaining(['casework.sees', 'platform.may', 'platform.partnership']),
  );
  // A function with a body that SQL has parsed depends on every function and table that it names.
  const reached = await rows<{ name: string; parsed: boolean; tables: string[] }>(`
    with recursive reached as (
      select p.oid from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname || '.' || p.proname = any ('{${[...called].join(',')}}')
      union
      select d.refobjid from reached r join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = r.oid and d.refclassid = 'pg_proc'::regclass
    )
    select n.nspname || '.' || p.proname as name, p.prosqlbody is not null as parsed,
      array(select d.refobjid::regclass::text from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass) as tables
    from reached r join pg_proc p on p.oid = r.oid join pg_namespace n on n.oid = p.pronamespace where n.nspname <> 'pg_catalog'`);
  expect(reached.length).toBeGreaterThanOrEqual(called.size);
  expect(reached.filter((f) => !f.parsed || f.tables.length > 0)).toEqual([]);
});

test('views see with the eyes of who asks', async () => {
  const views = await rows<{ name: string; options: string[] | null }>(`
    select n.nspname || '.' || c.relname as name, c.reloptions as options from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind = 'v'`);
  expect(views.length).toBeGreaterThan(5);
  expect(views.filter((v) => !v.options?.includes('security_invoker=true')).map((v) => v.name)).toEqual([]);
});

test('every table and every constraint that a person can run into speaks', async () => {
  const silent = await rows<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') is null`);
  expect(silent).toEqual([]);
});
