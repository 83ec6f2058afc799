/** A record that is restricted after it was told of. Everybody in here is made up. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { openCase } from '../cases/case.ts';
import { addCasePerson } from '../cases/people.ts';
import { changeRecord } from '../people/change.ts';
import type { RestrictedBecause } from '../people/input.ts';
import { aCaseworker, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { ground } from './testing.ts';

const db = testDatabase();
const subjects = testSubjects();

const TABLES = ['record', 'visit', 'referral', 'referral_event', 'case_person'];
const on = plainDate('2013-01-17');

const seenBy = (who: Member): Promise<readonly string[]> =>
  works(db(), who, async (tx) => {
    const found: string[] = [];
    for (const table of TABLES) {
      const { rows } = await sql`select 1 from ${sql.table(`casework.${table}`)} limit 1`.execute(tx);
      if (rows.length > 0) found.push(table);
    }
    return found;
  });

test('a record that is restricted takes with it what was told of the person before, until the restriction is lifted', async () => {
  const { visit, worker, receiver } = await ground(db(), subjects());
  const keeper = await aCaseworker(db(), [...CASEWORKER, 'casework.restricted@own']);
  const permissions = keeper.permissions.filter((held) => !held.startsWith('casework.restricted'));
  const colleague: Member = { ...keeper, accountId: worker.accountId, permissions };
  await visit({}, keeper);
  const { rows } = await db().ownerPool.query<{ id: string }>(
    'select id from casework.record where agency_id = $1',
    [keeper.agencyId],
  );
  const recordId = rows[0]?.id ?? '';
  const fields = {
    kind: 'other',
    title: 'Made up',
    regime: 'uk-gdpr',
    restricted: false,
    assessment: '',
    openedOn: on,
    because: '',
  } as const;
  const file = await works(db(), keeper, (tx, actor) => openCase(tx, actor, subjects(), fields));
  await works(db(), keeper, (tx, actor) =>
    addCasePerson(tx, actor, subjects(), { caseId: file.id, recordId, role: 'victim', on }),
  );
  expect(await seenBy(colleague)).toEqual(TABLES);
  expect(await seenBy(receiver)).toContain('referral');
  const restrict = (revision: number, restrictedBecause: RestrictedBecause | null) =>
    works(db(), keeper, async (tx, actor) =>
      orThrow(await changeRecord(tx, actor, subjects(), { recordId, revision, restrictedBecause })),
    );
  await restrict(1, 'protected-address');
  expect(await seenBy(colleague)).toEqual([]);
  expect(await seenBy(receiver)).not.toContain('referral');
  expect(await seenBy(keeper)).toEqual(TABLES);
  await restrict(2, null);
  expect(await seenBy(colleague)).toEqual(TABLES);
});
