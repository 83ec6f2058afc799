/** Which records are restricted, by code and reason. All people are made up. */
import { expect, test } from 'vitest';
import { isRefusal } from '../../../../kernel/refusal.ts';
import type { Member } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { saveRecord } from '../../people/index.ts';
import { aCaseworker, asks, testSubjects, works } from '../../testing/working.ts';
import { listRestricted } from './list.ts';

const db = testDatabase();
const subjects = testSubjects();

const keep = (who: Member, surname: string, restrictedBecause?: 'staff' | 'protected-address') =>
  works(db(), who, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      ...{ agencyId: who.agencyId, source: 'form' as const, givenNames: 'Made', surname },
      ...(restrictedBecause ? { restrictedBecause } : {}),
    }),
  );
const shownTo = async (who: Member) => {
  const found = await asks(db(), who, (tx, actor) => listRestricted(tx, actor, { limit: 10 }));
  return isRefusal(found) ? found.refused : found.map(({ id, because }) => [id, because]);
};

test('restricted records are listed to information governance of every agency, to who may see them of their own, and to nobody else', async () => {
  const RESTRICTED = ['casework.read@own', 'casework.write@own', 'casework.restricted@own'];
  const police = await aCaseworker(db(), RESTRICTED);
  const housing = await aCaseworker(db(), RESTRICTED);
  const staff = await keep(police, 'Uniform', 'staff');
  const safe = await keep(housing, 'Refuge', 'protected-address');
  await keep(housing, 'Ordinary');
  const governor = await aCaseworker(db(), ['casework.govern', 'casework.read@own']);
  expect(new Set(((await shownTo(governor)) as string[][]).map(([id]) => id))).toEqual(
    new Set([staff.recordId, safe.recordId]),
  );
  expect(await shownTo(police)).toEqual([[staff.recordId, 'staff']]);
  expect(await shownTo(await aCaseworker(db()))).toBe('not-allowed');
});

test('the list says codes and reasons, and nobody’s name', async () => {
  const governor = await aCaseworker(db(), ['casework.govern', 'casework.read@own']);
  const found = await works(db(), governor, (tx, actor) => listRestricted(tx, actor, { limit: 10 }));
  const told = JSON.stringify(found);
  expect(told).toMatch(/P-[0-9A-Z]{7}/);
  expect(told).not.toMatch(/Uniform|Refuge|Made/);
});
