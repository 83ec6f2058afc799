/** Who is one person. All people here are made up. */
import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/database/testing.ts';
import { aCaseworker, agree, testSubjects, works } from '../testing/working.ts';
import { changeRecord } from './change.ts';
import { clusters, HOME, judge, tell } from './testing/tell.ts';

const db = testDatabase();
const subjects = testSubjects();

test('a person told of by two agencies under differently spelt names is one person', async () => {
  const [police, housing] = [await aCaseworker(db()), await aCaseworker(db())];
  const first = await tell(db(), subjects(), police, {
    givenNames: 'Elizabeth',
    surname: 'Kowalczyk',
    dateOfBirth: '1971-03-08',
    address: HOME,
  });
  expect(first.joined).toBe(false);
  const second = await tell(db(), subjects(), housing, {
    givenNames: 'Liz',
    surname: 'Kovalchyk',
    dateOfBirth: '08/03/1971',
    address: { lines: ['12 Test St'], postcode: 'ws111ab' },
  });
  expect(second).toMatchObject({ joined: true, clusterId: first.clusterId });
});

test('a machine may suggest that two records are one person; twins are asked about, never joined by it', async () => {
  const who = await aCaseworker(db());
  const born = { surname: 'Twinsworth', dateOfBirth: '2001-05-05', address: HOME };
  const one = await tell(db(), subjects(), who, { ...born, givenNames: 'Ella' });
  const other = await tell(db(), subjects(), who, { ...born, givenNames: 'Robert' });
  expect(other.clusterId).not.toBe(one.clusterId);
  expect(other).toMatchObject({ joined: false, asked: 1 });
});

test('two people who share only their names are neither joined nor one', async () => {
  const who = await aCaseworker(db());
  const one = await tell(db(), subjects(), who, {
    givenNames: 'Joan',
    surname: 'Ofmany',
    dateOfBirth: '1950-02-03',
  });
  const other = await tell(db(), subjects(), who, {
    givenNames: 'Joan',
    surname: 'Ofmany',
    dateOfBirth: '1991-11-20',
  });
  expect(other).toMatchObject({ joined: false });
  expect(other.clusterId).not.toBe(one.clusterId);
});

test('what is likely but not sure is asked about, until a record that is surely both makes them one', async () => {
  const who = await aCaseworker(db());
  const person = { givenNames: 'Marguerite', surname: 'Bridgewell' };
  const phone = { telephones: ['01543 900111'] };
  const email = { emails: ['m@example.org'] };
  const one = await tell(db(), subjects(), who, { ...person, ...phone });
  const two = await tell(db(), subjects(), who, { ...person, ...email });
  expect(two).toMatchObject({ joined: false, asked: 1 });
  const both = await tell(db(), subjects(), who, { ...person, ...phone, ...email });
  expect(both).toMatchObject({ joined: true, asked: 0, clusterId: one.clusterId });
  expect((await clusters(db())).get(two.recordId)).toBe(one.clusterId);
  const { rows } = await db().ownerPool.query(
    'select 1 from casework.match_question where left_record_id = $1',
    [one.recordId],
  );
  expect(rows).toHaveLength(0);
});

test('what an agency tells again word for word is the record that it was', async () => {
  const who = await aCaseworker(db());
  const told = { givenNames: 'Petra', surname: 'Samesay', dateOfBirth: '1980-01-31' };
  const one = await tell(db(), subjects(), who, told);
  const again = await tell(db(), subjects(), who, told);
  expect(again).toMatchObject({ recordId: one.recordId, joined: true });
});

test('a name alone is never taken for the record of the same name', async () => {
  const who = await aCaseworker(db());
  const one = await tell(db(), subjects(), who, { givenNames: 'Jane', surname: 'Onlyname' });
  const again = await tell(db(), subjects(), who, { givenNames: 'Jane', surname: 'Onlyname' });
  expect(again.recordId).not.toBe(one.recordId);
});

