/** Somebody is disposed of, and nothing brings them back: not the database, not the files, not a backup. All people are made up. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { closeCase, openCase } from '../../src/modules/casework/cases/case.ts';
import { addNote } from '../../src/modules/casework/cases/notes.ts';
import { addCasePerson } from '../../src/modules/casework/cases/people.ts';
import { addCaseTask, endTask } from '../../src/modules/casework/cases/tasks.ts';
import { recordConcern } from '../../src/modules/casework/concerns/index.ts';
import { dispose } from '../../src/modules/casework/disposal/dispose.ts';
import { finishDisposals } from '../../src/modules/casework/disposal/finish.ts';
import { saveRecord } from '../../src/modules/casework/people/index.ts';
import { liftHold, placeHold } from '../../src/modules/casework/retention/holds.ts';
import { aCaseworker, asks, testSubjects, works } from '../../src/modules/casework/testing/working.ts';
import { backup, restore } from '../../src/platform/backup/index.ts';
import { prepareDatabase } from '../../src/platform/database/prepare.ts';
import { TEST_PASSWORD, testDatabase } from '../../src/platform/database/testing.ts';
import { testCluster } from '../../src/platform/engine/testing.ts';
import { fileStore } from '../../src/platform/files.ts';

const db = testDatabase();
const subjects = testSubjects();
const TELLING = [
  'Quintilla',
  'Nevermore',
  '1957-08-19',
  '01543777123',
  '01543 777123',
  'quintilla.n@example.invalid',
  '100031234567',
  '77 Imaginary',
];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-disposal-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each column of each row of the whole database says, where it says one of these: as text and as bytes. */
async function found(connection: pg.ClientConfig, words: readonly string[]): Promise<readonly string[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
    );
    const hits: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ word: string }>(
        `select distinct w.word from ${name} t, unnest($1::text[]) as w (word)
         where position(lower(w.word) in lower(t::text)) > 0 or position(encode(convert_to(w.word, 'UTF8'), 'hex') in t::text) > 0`,
        [words],
      );
      hits.push(...rows.map(({ word }) => `${name}: ${word}`));
    }
    expect(tables.length).toBeGreaterThan(150);
    return hits;
  } finally {
    await client.end();
  }
}

const inFiles = (under: string): readonly string[] =>
  readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return TELLING.some((word) => bytes.includes(word));
    })
    .map(({ name }) => name);

