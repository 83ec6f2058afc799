/** A record that is restricted after it was told of. Everybody in here is made up. */
import { expect, test } from 'vitest';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { changeRecord } from '../people/change.ts';
import type { RestrictedBecause } from '../people/input.ts';
import { aPersonToldOf, TOLD, toldTo } from '../testing/a-case.ts';
import { testSubjects, works } from '../testing/working.ts';
import { ground } from './testing.ts';

const db = testDatabase();
const subjects = testSubjects();

const seenBy = (who: Member) => toldTo(db(), who);

test('a record that is restricted takes with it what was told of the person before, until the restriction is lifted', async () => {
  const given = await ground(db(), subjects());
  const { worker, receiver } = given;
  const { keeper, recordId } = await aPersonToldOf(db(), subjects(), given);
  const permissions = keeper.permissions.filter((held) => !held.startsWith('casework.restricted'));
  const colleague: Member = { ...keeper, accountId: worker.accountId, permissions };
  expect(await seenBy(colleague)).toEqual(TOLD);
  expect(await seenBy(receiver)).toContain('referral');
  const restrict = (revision: number, restrictedBecause: RestrictedBecause | null) =>
    works(db(), keeper, async (tx, actor) =>
      orThrow(await changeRecord(tx, actor, subjects(), { recordId, revision, restrictedBecause })),
    );
  await restrict(1, 'protected-address');
  expect(await seenBy(colleague)).toEqual([]);
  expect(await seenBy(receiver)).not.toContain('referral');
  expect(await seenBy(keeper)).toEqual(TOLD);
  await restrict(2, null);
  expect(await seenBy(colleague)).toEqual(TOLD);
});
