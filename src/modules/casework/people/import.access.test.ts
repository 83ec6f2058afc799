/** What the preview of an import says to whom. All people here are made up. */
import { expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { aCaseworker, asks, CASEWORKER, testSubjects } from '../testing/working.ts';
import { importRecords } from './import.ts';
import { tell } from './testing/tell.ts';

const db = testDatabase();
const subjects = testSubjects();

const slugOf = async ({ agencyId }: Member): Promise<string> => {
  const { rows } = await db().ownerPool.query<{ slug: string }>(
    'select slug from partners.agency where id = $1',
    [agencyId],
  );
  return rows[0]?.slug ?? '';
};

/** What the preview of one line says, as the person who tries it reads it. */
async function preview(who: Member, line: string, agency?: string): Promise<readonly unknown[]> {
  const text = `reference,given_names,surname,date_of_birth\n${line}\n`;
  const result = await asks(db(), who, (tx, actor) =>
    importRecords(tx, actor, subjects(), text, { write: false, agency }),
  );
  if (isRefusal(result)) throw new Error(result.message);
  return result.rows.map(({ outcome, says }) => [outcome, says]);
}

test('a preview says the same of a number that another agency has and of one that it has not', async () => {
  const [holder, other] = [await aCaseworker(db()), await aCaseworker(db())];
  await tell(db(), subjects(), holder, {
    reference: 'H-1',
    givenNames: 'Olga',
    surname: 'Elsewhere',
    dateOfBirth: '1970-05-04',
  });
  const there = await slugOf(holder);
  const said = await preview(other, 'H-1,Olga,Elsewhere,1970-05-04', there);
  expect(said).toMatchObject([['refused', expect.any(String)]]);
  expect(await preview(other, 'H-1,,,', there)).toEqual(said);
  expect(await preview(other, 'H-9,Olga,Elsewhere,1970-05-04', there)).toEqual(said);
});

test('a day that does not exist, and a home from a day to come, are refused with a sentence', async () => {
  const who = await aCaseworker(db());
  const said = async (born: string, since: string): Promise<readonly unknown[]> => {
    const text = `reference,surname,date_of_birth,address,postcode,lives_from\nF-1,Calendar,${born},1 Made-up Row,WS11 9ZZ,${since}\n`;
    const result = await asks(db(), who, (tx, actor) =>
      importRecords(tx, actor, subjects(), text, { write: false }),
    );
    if (isRefusal(result)) throw new Error(result.message);
    return result.rows.map(({ outcome, says }) => [outcome, says]);
  };
  expect(await said('1980-02-31', '')).toEqual([['refused', expect.stringContaining('date of birth')]]);
  for (const since of ['2999-01-01', '2012-02-30', 'always'])
    expect(await said('1980-02-29', since)).toEqual([['refused', expect.stringContaining('since when')]]);
  expect(await said('1980-02-29', '2012-02-29')).toMatchObject([['added', null]]);
});

test('a preview does not say whether what is guessed of a colleague’s restricted record is right', async () => {
  const governor = await aCaseworker(db(), [...CASEWORKER, 'casework.restricted@own']);
  await tell(db(), subjects(), governor, {
    reference: 'R-1',
    givenNames: 'Petra',
    surname: 'Hidden',
    dateOfBirth: '1971-05-04',
    restrictedBecause: 'staff',
  });
  const colleague = {
    ...governor,
    permissions: governor.permissions.filter((held) => !held.startsWith('casework.restricted')),
  };
  const right = await preview(colleague, 'R-1,Petra,Hidden,1971-05-04');
  expect(right).toMatchObject([['refused', expect.stringContaining('number already')]]);
  expect(await preview(colleague, 'R-1,Quite,Wrong,1950-01-01')).toEqual(right);
});