test('a human may always part what the machine joined, and it is then as it was', async () => {
  const who = await aCaseworker(db());
  const person = { givenNames: 'Agnieszka', surname: 'Partlow', dateOfBirth: '1959-07-21', address: HOME };
  const one = await tell(db(), subjects(), who, person);
  const before = await clusters(db());
  const two = await tell(db(), subjects(), who, { ...person, sex: 'F' });
  expect(two.clusterId).toBe(one.clusterId);
  await judge(db(), subjects(), who, [one.recordId, two.recordId], 'different');
  const after = await clusters(db());
  for (const [record, cluster] of before) expect(after.get(record)).toBe(cluster);
  expect(after.get(two.recordId)).not.toBe(one.clusterId);
});

test('the machine does not join again what a human parted, nor through a third record', async () => {
  const who = await aCaseworker(db());
  const person = {
    givenNames: 'Bartholomew',
    surname: 'Neveragain',
    dateOfBirth: '1949-04-30',
    address: HOME,
  };
  const one = await tell(db(), subjects(), who, person);
  const two = await tell(db(), subjects(), who, { ...person, sex: 'M' });
  await judge(db(), subjects(), who, [one.recordId, two.recordId], 'different');
  const third = await tell(db(), subjects(), who, { ...person, telephones: ['07700 900222'] });
  const now = await clusters(db());
  expect(now.get(one.recordId)).not.toBe(now.get(two.recordId));
  expect([now.get(one.recordId), now.get(two.recordId)]).toContain(third.clusterId);
  const same = await judge(db(), subjects(), who, [one.recordId, two.recordId], 'same');
  expect(same).toHaveProperty('linkId');
  const last = await clusters(db());
  expect(last.get(one.recordId)).toBe(last.get(two.recordId));
});

test('a decision needs a reason, and the permission to decide', async () => {
  const who = await aCaseworker(db());
  const one = await tell(db(), subjects(), who, { givenNames: 'Ida', surname: 'Reason' });
  const two = await tell(db(), subjects(), who, { givenNames: 'Ivo', surname: 'Raison' });
  const pair = [one.recordId, two.recordId] as const;
  expect(await judge(db(), subjects(), who, pair, 'same', ' ')).toMatchObject({ refused: 'reason-missing' });
  const reader = { ...who, permissions: ['read', `casework.read@${who.agencyId}`] };
  expect(await judge(db(), subjects(), reader, pair, 'same')).toMatchObject({ refused: 'not-allowed' });
});

test('nobody decides on records of which they may not know', async () => {
  const [police, health] = [await aCaseworker(db()), await aCaseworker(db())];
  const one = await tell(db(), subjects(), police, { givenNames: 'Una', surname: 'Hidden' });
  const two = await tell(db(), subjects(), health, { givenNames: 'Una', surname: 'Hiden' });
  const pair = [one.recordId, two.recordId] as const;
  expect(await judge(db(), subjects(), police, pair, 'same')).toMatchObject({ refused: 'not-found' });
  await agree(db(), health, police, ['known']);
  expect(await judge(db(), subjects(), police, pair, 'same')).toHaveProperty('linkId');
});

test('what a record is joined by is given up when it is no longer so', async () => {
  const who = await aCaseworker(db());
  const person = { givenNames: 'Oswald', surname: 'Mistyped', dateOfBirth: '1961-12-02', address: HOME };
  const one = await tell(db(), subjects(), who, person);
  const two = await tell(db(), subjects(), who, { ...person, sex: 'M' });
  expect(two.clusterId).toBe(one.clusterId);
  const changed = await works(db(), who, (tx, actor) =>
    changeRecord(tx, actor, subjects(), {
      recordId: two.recordId,
      revision: 1,
      givenNames: 'Philippa',
      surname: 'Somebody-Else',
      dateOfBirth: '1999-08-17',
    }),
  );
  expect(changed.clusterId).not.toBe(one.clusterId);
});
