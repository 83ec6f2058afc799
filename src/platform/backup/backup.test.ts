import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type TestCluster, testCluster } from '../engine/testing.ts';
import { backup, describeBackup, restore, verifyBackup } from './index.ts';
import { fingerprint, LATEST, newPlace, type Place, run } from './test-support.ts';

const PASSPHRASE = 'correct horse battery';
let cluster: TestCluster;
/** A filled partnership, and its backup. */
let source: Place;
let file: string;

beforeAll(async () => {
  cluster = await testCluster();
  source = await (await newPlace(cluster.engine)).found();
  await source.fill();
  file = join(source.folder, 'backup');
  await backup({ ...source, out: file });
});
afterAll(async () => {
  await source?.close();
  await cluster?.stop();
});

async function emptyPlace(): Promise<Place> {
  const place = await newPlace(cluster.engine);
  onTestFinished(() => place.close());
  return place;
}

function damagedCopy(damage: (bytes: Buffer) => void): string {
  const copy = join(source.folder, `damaged-${Math.random()}`);
  const bytes = readFileSync(file);
  damage(bytes);
  writeFileSync(copy, bytes);
  return copy;
}

const flip = (at: number) => (bytes: Buffer) => bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);

test('what was backed up comes back, every table and every file, into a database that was not there', async () => {
  const place = await emptyPlace();
  const restored = await restore({ ...place, in: file });
  expect(restored.version).toBe(LATEST);
  const expected = await fingerprint(source.connection);
  expect(Object.keys(expected)).toHaveLength(11);
  expect(await fingerprint(place.connection)).toEqual(expected);
  for (const path of ['ab/cdef', 'ab/empty', '00/11']) {
    expect(readFileSync(join(place.filesDir, path)).equals(readFileSync(join(source.filesDir, path)))).toBe(
      true,
    );
  }
  expect(existsSync(join(place.filesDir, 'ab/half-written.part'))).toBe(false);
  expect(readdirSync(place.filesDir).sort()).toEqual(['00', 'ab']);
});

test('after a restore numbers go on where they were, and rules hold as before', async () => {
  const place = await emptyPlace();
  await restore({ ...place, in: file });
  expect(await run(place.connection, `select nextval('tiny.reference')::int as next`)).toEqual([
    { next: 502 },
  ]);
  expect(
    await run(place.connection, `insert into tiny.event (kind) values ('late') returning id::int`),
  ).toEqual([{ id: 101 }]);
  await expect(run(place.connection, 'insert into tiny.agency values (1, 9, 9)')).rejects.toThrow(
    'agency_has_lead',
  );
  const touched = `select count(*)::int as times from tiny.touched`;
  expect(await run(place.connection, touched)).toEqual([{ times: 100 }]);
  await run(place.connection, 'insert into tiny.account values (1, 101, 0)');
  expect(await run(place.connection, touched)).toEqual([{ times: 101 }]);
});

test('an encrypted backup comes back with its passphrase and shows nothing without it', async () => {
  const out = join(source.folder, 'encrypted');
  await backup({ ...source, out, passphrase: PASSPHRASE });
  expect((await describeBackup(out)).encrypted).toBe(true);
  expect(statSync(out).mode & 0o777).toBe(0o600);

  const place = await emptyPlace();
  await expect(restore({ ...place, in: out })).rejects.toThrow('give its passphrase');
  await expect(restore({ ...place, in: out, passphrase: 'wrong horse battery' })).rejects.toThrow(
    'does not open',
  );
  await restore({ ...place, in: out, passphrase: PASSPHRASE });
  expect(await fingerprint(place.connection)).toEqual(await fingerprint(source.connection));

  const bytes = readFileSync(out);
  const swapped = join(source.folder, 'changed');
  flip(bytes.length - 1000)(bytes);
  writeFileSync(swapped, bytes);
  await expect(verifyBackup({ in: swapped, passphrase: PASSPHRASE })).rejects.toThrow(
    'damaged at file ab/cdef',
  );
});

test('a database in use is not restored into unless it is to be replaced', async () => {
  const place = await (await emptyPlace()).found();
  await run(place.connection, 'insert into tiny.account values (1, 999, 5)');
  mkdirSync(join(place.filesDir, 'ff'), { recursive: true });
  writeFileSync(join(place.filesDir, 'ff/old'), 'old');
  await expect(restore({ ...place, in: file })).rejects.toThrow('there are rows in tiny.account');
  await restore({ ...place, in: file, replace: true });
  expect(await fingerprint(place.connection)).toEqual(await fingerprint(source.connection));
  expect(existsSync(join(place.filesDir, 'ff/old'))).toBe(false);
});

test('a backup of an older version is restored at that version, and a newer database is not overwritten', async () => {
  const old = await emptyPlace();
  await old.migrate('0001_there_are_people.sql');
  await run(old.connection, `insert into tiny.person (partnership_id, id) values (1, 1)`);
  const out = join(old.folder, 'old');
  await backup({ ...old, out });

  const fresh = await emptyPlace();
  expect((await restore({ ...fresh, in: out })).version).toBe('0001_there_are_people.sql');
  await fresh.migrate(LATEST);
  const { reset, ...newer } = await (await emptyPlace()).found();
  await expect(restore({ ...newer, in: out })).rejects.toThrow(`The database is newer (${LATEST})`);
  await restore({ ...newer, reset, in: out });
  expect(await fingerprint(newer.connection)).toEqual(await fingerprint(old.connection));
});

