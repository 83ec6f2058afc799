/** Who sees and writes what about people: the database decides, whatever the application asks. All people are made up. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { aCaseworker, agree, aPurpose, asks, testSubjects, works } from '../testing/working.ts';
import { reviewOf } from './matching/review.ts';
import { saveRecord } from './record.ts';
import { HOME, judge, tell } from './testing/tell.ts';

const db = testDatabase();
const subjects = testSubjects();

const CATEGORIES = ['known', 'identity', 'contact', 'concerns', 'cases'];
/** Each table of people, and the category in which another agency may see its rows. */
const TABLES = {
  record: 'identity',
  record_token: 'identity',
  presence: 'known',
  residence: 'contact',
} as const;
const KEY = {
  record: 'id',
  record_token: 'record_id',
  presence: 'record_id',
  residence: 'record_id',
} as const;

/** The tables in which the actor sees rows of this record. */
const seen = (who: Member, recordId: string): Promise<readonly string[]> =>
  works(db(), who, async (tx) => {
    const found: string[] = [];
    for (const [table, key] of Object.entries(KEY)) {
      const { rows } =
        await sql`select 1 from ${sql.table(`casework.${table}`)} where ${sql.ref(key)} = ${recordId}`.execute(
          tx,
        );
      if (rows.length > 0) found.push(table);
    }
    return found;
  });

test('another agency sees a row only in a category that an agreement shares for the purpose, and a restricted one never', async () => {
  await aPurpose(db(), 'other-purpose');
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(CATEGORIES),
      fc.boolean(),
      fc.boolean(),
      async (shared, restricted, rightPurpose) => {
        const [holder, other] = [await aCaseworker(db()), await aCaseworker(db())];
        const saved = await tell(db(), subjects(), holder, {
          givenNames: 'Property',
          surname: 'Tested',
          address: HOME,
          ...(restricted ? { restrictedBecause: 'staff' as const } : {}),
        });
        if (shared.length > 0) await agree(db(), holder, other, shared);
        const reader = rightPurpose ? other : { ...other, purpose: 'other-purpose' };
        const expected = Object.entries(TABLES)
          .filter(([, category]) => {
            const covered = category === 'known' ? shared.length > 0 : shared.includes(category);
            return covered && rightPurpose && !restricted;
          })
          .map(([table]) => table);
        expect(await seen(reader, saved.recordId)).toEqual(expected);
        expect(await seen(holder, saved.recordId)).toEqual(restricted ? [] : Object.keys(TABLES));
        const trusted = {
          ...holder,
          permissions: [...holder.permissions, `casework.restricted@${holder.agencyId}`],
        };
        expect(await seen(trusted, saved.recordId)).toEqual(Object.keys(TABLES));
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test('without a purpose nobody sees anything, not even of their own agency', async () => {
  const who = await aCaseworker(db());
  await tell(db(), subjects(), who, { givenNames: 'Purposeless', surname: 'Reading' });
  const { purpose: _purpose, ...without } = who;
  for (const table of Object.keys(TABLES)) {
    const { rows } = await db().does(without, (tx) =>
      sql`select 1 from ${sql.table(`casework.${table}`)} limit 1`.execute(tx),
    );
    expect([table, rows.length]).toEqual([table, 0]);
  }
  expect(await asks(db(), without, async () => 'in')).toMatchObject({ refused: 'choose-a-purpose' });
});

test('nobody writes another agency’s records, and only matching writes presence, tokens and clusters', async () => {
  const [holder, other] = [await aCaseworker(db()), await aCaseworker(db())];
  const saved = await tell(db(), subjects(), holder, { givenNames: 'Untouched', surname: 'Byothers' });
  await agree(db(), holder, other, CATEGORIES);
  const changes = (who: Member, statement: (id: string) => ReturnType<typeof sql>): Promise<bigint> =>
    works(db(), who, async (tx) => (await statement(saved.recordId).execute(tx)).numAffectedRows ?? 0n);
  expect(await changes(other, (id) => sql`update casework.record set disputed = true where id = ${id}`)).toBe(
    0n,
  );
  expect(
    await changes(
      holder,
      (id) => sql`update casework.presence set restricted = true where record_id = ${id}`,
    ),
  ).toBe(0n);
  expect(await changes(holder, (id) => sql`delete from casework.record where id = ${id}`)).toBe(0n);
  expect(await changes(holder, (id) => sql`delete from casework.record_token where record_id = ${id}`)).toBe(
    0n,
  );
  const insert = asks(db(), other, (tx) =>
    sql`insert into casework.cluster (partnership_id, id) values (platform.partnership(), gen_random_uuid())`.execute(
      tx,
    ),
  );
  expect(await insert).toMatchObject({ refused: 'not-allowed' });
  const forOthers = asks(db(), other, async (tx, actor) => {
    return saveRecord(tx, actor, subjects(), {
      agencyId: holder.agencyId,
      surname: 'Slipped',
      source: 'form',
    });
  });
  expect(await forOthers).toMatchObject({ refused: 'not-allowed' });
});

test('a question and a decision are seen only where it may be known that both agencies know somebody', async () => {
  const [one, two, third] = [await aCaseworker(db()), await aCaseworker(db()), await aCaseworker(db())];
  const born = { surname: 'Asked-About', dateOfBirth: '2003-03-03', address: HOME };
  const a = await tell(db(), subjects(), one, { ...born, givenNames: 'Ellen' });
  const b = await tell(db(), subjects(), two, { ...born, givenNames: 'Rupert' });
  expect(b.asked).toBe(1);
  const count = (who: Member, table: string): Promise<number> =>
    works(db(), who, async (tx) => {
      const { rows } =
        await sql`select 1 from ${sql.table(`casework.${table}`)} where ${a.recordId} in (left_record_id, right_record_id)`.execute(
          tx,
        );
      return rows.length;
    });
  expect([await count(one, 'match_question'), await count(two, 'match_question')]).toEqual([0, 0]);
  await agree(db(), two, one, ['known']);
  expect([await count(one, 'match_question'), await count(third, 'match_question')]).toEqual([1, 0]);
  expect(await judge(db(), subjects(), third, [a.recordId, b.recordId], 'different')).toMatchObject({
    refused: 'not-found',
  });
  await judge(db(), subjects(), one, [a.recordId, b.recordId], 'different');
  expect([await count(one, 'link'), await count(two, 'link'), await count(third, 'link')]).toEqual([1, 0, 0]);
});

test('what is made up is not tried against a record of which no more may be known than that it is there', async () => {
  const [holder, guesser] = [await aCaseworker(db()), await aCaseworker(db())];
  await agree(db(), holder, guesser, ['known']);
  const dateOfBirth = '1944-09-13';
  const theirs = await tell(db(), subjects(), holder, {
    givenNames: 'Lorna',
    surname: 'Untried',
    dateOfBirth,
  });
  const guess = await tell(db(), subjects(), guesser, {
    givenNames: 'Basil',
    surname: 'Probing',
    dateOfBirth,
  });
  const ids = [theirs.recordId, guess.recordId].toSorted();
  const review = () => works(db(), guesser, (tx, actor) => reviewOf(tx, actor, subjects(), ids.join('.')));
  expect(await review()).toBeUndefined();
  // Where the record itself is shared there is nothing to guess.
  await agree(db(), holder, guesser, ['identity']);
  expect(await review()).toMatchObject({ together: false });
});