/** Every sealed value of casework that some key still opens. */
async function readable(connection: pg.ClientConfig): Promise<readonly string[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows: columns } = await client.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'casework' and data_type = 'bytea' and column_name not like '%hash' and column_name not in ('hash', 'digest')
       and table_name in (select table_name from information_schema.tables where table_schema = 'casework' and table_type = 'BASE TABLE')`,
    );
    const texts: string[] = [];
    for (const { table, column } of columns) {
      const { rows } = await client.query<Record<string, unknown>>(
        `select * from casework.${table} where ${column} is not null`,
      );
      for (const row of rows)
        for (const id of Object.values(row))
          if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) {
            try {
              const text = subjects().open(id, row[column] as Buffer);
              if (text !== undefined) texts.push(text);
            } catch {
              // Sealed under another key.
            }
          }
    }
    return texts;
  } finally {
    await client.end();
  }
}

test('somebody who is disposed of stands in no table, no file and no backup, and an older backup cannot bring them back', async () => {
  const files = fileStore(join(folder, 'files'));
  const worker = await aCaseworker(db());
  const governor = await aCaseworker(db(), ['casework.govern', 'casework.read@own']);
  const machine = db().with('casework.machine', 'read');
  const home = { lines: ['77 Imaginary Row', 'Cannock'], postcode: 'WS11 1ZZ', uprn: '100031234567' };
  const saved = await works(db(), worker, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: worker.agencyId,
      givenNames: 'Quintilla',
      surname: 'Nevermore',
      dateOfBirth: '1957-08-19',
      telephones: ['01543 777123'],
      emails: ['quintilla.n@example.invalid'],
      address: home,
      source: 'form',
    }),
  );
  const other = await works(db(), worker, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: worker.agencyId,
      givenNames: 'Barnaby',
      surname: 'Stays',
      source: 'form',
    }),
  );
  await works(db(), worker, (tx, actor) =>
    recordConcern(tx, actor, subjects(), {
      agencyId: worker.agencyId,
      type: 'verbal-abuse',
      onDay: plainDate('2012-12-01'),
      precision: 'day',
      address: home,
      reportedBy: 'victim',
      answers: { happenedBefore: 'no', toldOthers: 'no', feelsTargeted: 'no', illAtHome: 'no' },
      narrative: 'Quintilla Nevermore of 77 Imaginary Row was shouted at.',
      people: [{ role: 'affected', recordId: saved.recordId }],
      source: 'form',
    }),
  );
  const caseOf = async (title: string, people: readonly string[]): Promise<string> => {
    const opened = await works(db(), worker, (tx, actor) =>
      openCase(tx, actor, subjects(), {
        kind: 'victim',
        title,
        restricted: false,
        regime: 'uk-gdpr',
        assessment: '',
        openedOn: plainDate('2012-12-02'),
        because: 'Quintilla asked for it',
      }),
    );
    for (const recordId of people)
      await works(db(), worker, (tx, actor) =>
        addCasePerson(tx, actor, subjects(), {
          caseId: opened.id,
          recordId,
          role: 'victim',
          on: plainDate('2012-12-02'),
        }),
      );
    await works(db(), worker, (tx, actor) =>
      addNote(tx, actor, subjects(), plainDate('2013-01-17'), {
        caseId: opened.id,
        kind: 'visit',
        heardFrom: 'the-person',
        on: plainDate('2012-12-03'),
        words: 'Quintilla Nevermore and Barnaby Stays were in.',
      }),
    );
    return opened.id;
  };
  const alone = await caseOf('Quintilla Nevermore', [saved.recordId]);
  const shared = await caseOf('Nevermore and Stays', [saved.recordId, other.recordId]);
  const task = await works(db(), worker, (tx, actor) =>
    addCaseTask(tx, actor, subjects(), alone, {
      says: 'Ring 01543 777123',
      ownerAgencyId: worker.agencyId,
      ownerPostId: null,
      dueOn: plainDate('2013-02-01'),
    }),
  );
  await works(db(), worker, (tx, actor) =>
    endTask(tx, actor, subjects(), {
      id: task.id,
      revision: 1,
      done: true,
      answer: 'Rang Quintilla',
      on: plainDate('2012-12-10'),
    }),
  );
  const attached = newId();
  await db().does(machine, async () => {
    const bytes = subjects().sealBytes(attached, Buffer.from('A letter of Quintilla Nevermore'));
    const sha256 = await files.write(bytes);
    const fileId = newId();
    await db().ownerPool.query(
      `insert into platform.file (partnership_id, id, name, media_type, size, sha256) values ($1, $2, 'sealed', 'text/plain', $3, $4)`,
      [db().partnershipId, fileId, bytes.length, sha256],
    );
    await db().ownerPool.query(
      'insert into casework.attachment select * from jsonb_populate_record(null::casework.attachment, $1)',
      [
        {
          partnership_id: db().partnershipId,
          id: attached,
          case_id: alone,
          agency_id: worker.agencyId,
          agency_ids: [worker.agencyId],
          restricted: false,
          file_id: fileId,
          name: `\\x${subjects().seal(attached, 'Nevermore.txt').toString('hex')}`,
          media_type: 'text/plain',
          added_on: '2012-12-04',
          size: bytes.length,
          heard_from: 'own-knowledge',
          at: '2012-12-04T10:00:00Z',
        },
      ],
    );
  });
  const act = () =>
    asks(db(), governor, (tx, actor) =>
      dispose(tx, actor, subjects(), { kind: 'person', id: saved.clusterId, because: 'review-came' }),
    );
  expect(await act()).toMatchObject({ refused: 'still-open' });
  for (const id of [alone, shared])
    await works(db(), worker, (tx, actor) =>
      closeCase(tx, actor, subjects(), {
        caseId: id,
        outcome: 'resolved',
        on: plainDate('2012-12-20'),
        words: 'Quintilla is well',
        revision: 1,
      }),
    );
  const held = await works(db(), governor, (tx, actor) =>
    placeHold(tx, actor, subjects(), {
      kind: 'person',
      subjectId: saved.clusterId,
      reason: 'An inquest about Quintilla Nevermore',
    }),
  );
  expect(await act()).toMatchObject({ refused: 'on-legal-hold' });
  await expect(
    db().ownerPool.query('delete from casework.record where id = $1', [saved.recordId]),
  ).rejects.toThrow('held_record_stays');
  await works(db(), governor, (tx, actor) =>
    liftHold(tx, actor, subjects(), { id: held.id, reason: 'It is over' }),
  );

  expect((await readable(db().owner)).join('\n')).toContain('Quintilla');
  const older = join(folder, 'older.backup');
  await backup({ connection: db().owner, filesDir: files.folder, out: older });

  const done = await act();
  expect(done).toHaveProperty('certificateId');
  await db().does(machine, (tx) => finishDisposals(tx, machine, { subjects: subjects(), files }));

  expect(await found(db().owner, TELLING)).toEqual([]);
  const left = (await readable(db().owner)).join('\n');
  expect(left).toContain('[somebody disposed of] and Barnaby Stays were in.');
  expect(left).not.toMatch(/Quintilla|Nevermore|777123|Imaginary/);
  for (const table of [
    'record',
    'presence',
    'record_token',
    'residence',
    'concern',
    'case_person',
    'task',
    'attachment',
    'legal_hold',
    'address',
  ]) {
    const { rows } = await db().ownerPool.query<{ rows: number }>(
      `select count(*)::int as rows from casework.${table} t where t::text like $1 or t::text like $2`,
      [`%${saved.recordId}%`, `%${saved.clusterId}%`],
    );
    expect([table, rows[0]?.rows]).toEqual([table, 0]);
  }
  expect(
    readdirSync(files.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  ).toEqual([]);
  const { rows: certificates } = await db().ownerPool.query<{
    counts: Record<string, number>;
    finished_at: Date | null;
  }>('select counts, finished_at from casework.disposal_certificate');
  expect(certificates).toMatchObject([
    { counts: { record: 1, concern: 1, case_file: 1, task: 1, attachment: 1, address: 1 } },
  ]);
  expect(certificates[0]?.finished_at).not.toBeNull();

  const fresh = join(folder, 'fresh.backup');
  await backup({ connection: db().owner, filesDir: files.folder, out: fresh });
  expect(inFiles(folder)).toEqual([]);

  const { engine } = await testCluster();
  const name = `test_${newId().replaceAll('-', '')}`;
  const prepare = (upTo?: string) =>
    prepareDatabase({
      engine,
      database: name,
      passwordOf: () => TEST_PASSWORD,
      migrations: 'db/migrations',
      queues: [],
      ...(upTo === undefined ? {} : { upTo }),
    });
  const { owner } = await prepare('0000');
  await restore({
    connection: owner,
    filesDir: join(folder, 'restored'),
    in: older,
    migrate: (version: string) => prepare(version),
  });
  const again = await readable(owner);
  expect(again.join('\n')).toContain('Barnaby');
  expect(again.join('\n')).not.toMatch(/Quintilla|Nevermore|777123|Imaginary/);
  expect(await found(owner, TELLING)).toEqual([]);
}, 120_000);
