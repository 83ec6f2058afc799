/** Keys, sealed words and hashes belong together. All people are made up. */
import { expect, test } from 'vitest';
import { testDatabase } from '../../platform/database/testing.ts';
import { saveRecord } from './people/index.ts';
import { sealedChecks, sealedTables } from './sealed-checks.ts';
import { aCaseworker, testSubjects, works } from './testing/working.ts';

const db = testDatabase();
const subjects = testSubjects();

const found = async (name: string): Promise<readonly string[]> => {
  const check = sealedChecks.find((one) => one.name === name);
  if (!check) throw new Error(`There is no check ${name}`);
  return db().does(db().with('read', 'casework.machine'), (tx) => check.find(tx, undefined, subjects()));
};
const KEYS = 'casework.what-is-sealed-has-a-key';
const TOKENS = 'casework.tokens-are-of-the-sealed-identity';

const somebody = async (surname: string) => {
  const worker = await aCaseworker(db());
  return works(db(), worker, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      ...{ agencyId: worker.agencyId, source: 'form' as const, givenNames: 'Made', surname },
      ...{ dateOfBirth: '1970-02-03', telephones: ['01543 555 019'] },
      address: { lines: ['1 Nowhere Lane'], postcode: 'WS11 1AA' },
    }),
  );
};

test('every table with something sealed is looked at', async () => {
  const tables = await db().does(db().with('read', 'casework.machine'), sealedTables);
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['record', 'address', 'case_note', 'concern', 'referral', 'task']),
  );
});

test('a record is found by the hashes of its sealed identity; one that is not is named by its id alone', async () => {
  const { recordId } = await somebody('Hashworthy');
  expect(await found(TOKENS)).toEqual([]);
  await db().ownerPool.query(
    `update casework.record_token set hash = '\\x00112233445566778899aabbccddeeff' where record_id = $1 and kind = 'given'
      and hash = (select hash from casework.record_token where record_id = $1 and kind = 'given' order by hash limit 1)`,
    [recordId],
  );
  const said = await found(TOKENS);
  expect(said).toEqual([expect.stringContaining(`Record ${recordId} is found by other hashes`)]);
  expect(said.join()).not.toContain('Hashworthy');
  await db().ownerPool.query('delete from casework.record where id = $1', [recordId]);
});

test('what cannot be opened any more although its row is there is told with what to do', async () => {
  const { recordId } = await somebody('Keyless');
  expect(await found(KEYS)).toEqual([]);
  subjects().destroy([recordId]);
  expect(await found(KEYS)).toEqual([
    expect.stringMatching(/^1 row of record cannot be read any more \(identity\)/),
  ]);
  expect(await found(TOKENS)).toEqual([]);
});
