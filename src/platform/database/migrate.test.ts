import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withClient } from './connection.ts';
import { migrate } from './migrate.ts';
import { testDatabase } from './testing.ts';

const db = testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'concord-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, sql: string): void => writeFileSync(path.join(folder, name), sql);
const run = (migrations = 'db/migrations'): Promise<string[]> =>
  withClient(db().owner, (owner) => migrate(owner, migrations));

test('a database that is up to date is left alone', async () => {
  expect(await run()).toEqual([]);
});

test('a database of a newer version, an edited migration and a number used twice are refused by name', async () => {
  write('0001_other.sql', 'select 1');
  await expect(run(folder)).rejects.toThrow('which this version of Concord does not know');
  write('0001_another.sql', 'select 1');
  await expect(run(folder)).rejects.toThrow('Two migrations have the number 0001');
  rmSync(path.join(folder, '0001_another.sql'));
  await withClient(db().owner, (owner) =>
    owner.query(`update platform.migration set checksum = 'x' where name like '0001%'`),
  );
  await expect(run()).rejects.toThrow('was edited after it was applied');
});
