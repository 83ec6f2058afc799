/** Who was named goes on working with what is restricted. Everybody in here is made up. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { addDays } from '../../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../../kernel/refusal.ts';
import type { Member } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { changeRecord } from '../../people/change.ts';
import type { RestrictedBecause } from '../../people/input.ts';
import { goesOnForNow } from '../../purpose/goes-on.ts';
import { ground } from '../../referral/testing.ts';
import { businessToday } from '../../retention/review-on.ts';
import { aCase, aPersonToldOf, TOLD, toldTo } from '../../testing/a-case.ts';
import { aCaseworker, asks, testSubjects, works } from '../../testing/working.ts';
import { endNaming, liftRestriction, nameWorker } from './entrust.ts';
import { findRestricted } from './queries.ts';

const db = testDatabase();
const subjects = testSubjects();
const OF_THE_REFERRAL = ['referral', 'referral_event'];

const seenBy = (who: Member) => toldTo(db(), who);
/** Somebody else of the same agency, with the same permissions but for restricted records. */
const colleagueOf = async (keeper: Member): Promise<Member> => ({
  ...(await aCaseworker(db())),
  agencyId: keeper.agencyId,
  permissions: keeper.permissions.filter((held) => !held.startsWith('casework.restricted')),
});
const governing = () => aCaseworker(db(), ['casework.govern', 'casework.read@own']);
const inAMonth = () => db().does(db().with('read'), async (tx) => addDays(await businessToday(tx), 30));

test('who is named goes on with a restricted record, its referral and case, at either agency, until it ends; colleagues do not', async () => {
  const given = await ground(db(), subjects());
  const { receiver } = given;
  const { keeper, recordId, caseId } = await aPersonToldOf(db(), subjects(), given);
  const [named, colleague, governor] = [
    await colleagueOf(keeper),
    await colleagueOf(keeper),
    await governing(),
  ];
  const restrict = (who: Member, revision: number, restrictedBecause: RestrictedBecause | null) =>
    asks(db(), who, (tx, actor) =>
      changeRecord(tx, actor, subjects(), { recordId, revision, restrictedBecause }),
    );
  await restrict(keeper, 1, 'protected-address');
  expect(await seenBy(named)).toEqual([]);

  const untilOn = await inAMonth();
  for (const { accountId } of [named, receiver])
    await works(db(), governor, async (tx, actor) =>
      orThrow(
        await nameWorker(tx, actor, subjects(), {
          id: recordId,
          accountId,
          untilOn,
          reason: 'Knows the family',
        }),
      ),
    );
  expect(await seenBy(named)).toEqual(TOLD);
  expect(await seenBy(receiver)).toEqual(expect.arrayContaining(OF_THE_REFERRAL));
  expect(await seenBy(colleague)).toEqual([]);

  const lifted = await restrict(named, 2, null);
  expect(isRefusal(lifted) && lifted.refused).toBe('restriction-is-lifted-by-who-sees-it');
  await expect(
    works(db(), named, (tx) => sql`update casework.referral set restricted = false`.execute(tx)),
  ).rejects.toThrow(/You may not do this/);
  const words = await works(db(), named, async (_, actor) => actor.sharedBy ?? []);
  expect(words.filter((word) => word.startsWith('entrusted@'))).toContain(`entrusted@${recordId}`);
  expect(words).toContain(`beside@${caseId}`);

  const thing = await works(db(), governor, (tx, actor) => findRestricted(tx, actor, subjects(), recordId));
  expect(thing?.namings.map(({ accountId, reason, stands }) => [accountId, reason, stands])).toEqual(
    expect.arrayContaining([[named.accountId, 'Knows the family', true]]),
  );
  const namingId = thing?.namings.find(({ accountId }) => accountId === named.accountId)?.id ?? '';
  await works(db(), governor, async (tx, actor) =>
    orThrow(await endNaming(tx, actor, subjects(), { id: recordId, namingId, reason: 'Moved on' })),
  );
  expect(await seenBy(named)).toEqual([]);
  await db().ownerPool.query(
    "update casework.entrusting set on_day = '2001-01-01', until_on = '2001-01-02' where account_id = $1",
    [receiver.accountId],
  );
  expect(await seenBy(receiver)).not.toContain('referral');

  await works(db(), governor, async (tx, actor) =>
    orThrow(
      await liftRestriction(tx, actor, subjects(), {
        id: recordId,
        revision: 2,
        because: 'address-not-protected',
      }),
    ),
  );
  expect(await seenBy(colleague)).toEqual(TOLD);
});

