/** Unusual reading is found in the audit trail by ids, counts and hashes. All people are synthetic. */
import { expect, test } from 'vitest';
import { dayInLondon } from '../../../../kernel/plain-date.ts';
import { recordRead } from '../../../../platform/audit/record.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { saveRecord } from '../../people/index.ts';
import { aCaseworker, asks, testSubjects, works } from '../../testing/working.ts';
import { answerUnusual, listUnusual } from './answers.ts';
import { findUnusual } from './find.ts';

const db = testDatabase();
const subjects = testSubjects();
const machine = () => db().with('casework.machine', 'read');
const find = () =>
  db().does(machine(), (tx) => findUnusual(tx, machine(), subjects(), dayInLondon(new Date())));

test('somebody reads a person of their own surname at their own address: it is found once, and answered by another', async () => {
  const reader = await aCaseworker(db(), ['casework.read@own', 'casework.write@own', 'casework.govern']);
  await db().ownerPool.query('update partners.person set name = $2 where id = $1', [
    reader.personId,
    'Peregrine Hypothetical',
  ]);
  const home = { lines: ['2 Nowhere Lane'], postcode: 'WS11 5ZZ' };
  const told = (givenNames: string, surname: string, dateOfBirth: string, address = home) =>
    works(db(), reader, (tx, actor) =>
      saveRecord(tx, actor, subjects(), {
        agencyId: reader.agencyId,
        ...{ givenNames, surname, dateOfBirth },
        address,
        source: 'form',
      }),
    );
  await told('Peregrine', 'Hypothetical', '1970-01-05');
  const cousin = await told('Araminta', 'Hypothetical', '1944-11-20');
  const lodger = await told('Basil', 'Otherwise', '1990-02-02');
  const neighbour = await told('Nora', 'Nextdoor', '1961-06-06', {
    lines: ['8 Nowhere Lane'],
    postcode: 'WS11 5ZZ',
  });
  for (const { clusterId } of [cousin, cousin, lodger, neighbour])
    await works(db(), reader, (tx, actor) =>
      recordRead(tx, actor, { action: 'person.read', subject: { kind: 'person', id: clusterId } }),
    );
  expect(await find()).toBe(3);
  expect(await find()).toBe(0);
  const governor = await aCaseworker(db(), ['casework.govern', 'casework.read']);
  const found = await works(db(), governor, (tx, actor) => listUnusual(tx, actor, subjects()));
  expect(found.map(({ kind, clusterId, times }) => [kind, clusterId, times]).sort()).toEqual(
    [
      ['same-address', cousin.clusterId, 2],
      ['same-address', lodger.clusterId, 1],
      ['same-postcode', neighbour.clusterId, 1],
    ].sort(),
  );
  const answer = (who: typeof governor) =>
    asks(db(), who, (tx, actor) =>
      answerUnusual(tx, actor, subjects(), found[0]?.id ?? '', {
        step: 'explained',
        says: 'A visit that was planned',
      }),
    );
  expect(await answer(reader)).toMatchObject({ refused: 'unusual-answer-is-by-somebody-else' });
  expect(await answer(governor)).toHaveProperty('id');
  const [first] = (await works(db(), governor, (tx, actor) => listUnusual(tx, actor, subjects()))).filter(
    ({ step }) => step !== null,
  );
  expect(first?.answers[0]?.says).toBe('A visit that was planned');
});

test('the machine that looks sees events of casework and no details of any', async () => {
  const rows = await db().does(machine(), (tx) =>
    tx.selectFrom('platform.audit_event').select('purpose').execute(),
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ purpose }) => purpose === null)).toEqual([]);
  expect(
    await db().does(machine(), (tx) => tx.selectFrom('platform.audit_detail').select('event_id').execute()),
  ).toEqual([]);
});
