/** What another agency sees of a record: nothing, that the person is known and whom to ask, or what was agreed. All people are synthetic. */
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../platform/database/testing.ts';
import { findPerson } from '../people/index.ts';
import { agree, aPurpose, asks, testSubjects } from '../testing/working.ts';
import { acquaintances } from './testing.ts';

const db = testDatabase();
const subjects = testSubjects();
const { shownTo, twoThatKnowOne } = acquaintances(db, subjects);

describe('what an agency sees of another’s record', () => {
  test('nothing, where no agreement covers it, not even that the person is known', async () => {
    const { police, cluster } = await twoThatKnowOne();
    expect(await shownTo(police, cluster)).toEqual({
      records: [police.agencyId],
      known: [],
      residences: 1,
    });
  });

  test('that the person is known, and whom to ask, where that alone is agreed', async () => {
    const { police, housing, cluster } = await twoThatKnowOne();
    await agree(db(), housing, police, ['known']);
    const shown = await shownTo(police, cluster);
    expect(shown.records).toEqual([police.agencyId]);
    expect(shown.known).toEqual([housing.agencyId]);
  });

  test('the categories that are agreed, for that purpose only, and nothing of the others', async () => {
    const { police, housing, cluster } = await twoThatKnowOne();
    await aPurpose(db(), 'another-purpose');
    await agree(db(), housing, police, ['identity']);
    expect(await shownTo(police, cluster)).toEqual({
      records: [police.agencyId, housing.agencyId],
      known: [],
      residences: 1,
    });
    const other = await shownTo({ ...police, purpose: 'another-purpose' }, cluster);
    expect(other).toMatchObject({ records: [police.agencyId], known: [] });
    await agree(db(), housing, police, ['contact']);
    expect((await shownTo(police, cluster)).residences).toBe(2);
  });

  test('nothing without a purpose, of one’s own agency neither', async () => {
    const { police, cluster } = await twoThatKnowOne();
    const { purpose: _, ...purposeless } = police;
    expect(
      await asks(db(), purposeless, (tx, actor) => findPerson(tx, actor, subjects(), cluster)),
    ).toMatchObject({ refused: 'choose-a-purpose' });
    const seen = await db().does(purposeless, (tx) =>
      tx.selectFrom('casework.record').select('id').execute(),
    );
    expect(seen).toEqual([]);
  });

  test('no restricted record, whatever is agreed', async () => {
    const { police, housing, cluster } = await twoThatKnowOne({ restrictedBecause: 'protected-address' });
    await agree(db(), housing, police, ['known', 'identity', 'contact']);
    expect(await shownTo(police, cluster)).toEqual({
      records: [police.agencyId],
      known: [],
      residences: 1,
    });
  });
});