test('a damaged or truncated backup is found, and its damaged part named, before anything is written', async () => {
  const place = await (await emptyPlace()).found();
  const before = await fingerprint(place.connection);
  const size = statSync(file).size;
  const cases: [name: string, copy: string, message: string][] = [
    ['a bit of a table', damagedCopy(flip(2000)), 'damaged at '],
    ['a bit of a file', damagedCopy(flip(size - 1000)), 'damaged at file ab/cdef'],
    ['the header', damagedCopy(flip(30)), 'damaged at '],
    ['the beginning', damagedCopy(flip(2)), 'is not a backup that this Concord can read'],
    ['the final checksum', damagedCopy(flip(size - 1)), 'the checksum of the whole file does not fit'],
    ['more after the end', damagedCopy(() => undefined), 'does not end where it should'],
  ];
  writeFileSync(cases[5]?.[1] ?? '', 'more', { flag: 'a' });
  for (const cut of [10, 300, 5000, size - 2_000_000, size - 33, size - 1]) {
    const copy = join(source.folder, `cut-${cut}`);
    cpSync(file, copy);
    truncateSync(copy, cut);
    cases.push([`cut after ${cut} bytes`, copy, cut < 300 ? 'is not a backup' : 'damaged at ']);
  }
  for (const [name, copy, message] of cases) {
    await expect(restore({ ...place, in: copy, replace: true }), name).rejects.toThrow(message);
  }
  expect(cases).toHaveLength(12);
  expect(await fingerprint(place.connection)).toEqual(before);
  expect(existsSync(place.filesDir)).toBe(false);
});

test('a restore that fails halfway leaves rows and files as they were', async () => {
  const place = await (await emptyPlace()).found();
  await run(place.connection, 'alter table tiny.lead add constraint nobody_leads check (id < 0)');
  mkdirSync(join(place.filesDir, 'ff'), { recursive: true });
  writeFileSync(join(place.filesDir, 'ff/old'), 'old');
  const before = await fingerprint(place.connection);
  await expect(restore({ ...place, in: file, replace: true })).rejects.toThrow('nobody_leads');
  expect(await fingerprint(place.connection)).toEqual(before);
  expect(readFileSync(join(place.filesDir, 'ff/old'), 'utf8')).toBe('old');
  expect(readdirSync(place.filesDir)).toEqual(['ff']);
});

test('a backup made while others move money about holds every penny', async () => {
  const place = await (await emptyPlace()).found();
  await run(place.connection, 'insert into tiny.account select 1, n, 1000 from generate_series(1, 2000) n');
  let moves = 0;
  let going = true;
  const mover = async () => {
    while (going) {
      const [from, to] = [1 + Math.floor(Math.random() * 1000), 1001 + Math.floor(Math.random() * 1000)];
      await run(
        place.connection,
        `begin; update tiny.account set pence = pence - 7 where id = ${from};
         update tiny.account set pence = pence + 7 where id = ${to};
         insert into tiny.event (kind, account) values ('read', ${from}); commit`,
      );
      moves++;
    }
  };
  const movers = [mover(), mover()];
  const out = join(place.folder, 'moving');
  const movesBefore = moves;
  for (let round = 0; round < 3 || moves < movesBefore + 20; round++)
    await backup({ ...place, out: `${out}${round}` });
  going = false;
  await Promise.all(movers);

  for (const round of [0, 1, 2]) {
    const target = await emptyPlace();
    await restore({ ...target, in: `${out}${round}` });
    const sums = `select sum(pence)::int as pence, count(*)::int as accounts,
      (select count(*)::int from tiny.event) * 7 = (select sum(1000 - pence) from tiny.account where id <= 1000) as moves_fit from tiny.account`;
    expect(await run(target.connection, sums)).toEqual([
      { pence: 2_000_000, accounts: 2000, moves_fit: true },
    ]);
  }
});

test('only the owner of the tables may back up: policies would hide rows from anybody else', async () => {
  const { database } = source;
  const reader = `${database}_reader`;
  await run(
    cluster.engine.connect({ database }),
    `
    create role ${reader} login password 'only-for-tests'; grant usage on schema platform, tiny to ${reader};
    grant select on all tables in schema platform, tiny to ${reader}; grant select on all sequences in schema tiny to ${reader}`,
  );
  onTestFinished(async () => {
    await run(cluster.engine.connect({ database }), `drop owned by ${reader}; drop role ${reader}`);
  });
  const connection = cluster.engine.connect({ database, user: reader, password: 'only-for-tests' });
  const out = join(source.folder, 'partial');
  await expect(backup({ ...source, connection, out })).rejects.toThrow('must own every table');
  expect(existsSync(out) || existsSync(`${out}.partial`)).toBe(false);
});

test('a backup says in clear when and of which version it was made, and names nobody', async () => {
  const about = await describeBackup(file);
  expect(about).toMatchObject({ version: LATEST, encrypted: false });
  expect(about.made).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const header = readFileSync(file).subarray(0, 1000).toString('latin1').split('\n')[1] ?? '';
  expect(Object.keys(JSON.parse(header))).toEqual([
    'format',
    'made',
    'server',
    'compression',
    'migrations',
    'encryption',
  ]);
});

test('a backup never overwrites a file', async () => {
  await expect(backup({ ...source, out: file })).rejects.toThrow('exists already');
});
