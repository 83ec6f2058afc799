/** What a person is given who asks what is held about them. All people are synthetic. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { personCode, saveRecord } from '../people/index.ts';
import { recordNotShared } from '../sharing/index.ts';
import { aCaseworker, asks, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { LEFT_OUT, tablesOfPersons } from './catalogue.ts';
import { subjectPdf } from './document.ts';
import { answerSubject, personOfCode } from './gather.ts';

const db = testDatabase();
const subjects = testSubjects();
const home = { lines: ['9 Fictional Row', 'Hednesford'], postcode: 'WS12 1AA' };

test('everything is given, from every agency, and nobody else is named', async () => {
  const [police, housing] = [await aCaseworker(db()), await aCaseworker(db())];
  const person = {
    givenNames: 'Imogen',
    surname: 'Fable',
    dateOfBirth: '1964-02-03',
    telephones: ['01543 000222'],
    address: home,
    source: 'form' as const,
  };
  const { clusterId } = await works(db(), police, (tx, actor) =>
    saveRecord(tx, actor, subjects(), { ...person, agencyId: police.agencyId }),
  );
  await works(db(), housing, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      ...person,
      agencyId: housing.agencyId,
      restrictedBecause: 'protected-address',
    }),
  );
  await works(db(), housing, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: housing.agencyId,
      givenNames: 'Rufus',
      surname: 'Invented',
      dateOfBirth: '2001-09-09',
      address: home,
      source: 'form',
    }),
  );
  await works(db(), housing, (tx, actor) =>
    recordNotShared(tx, actor, subjects(), {
      item: { kind: 'record', id: null },
      clusterId,
      toAgencyId: police.agencyId,
      categories: ['contact'],
      reason: 'Rufus Invented must not learn where she lives',
    }),
  );
  const governor = await aCaseworker(db(), ['casework.govern', 'casework.read@own']);
  const answer = await works(db(), governor, (tx, actor) => answerSubject(tx, actor, subjects(), clusterId));
  const told = JSON.stringify(answer);
  expect(answer.person).toBe(personCode(clusterId));
  expect(told.match(/Imogen/g)).toHaveLength(2);
  expect(told).toContain('Fictional Row');
  expect(told).toContain('[another person] must not learn');
  expect(told).not.toMatch(/Rufus|Invented/);
  const pdf = await subjectPdf(answer, 'Chase');
  expect(isRefusal(pdf) ? pdf.refused : pdf.subarray(0, 5).toString()).toMatch(/^(%PDF-|pdf-unavailable)$/);
  const { rows } = await db().ownerPool.query(
    "select count(*)::int as rows from casework.disclosure where ground = 'subject-access' and cluster_id = $1",
    [clusterId],
  );
  expect(rows).toEqual([{ rows: 2 }]);
});

test('is given by information governance alone', async () => {
  const worker = await aCaseworker(db(), CASEWORKER);
  const { clusterId } = await works(db(), worker, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: worker.agencyId,
      givenNames: 'Odette',
      surname: 'Imaginary',
      source: 'form',
    }),
  );
  expect(
    await asks(db(), worker, (tx, actor) => answerSubject(tx, actor, subjects(), clusterId)),
  ).toMatchObject({ refused: 'not-allowed' });
  const machine = db().with('casework.machine');
  expect(await db().does(machine, (tx) => personOfCode(tx, machine, personCode(clusterId)))).toBe(clusterId);
  expect(
    await db().does(machine, async (tx) => (await personOfCode(tx, machine, 'P-NOBODY1')) ?? 'none'),
  ).toBe('none');
});

test('every table that holds something about a person is in the answer or says why not', async () => {
  const machine = db().with('casework.machine');
  const tables = await db().does(machine, (tx) => tablesOfPersons(tx));
  expect(tables.length).toBeGreaterThan(10);
  const { rows } = await db().does(machine, (tx) =>
    sql<{
      name: string;
    }>`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'casework' and c.relkind = 'r'`.execute(tx),
  );
  const there = new Set(rows.map(({ name }) => name));
  expect(Object.keys(LEFT_OUT).filter((name) => !there.has(name))).toEqual([]);
});