test('information governance names, never itself, somebody not named yet, for a year at most, with a reason', async () => {
  const governor = await governing();
  const other = await governing();
  const keeper = await aCaseworker(db());
  const caseId = await aCase(db(), keeper, subjects(), { restricted: true });
  const untilOn = await inAMonth();
  const naming = async (who: Member, more: object = {}) => {
    const input = { id: caseId, accountId: other.accountId, untilOn, reason: 'Stands in', ...more };
    const done = await asks(db(), who, (tx, actor) => nameWorker(tx, actor, subjects(), input));
    return isRefusal(done) ? done.refused : 'named';
  };
  expect(await naming(keeper)).toBe('not-allowed');
  expect(await naming(governor, { accountId: governor.accountId })).toBe('nobody-names-themselves');
  expect(await naming(governor, { reason: ' ' })).toBe('say-why');
  expect(await naming(governor, { untilOn: addDays(untilOn, 400) })).toBe('named-for-a-time');
  expect(await naming(governor, { id: keeper.accountId })).toBe('not-found');
  expect(await naming(governor)).toBe('named');
  expect(await naming(governor)).toBe('named-already');
});

test('whoever restricts what they work with goes on for a fortnight, once', async () => {
  const keeper = await aCaseworker(db());
  const [colleague, governor] = [await colleagueOf(keeper), await governing()];
  const caseId = await aCase(db(), keeper, subjects(), { restricted: true, because: 'Made up' });
  const sees = (who: Member) =>
    works(db(), who, async (tx) => {
      const { rows } = await sql<{
        id: string;
      }>`select id from casework.case_event where case_id = ${caseId}`.execute(tx);
      return rows.length > 0;
    });
  expect([await sees(keeper), await sees(colleague)]).toEqual([true, false]);
  const found = () => works(db(), governor, (tx, actor) => findRestricted(tx, actor, subjects(), caseId));
  const naming = (await found())?.namings[0];
  expect(naming?.namedBy).toBeNull();
  await works(db(), governor, async (tx, actor) =>
    orThrow(
      await endNaming(tx, actor, subjects(), {
        id: caseId,
        namingId: naming?.id ?? '',
        reason: 'Not theirs',
      }),
    ),
  );
  await works(db(), keeper, (tx, actor) => goesOnForNow(tx, actor, subjects(), { kind: 'case', id: caseId }));
  expect(await sees(keeper)).toBe(false);
  await expect(
    db().ownerPool.query(
      `insert into casework.entrusting (partnership_id, id, agency_id, case_id, account_id, reason, on_day, until_on, at)
       select $1, gen_random_uuid(), a.id, $2, $3, '', '2013-01-17', '2013-01-20', now()
       from partners.agency a where a.partnership_id = $1 and not exists (
         select from casework.case_member m where m.partnership_id = $1 and m.case_id = $2 and m.agency_id = a.id) limit 1`,
      [db().partnershipId, caseId, keeper.accountId],
    ),
  ).rejects.toThrow('entrusting_by_who_takes_part_in_the_case');
});

test('a record is entrusted by the agency that holds it, and to nobody unnamed for longer than a fortnight', async () => {
  const keeper = await aCaseworker(db());
  const record = await db().ownerPool.query<{ id: string; agency_id: string }>(
    'select id, agency_id from casework.record where partnership_id = $1 limit 1',
    [db().partnershipId],
  );
  const [held] = record.rows;
  const entrust = (untilOn: string, other: boolean) =>
    db().ownerPool.query(
      `insert into casework.entrusting (partnership_id, id, agency_id, record_id, account_id, reason, on_day, until_on, at)
       select $1, gen_random_uuid(), a.id, $2, $3, '', '2013-01-17', $4, now()
       from partners.agency a where a.partnership_id = $1 and (a.id = $5) <> $6 limit 1`,
      [db().partnershipId, held?.id, keeper.accountId, untilOn, held?.agency_id, other],
    );
  await expect(entrust('2013-01-20', true)).rejects.toThrow('entrusting_by_who_holds_the_record');
  await expect(entrust('2013-03-20', false)).rejects.toThrow(
    'entrusting_without_being_named_is_for_a_fortnight',
  );
});
