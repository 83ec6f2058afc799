import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { withClient } from './connection.ts';
import { testDatabase } from './testing.ts';
import type { transact as Transact } from './transaction.ts';

const db = testDatabase();
let transact: typeof Transact;

beforeAll(async () => {
  // As in a process that has read nothing yet: only so many statements are planned, and other tests read others.
  vi.resetModules();
  ({ transact } = await import('./transaction.ts'));
});

const read = (statement: string) =>
  transact(db().pool, db().with('read'), (tx) => sql.raw(statement).execute(tx), { readOnly: true });

test('what a page reads is planned once for a connection', async () => {
  const planned = `select count(*)::int as n from pg_prepared_statements where statement like 'select 1 as planned%'`;
  await read('select 1 as planned');
  await read('select 1 as planned');
  expect((await read(planned)).rows).toEqual([{ n: 1 }]);
});

test('a plan that no longer fits its tables is given up with its connection', async () => {
  const asked = 'select * from platform.plan_test';
  const change = (statement: string) => withClient(db().owner, (owner) => owner.query(statement));
  await change(
    'create table platform.plan_test (a integer); grant select on platform.plan_test to concord_app',
  );
  await read(asked);
  await change('alter table platform.plan_test add b integer');
  await expect(read(asked)).rejects.toThrow('cached plan must not change result type');
  expect((await read(asked)).rows).toEqual([]);
});
