/** Every table that can hold something about a person is named by disposal, or hangs on what is. */
import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/database/testing.ts';
import { KINDS, REVIEWED_WITH } from '../retention/kinds.ts';
import { readCatalogue } from './closure.ts';
import { GOES_WITH, OF_NOBODY, OUTSIDE, SHARED, STAYS } from './tables.ts';

const db = testDatabase();
const WHERE_TO = 'Answer in src/modules/casework/disposal/tables.ts';
const list = async (text: string): Promise<readonly string[]> =>
  (await db().ownerPool.query<{ name: string }>(text)).rows.map(({ name }) => name);

const tablesOf = (schema: string): Promise<readonly string[]> =>
  list(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = '${schema}' order by 1`);

test('a table of casework goes with somebody, or says why it stays', async () => {
  const { cascades } = await db().does(db().with('read'), readCatalogue);
  const tables = await tablesOf('casework');
  expect(tables.length).toBeGreaterThan(60);
  const going = new Set([
    'record',
    ...GOES_WITH.map(({ table }) => table),
    ...Object.values(KINDS).map(({ table }) => table),
  ]);
  const hangs = (table: string, on = new Set<string>()): boolean =>
    going.has(table) ||
    (!on.has(table) && cascades.some(({ from, to }) => from === table && hangs(to, new Set(on).add(table))));
  const silent = tables.filter((table) => !hangs(table) && !(table in STAYS) && !OF_NOBODY.includes(table));
  expect(
    silent,
    `${WHERE_TO}: with what these go (GOES_WITH, or a foreign key on delete cascade), why they stay (STAYS), or that they are about nobody (OF_NOBODY)`,
  ).toEqual([]);
});

test('a table that is about nobody has no column in which somebody could be sealed or named by id', async () => {
  const columns = await list(`select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'casework' and (udt_name = 'bytea' or column_name ~ '(record|cluster)_id$')`);
  expect(columns.length).toBeGreaterThan(50);
  expect(
    columns.filter((column) => OF_NOBODY.includes(column.split('.')[0] ?? '')),
    `${WHERE_TO}: these can hold somebody`,
  ).toEqual([]);
});

test('whatever names a record goes with it, or hangs on a thing that several share', async () => {
  const { cascades } = await db().does(db().with('read'), readCatalogue);
  const naming = await list(`select table_name || '.' || column_name as name from information_schema.columns c
    where table_schema = 'casework' and column_name ~ 'record_id$' and is_updatable = 'YES'
      and exists (select from pg_class t where t.oid = format('casework.%I', table_name)::regclass and t.relkind = 'r')`);
  const ends = new Set(
    cascades.filter(({ to }) => to === 'record').map(({ from, column }) => `${from}.${column}`),
  );
  const listed = new Set(
    GOES_WITH.filter(({ where }) => where.includes('$records')).map(({ table }) => table),
  );
  const left = naming.filter((column) => !ends.has(column) && !listed.has(column.split('.')[0] ?? ''));
  expect(left, `${WHERE_TO}: add to GOES_WITH, or let the foreign key cascade`).toEqual(['held.record_id']);
});

test('what is sealed in a thing that several share can be written anew without the one who goes', async () => {
  const { cascades, sealed } = await db().does(db().with('read'), readCatalogue);
  const shared = new Set<string>(['hub_item', ...SHARED.map(({ table }) => table)]);
  for (const table of shared) for (const { from, to } of cascades) if (to === table) shared.add(from);
  const wanted = [...shared].flatMap((table) =>
    // Names stand under a record's own key, and the name of a file makes the file go.
    (sealed.get(table) ?? []).filter((column) => column !== 'name').map((column) => `${table}.${column}`),
  );
  expect(wanted.length).toBeGreaterThan(10);
  const granted = await list(`select c.relname || '.' || a.attname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'casework'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where has_column_privilege('concord_app', c.oid, a.attnum, 'update')
      and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in ('w', '*'))`);
  expect(
    wanted.filter((column) => !granted.includes(column)),
    'grant update on the column to concord_app, with a policy for casework.machine(), in the table’s own migration',
  ).toEqual([]);
});

test('whatever has a day of review is reviewed by itself, or with something', async () => {
  const dated = await list(`select table_name as name from information_schema.columns
    where table_schema = 'casework' and column_name = 'review_on'`);
  const reviewed = new Set<string>([
    ...Object.values(KINDS).map(({ table }) => table),
    ...Object.keys(REVIEWED_WITH),
  ]);
  expect(dated.length).toBeGreaterThan(10);
  expect(
    dated.filter((table) => !reviewed.has(table) && table !== 'agreement'),
    'Answer in src/modules/casework/retention/kinds.ts: KINDS or REVIEWED_WITH',
  ).toEqual([]);
});

test('of the platform, every table says why nothing of somebody stays in it', async () => {
  const nobodys = ['platform.bank_holiday', 'platform.migration'];
  const tables = (await tablesOf('platform')).map((table) => `platform.${table}`);
  expect(tables.length).toBeGreaterThan(10);
  expect(
    tables.filter((table) => !(table in OUTSIDE) && !nobodys.includes(table)),
    `${WHERE_TO}: OUTSIDE`,
  ).toEqual([]);
});

test('the partners’ tables know staff, posts and services, and no record or cluster of casework', async () => {
  const columns =
    await list(`select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
    where table_schema not in ('casework', 'pg_catalog', 'information_schema') and column_name ~ '(record|cluster)_id$'`);
  const references = await list(`select c.conname as name from pg_constraint c
    join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    where c.contype = 'f' and t.relnamespace = 'casework'::regnamespace and f.relnamespace <> 'casework'::regnamespace`);
  expect([...columns, ...references], `${WHERE_TO}: nobody outside casework refers to people`).toEqual([]);
});
