/** What a person is given who asks what is held about them. All people are synthetic. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { addNote } from '../cases/notes.ts';
import { addCasePerson } from '../cases/people.ts';
import { recordConcern } from '../concerns/index.ts';
import { aConcern } from '../concerns/testing/concerns.ts';
import { personCode, saveRecord } from '../people/index.ts';
import { recordNotShared } from '../sharing/index.ts';
import { aCase } from '../testing/a-case.ts';
import { aCaseworker, asks, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { LEFT_OUT, tablesOfPersons } from './catalogue.ts';
import { HELD_BACK } from './concerns.ts';
import { subjectPdf } from './document.ts';
import { answerSubject, personOfCode } from './gather.ts';
import { SUBJECT_ACCESS } from './parts.ts';
import { ABOUT_ANOTHER } from './redact.ts';
import { TITLES } from './words.ts';

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

test('who told of the person cannot be known from it, nor what was written of others in their case', async () => {
  const housing = await aCaseworker(db(), [...CASEWORKER, 'casework.restricted@own']);
  const on = plainDate('2013-01-11');
  const does = <T>(work: Parameters<typeof works<T>>[2]) => works(db(), housing, work);
  const keep = (givenNames: string, surname: string, street: string) =>
    does((tx, actor) =>
      saveRecord(tx, actor, subjects(), {
        ...{ agencyId: housing.agencyId, source: 'form' as const, givenNames, surname },
        address: { lines: [street, 'Hednesford'], postcode: 'WS12 9ZX' },
      }),
    );
  const person = await keep('Ambrose', 'Loudly', '3 Noisy Close');
  const neighbour = await keep('Wilhelmina', 'Watchful', '4 Noisy Close');
  const child = await keep('Tobias', 'Younger', '3 Noisy Close');
  await does((tx, actor) =>
    recordConcern(
      tx,
      actor,
      subjects(),
      aConcern(housing.agencyId, '2013-01-10', {
        reportedBy: 'witness',
        narrative: 'I saw him at the bins from number 4 at three in the morning',
        people: [
          { role: 'responsible', recordId: person.recordId },
          { role: 'reported', recordId: neighbour.recordId },
        ],
      }),
    ),
  );
  const caseId = await aCase(db(), housing, subjects(), { kind: 'family', openedOn: on, because: 'Noise' });
  for (const { recordId } of [person, child])
    await does((tx, actor) =>
      addCasePerson(tx, actor, subjects(), {
        ...{ caseId, recordId, role: 'at-risk', ground: 'agreement', basis: '', on },
      }),
    );
  for (const words of [
    'Tobias Younger has a bruise',
    'Ambrose says that Tobias fell, and Mrs Watchful of 4 Noisy Close saw it',
    'The flat is cold',
  ])
    await does((tx, actor) =>
      addNote(tx, actor, subjects(), on, {
        ...{ caseId, on, kind: 'note', heardFrom: 'own-knowledge', words },
      }),
    );
  const governor = await aCaseworker(db(), ['casework.govern', 'casework.read@own']);
  const answer = await works(db(), governor, (tx, actor) =>
    answerSubject(tx, actor, subjects(), person.clusterId),
  );
  const told = JSON.stringify(answer);
  expect(told).not.toMatch(/Tobias|Younger|Wilhelmina|Watchful|4 Noisy|number 4|bruise/);
  expect(told).toContain('Thought responsible');
  expect(told).toContain(HELD_BACK);
  expect(told).toContain(ABOUT_ANOTHER);
  expect(told).toContain('Ambrose says that [another person] fell');
  expect(told).toContain('The flat is cold');
  expect(told).toContain('3 Noisy Close');
  expect(answer.sections.map(({ title }) => title)).toEqual(
    expect.arrayContaining([
      'What agencies were told of, that you were affected by or are said to have done',
      'Cases you take part in',
      'Notes in cases you take part in',
    ]),
  );
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
  const spokenFor = new Set(SUBJECT_ACCESS.flatMap((part) => part.tables));
  const unnamed = tables
    .map(({ name }) => name)
    .filter((name) => !spokenFor.has(name) && !(name in LEFT_OUT) && !(name in TITLES));
  expect(unnamed).toEqual([]);
});
