import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { keyStore } from '../keys/index.ts';
import { attachOrStartEngine, type Engine, resolveEngine, startEngine } from './index.ts';
import { findPostmaster } from './postmaster.ts';
import { signal, stillRuns } from './process.ts';
import type { Way } from './runner.ts';
import { startAndDie } from './test-support.ts';
import { temporaryFolder } from './testing.ts';

const ways: Way[] = process.getuid?.() === 0 ? ['namespace', 'account'] : ['direct'];

function dataFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return join(folder.path, 'data');
}

/** A server or command whose database is stopped however the test ends. */
async function stopped(starting: Promise<Engine>): Promise<Engine> {
  const engine = await starting;
  onTestFinished(() => engine.stop());
  return engine;
}

async function ask(engine: Engine, sql: string): Promise<unknown> {
  const client = new pg.Client(engine.connection);
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const runs = (dataDir: string): boolean => findPostmaster(join(dataDir, 'postgres')) !== undefined;

test.each(ways)('the database is private to its owner, sound, and gone after stop (run %s)', async (way) => {
  const dataDir = dataFolder();
  const engine = await stopped(startEngine({ dataDir, way }));
  expect(engine.adopted).toBe(false);
  expect(await ask(engine, 'show listen_addresses')).toBe('');
  expect(await ask(engine, 'show fsync')).toBe('on');
  expect(await ask(engine, 'show data_checksums')).toBe('on');
  expect(
    await ask(engine, `select upper('é') || (select datlocprovider::text from pg_database limit 1)`),
  ).toMatch(/^É[bc]$/);
  expect(await ask(engine, `select string_agg(distinct auth_method, ',') from pg_hba_file_rules`)).toBe(
    'scram-sha-256',
  );
  await expect(
    ask({ ...engine, connection: engine.connect({ password: 'guess' }) }, 'select 1'),
  ).rejects.toThrow('password authentication failed');

  await engine.stop();
  expect(runs(dataDir)).toBe(false);
  expect(existsSync(engine.socketDir ?? '')).toBe(false);

  const again = await stopped(startEngine({ dataDir, way }));
  expect(await ask(again, 'select 1')).toBe(1);
  await again.stop();
});

test('a second server is refused the data folder, and a command shares it', async () => {
  const dataDir = dataFolder();
  const server = await stopped(startEngine({ dataDir, durable: false }));
  await expect(startEngine({ dataDir, durable: false })).rejects.toThrow(
    `Another Concord server (process ${process.pid}) already serves`,
  );

  const command = await stopped(attachOrStartEngine({ dataDir }));
  expect(command.adopted).toBe(true);
  await command.stop();
  expect(await ask(server, 'select 1')).toBe(1);
});

test('the last to leave stops the database', async () => {
  const dataDir = dataFolder();
  const command = await stopped(attachOrStartEngine({ dataDir, durable: false }));
  expect(command.adopted).toBe(false);
  const server = await stopped(startEngine({ dataDir, durable: false }));
  expect(server.adopted).toBe(true);
  await command.stop();
  expect(await ask(server, 'select 1')).toBe(1);
  await server.stop();
  expect(runs(dataDir)).toBe(false);
});

test('commands that start at the same moment share one database', async () => {
  const dataDir = dataFolder();
  const engines = await Promise.all(
    Array.from({ length: 4 }, () => attachOrStartEngine({ dataDir, durable: false })),
  );
  expect(engines.filter((engine) => !engine.adopted)).toHaveLength(1);
  await Promise.all(engines.map((engine) => engine.stop()));
  expect(runs(dataDir)).toBe(false);
  expect(readdirSync(join(dataDir, 'engine-users'))).toEqual([]);
});

test('a database orphaned by a killed server is adopted, with what was written to it', async () => {
  const dataDir = dataFolder();
  const orphaned = await startAndDie(dataDir, 'SIGKILL', 'create table promise as select 42 as days');
  expect(stillRuns(orphaned)).toBe(true);

  const engine = await stopped(startEngine({ dataDir, durable: false }));
  expect(engine.adopted).toBe(true);
  expect(await ask(engine, 'select days from promise')).toBe(42);
  await engine.stop();
  expect(stillRuns(orphaned)).toBe(false);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a process that ends by %s takes its database along',
  async (signal) => {
    const dataDir = dataFolder();
    const postmaster = await startAndDie(dataDir, signal, 'select 1');
    expect(stillRuns(postmaster)).toBe(false);
  },
);

test('a database that is killed under its server comes back with what it had acknowledged', async () => {
  const dataDir = dataFolder();
  const engine = await stopped(startEngine({ dataDir, durable: true }));
  await ask(engine, 'create table promise as select 42 as days');
  process.kill(findPostmaster(join(dataDir, 'postgres'))?.mark.pid ?? 0, 'SIGKILL');
  await expect
    .poll(() => ask(engine, 'select days from promise').catch(() => 'away'), { timeout: 20_000 })
    .toBe(42);
});

test('a lock file that a dead postmaster left behind does not stop the next one', async () => {
  const dataDir = dataFolder();
  await (await startEngine({ dataDir, durable: false })).stop();
  writeFileSync(
    join(dataDir, 'postgres', 'postmaster.pid'),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n/tmp\n\n`,
  );
  const engine = await stopped(startEngine({ dataDir, durable: false }));
  expect(await ask(engine, 'select 1')).toBe(1);
  await engine.stop();
});

test('a database that dies while somebody comes to it is started again for them', async () => {
  const dataDir = dataFolder();
  await stopped(startEngine({ dataDir, durable: false }));
  const dying = findPostmaster(join(dataDir, 'postgres'));
  if (!dying) throw new Error('There is no database to kill.');
  // Held fast it is there and answers nobody, as a process does that is about to be gone.
  signal(dying.mark.pid, 'SIGSTOP');
  const coming = stopped(attachOrStartEngine({ dataDir, durable: false }));
  await wait(300);
  signal(dying.mark.pid, 'SIGKILL');
  expect(await ask(await coming, 'select 1')).toBe(1);
});

test('data without its key, or with another key, is refused in a sentence', async () => {
  const dataDir = dataFolder();
  await (await startEngine({ dataDir, durable: false })).stop();
  rmSync(join(dataDir, 'keys'), { recursive: true });
  await expect(startEngine({ dataDir })).rejects.toThrow('not the key that opens it');
  keyStore(dataDir).password('concord-admin');
  await expect(startEngine({ dataDir })).rejects.toThrow('import the right ones');
  expect(runs(dataDir)).toBe(false);
});

test('data of another major version is refused in a sentence', async () => {
  const dataDir = dataFolder();
  await (await startEngine({ dataDir, durable: false })).stop();
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '9\n');
  await expect(startEngine({ dataDir })).rejects.toThrow('was written by PostgreSQL 9');
});

test('a path too long for a socket is refused before anything is started', async () => {
  const dataDir = dataFolder();
  await expect(startEngine({ dataDir, runtimeDir: `/tmp/${'long/'.repeat(20)}` })).rejects.toThrow(
    'is too long',
  );
});

test('DATABASE_URL is used where it is given, for other roles and databases too', async () => {
  const dataDir = dataFolder();
  const own = await stopped(startEngine({ dataDir, durable: false }));
  await ask(own, `create role reader login password 'pass/word@'`);
  const engine = await resolveEngine({ dataDir: '/nowhere', use: 'server', databaseUrl: own.ownerUrl });
  expect(engine.kind).toBe('external');
  expect(await ask(engine, 'select current_user')).toBe('concord_admin');
  const reader = engine.connect({ user: 'reader', password: 'pass/word@', database: 'template1' });
  expect(await ask({ ...engine, connection: reader }, `select current_user || current_database()`)).toBe(
    'readertemplate1',
  );
  await engine.stop();
  expect(await ask(own, 'select 1')).toBe(1);
});

test('a DATABASE_URL that leads nowhere is explained without repeating its password', async () => {
  const settings = { dataDir: '/nowhere', use: 'command' } as const;
  const leadsNowhere = resolveEngine({
    ...settings,
    databaseUrl: 'postgresql://owner:hidden@127.0.0.1:1/concord',
  });
  await expect(leadsNowhere).rejects.toThrow(/cannot be reached: (?!.*hidden)/);
  await expect(resolveEngine({ ...settings, databaseUrl: 'mysql://hidden' })).rejects.toThrow(
    /form postgresql:(?!.*hidden)/,
  );
});

test('the log never says whose row failed', async () => {
  const dataDir = dataFolder();
  const engine = await stopped(startEngine({ dataDir, durable: false }));
  await ask(engine, 'create table person (name text unique)');
  await ask(engine, `insert into person values ('A. Resident')`);
  await expect(ask(engine, `insert into person values ('A. Resident')`)).rejects.toThrow('duplicate key');
  await engine.stop();
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('Resident');
});
