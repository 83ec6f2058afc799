/** A tiny partnership with every shape of table that a backup must bring back. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { Engine } from '../engine/index.ts';
import { listTables, quote, quoted } from './catalogue.ts';

const FIRST = '0001_there_are_people.sql';
const SECOND = '0002_there_are_projects.sql';

const MIGRATIONS = [
  {
    name: FIRST,
    sql: `
      create schema platform;
      create table platform.migration (name text primary key, checksum text not null, applied_at timestamptz default now());
      create table platform.holiday (day date primary key);
      insert into platform.holiday values ('2026-12-25');
      create schema tiny;
      create table tiny.person (
        partnership_id int not null, id int not null, name text, manager int, note bytea, facts jsonb, tags text[],
        born date, waited interval, score double precision, shout text generated always as (upper(name)) stored,
        primary key (partnership_id, id),
        constraint person_has_manager foreign key (partnership_id, manager) references tiny.person);
      alter table tiny.person enable row level security;
      create table tiny."an Odd ""name""" (partnership_id int, "select" text);
      create table tiny.empty_handed ();`,
  },
  {
    name: SECOND,
    sql: `
      create table tiny.account (partnership_id int, id int primary key, pence bigint not null);
      create table tiny.agency (partnership_id int, id int primary key, lead int not null);
      create table tiny.lead (partnership_id int, id int primary key, agency int not null references tiny.agency);
      alter table tiny.agency add constraint agency_has_lead foreign key (lead) references tiny.lead;
      create table tiny.event (partnership_id int, id bigint generated always as identity, kind text, account int
        references tiny.account, primary key (id, kind)) partition by list (kind);
      create table tiny.event_read partition of tiny.event for values in ('read');
      create table tiny.touched (partnership_id int, times int);
      create function tiny.touch() returns trigger language plpgsql as
        $$ begin insert into tiny.touched values (1, 1); return null; end $$;
      create trigger account_is_touched after insert on tiny.account for each row execute function tiny.touch();
      create sequence tiny.reference start 500;`,
  },
];

export const LATEST = SECOND;

const ROWS = `
  insert into tiny.person (partnership_id, id, name, manager, note, facts, tags, born, waited, score) values
    (1, 1, E'tab\\t newline\\n backslash\\\\ \\\\N é 😀', 3, '\\x00ff0a', '{"a": [1, null]}', '{a,NULL,"c,d"}', '1970-01-01',
      '1 mon 2 days 03:04:05.6', 0.1::float8 + 0.2),
    (1, 2, null, 1, null, null, null, 'infinity', null, 'NaN'), (1, 3, '', null, '', '"x"', '{}', null, '0', '-Infinity');
  insert into tiny."an Odd ""name""" values (1, 'ordinary'), (1, null);
  insert into tiny.empty_handed default values;
  insert into tiny.account select 1, n, 1000 from generate_series(1, 100) n;
  begin;
  alter table tiny.agency alter constraint agency_has_lead deferrable initially deferred;
  insert into tiny.agency values (1, 1, 2); insert into tiny.lead values (1, 2, 1);
  commit;
  alter table tiny.agency alter constraint agency_has_lead not deferrable;
  create table tiny.event_late partition of tiny.event for values in ('late');
  insert into tiny.event (partnership_id, kind, account)
    select 1, case when n % 2 = 0 then 'read' else 'late' end, n from generate_series(1, 100) n;
  select nextval('tiny.reference'), nextval('tiny.reference');`;

export interface Place {
  readonly folder: string;
  readonly filesDir: string;
  readonly database: string;
  readonly connection: pg.ClientConfig;
  migrate(toVersion: string): Promise<void>;
  reset(): Promise<void>;
  fill(): Promise<void>;
  /** Makes the database and migrates it. */
  found(): Promise<Place>;
  close(): Promise<void>;
}

/** A folder and the name of a database that does not exist yet, to be owned by a role without privileges. */
export async function newPlace(engine: Engine): Promise<Place> {
  const name = `tiny_${randomBytes(6).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'concord-backup-'));
  const filesDir = join(folder, 'files');
  const connection = engine.connect({ user: name, password: 'only-for-tests', database: name });
  const drop = `drop database if exists ${name} with (force)`;
  await run(engine.connection, `create role ${name} login password 'only-for-tests'`);
  const make = async () => {
    await run(engine.connection, drop);
    await run(engine.connection, `create database ${name} owner ${name}`);
  };
  let made = false;
  const place: Place = {
    folder,
    filesDir,
    database: name,
    connection,
    migrate: async (toVersion) => {
      if (!made) await make();
      made = true;
      await migrate(connection, toVersion);
    },
    reset: make,
    fill: async () => {
      await run(connection, ROWS);
      writeFiles(filesDir);
    },
    found: async () => {
      await place.migrate(LATEST);
      return place;
    },
    close: async () => {
      await run(engine.connection, drop);
      await run(engine.connection, `drop role ${name}`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return place;
}

/** Runs statements, or one query, and returns its rows. */
export async function run<Row extends pg.QueryResultRow>(
  config: pg.ClientConfig,
  sql: string,
): Promise<Row[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every table with the hash of its rows in order: two databases with equal ones hold the same. */
export async function fingerprint(config: pg.ClientConfig): Promise<Record<string, string>> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const prints: Record<string, string> = {};
    for (const table of await listTables(client)) {
      const { rows } = await client.query<{ print: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${quoted(table)} t`,
      );
      prints[`${quote(table.schema)}.${table.name}`] = rows[0]?.print ?? '';
    }
    return prints;
  } finally {
    await client.end();
  }
}

async function migrate(config: pg.ClientConfig, upTo: string): Promise<void> {
  const there = await run<{ there: boolean }>(
    config,
    `select to_regclass('platform.migration') is not null as there`,
  );
  const done = there[0]?.there
    ? await run<{ name: string }>(config, 'select name from platform.migration')
    : [];
  for (const { name, sql } of MIGRATIONS) {
    if (name > upTo || done.some((row) => row.name === name)) continue;
    await run(config, `${sql}; insert into platform.migration values ('${name}', md5('${name}'))`);
  }
}

function writeFiles(folder: string): void {
  const files = {
    'ab/cdef': randomBytes(3_000_000),
    'ab/empty': Buffer.alloc(0),
    '00/11': Buffer.from('minutes'),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, 'ab/half-written.part'), 'half');
}
