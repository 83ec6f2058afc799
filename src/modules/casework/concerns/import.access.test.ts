/** What the preview of a file of concerns says to whom. All people here are made up. */
import { expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { aCaseworker, asks, testSubjects } from '../testing/working.ts';
import { importConcerns } from './import.ts';

const db = testDatabase();
const subjects = testSubjects();

async function tries(who: Member, reference: string, agency: string | undefined, write: boolean) {
  const text = `type,date,reference,affected_surname\nnoise,2012-12-01,${reference},Madeup\n`;
  const result = await asks(db(), who, (tx, actor) =>
    importConcerns(tx, actor, subjects(), text, { write, agency }),
  );
  if (isRefusal(result)) throw new Error(result.message);
  return result.rows.map(({ outcome }) => outcome);
}

test('a preview does not say whether another agency was told of a number', async () => {
  const [told, other] = [await aCaseworker(db()), await aCaseworker(db())];
  expect(await tries(told, 'C-1', undefined, true)).toEqual(['added']);
  const { rows } = await db().ownerPool.query<{ slug: string }>(
    'select slug from partners.agency where id = $1',
    [told.agencyId],
  );
  expect(await tries(other, 'C-1', rows[0]?.slug, false)).toEqual(['refused']);
  expect(await tries(other, 'C-2', rows[0]?.slug, false)).toEqual(['refused']);
});
