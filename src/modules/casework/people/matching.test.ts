/** Who is one person. All people here are made up. */
import { expect, test } from 'vitest';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { aCaseworker, testSubjects, works } from '../testing/working.ts';
import type { RecordInput } from './index.ts';
import { saveRecord } from './index.ts';

const db = testDatabase();
const subjects = testSubjects();

type Told = Omit<RecordInput, 'agencyId' | 'source'>;

const home = { lines: ['12 Test Street', 'Cannock'], postcode: 'WS11 1AB' };

const save = (who: Member, told: Told) =>
  works(db(), who, (tx, actor) =>
    saveRecord(tx, actor, subjects(), { ...told, agencyId: who.agencyId, source: 'form' }),
  );

test('a person told of by two agencies under differently spelt names is one person', async () => {
  const [police, housing] = [await aCaseworker(db()), await aCaseworker(db())];
  const first = await save(police, {
    givenNames: 'Elizabeth',
    surname: 'Kowalczyk',
    dateOfBirth: '1971-03-08',
    address: home,
  });
  expect(first.joined).toBe(false);
  const second = await save(housing, {
    givenNames: 'Liz',
    surname: 'Kovalchyk',
    dateOfBirth: '08/03/1971',
    address: { lines: ['12 Test St'], postcode: 'ws111ab' },
  });
  expect(second).toMatchObject({ joined: true, clusterId: first.clusterId });
});

test('twins are never joined by the machine: somebody is asked', async () => {
  const who = await aCaseworker(db());
  const born = { surname: 'Twinsworth', dateOfBirth: '2001-05-05', address: home };
  const one = await save(who, { ...born, givenNames: 'Ella' });
  const other = await save(who, { ...born, givenNames: 'Robert' });
  expect(other.clusterId).not.toBe(one.clusterId);
  expect(other).toMatchObject({ joined: false });
});
