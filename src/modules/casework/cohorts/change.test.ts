/** What the lead of a cohort changes of it. Everybody in here is made up. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { saveRecord } from '../people/index.ts';
import { aCaseworker, agree, asks, testSubjects, works } from '../testing/working.ts';
import { changeCriterion, formerCriteria, joinCohort } from './change.ts';
import { enterCohort, leaveCohort } from './member.ts';
import { listMembers } from './queries.ts';
import { cohortRow } from './rows.ts';

const db = testDatabase();
const subjects = testSubjects();
const on = plainDate('2013-01-17');

/** A cohort of repeat victims that one agency leads alone. */
async function aCohort(lead: Member): Promise<string> {
  const id = newId();
  await db().ownerPool.query(
    `insert into casework.cohort (partnership_id, id, slug, title, kind, lead_agency_id, agency_ids, regime, rated_by, criterion_count, criterion_months, started_on)
     values ($1, $2, $3, 'Repeat victims', 'repeat-victims', $4, array[$4]::uuid[], 'uk-gdpr', 'standing', 3, 12, $5)`,
    [db().partnershipId, id, `cohort-${id}`, lead.agencyId, on],
  );
  await db().ownerPool.query(
    'insert into casework.cohort_agency (partnership_id, cohort_id, agency_id, lead_agency_id, from_on) values ($1, $2, $3, $3, $4)',
    [db().partnershipId, id, lead.agencyId, on],
  );
  return id;
}
async function enters(who: Member, cohortId: string, surname: string): Promise<string> {
  const { recordId } = await works(db(), who, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: who.agencyId,
      source: 'form',
      givenNames: 'Made',
      surname,
    }),
  );
  const entered = await works(db(), who, (tx, actor) =>
    enterCohort(tx, actor, subjects(), {
      ...{ cohortId, recordIds: [recordId], leadAgencyId: who.agencyId, because: 'Made up', on },
    }),
  );
  return entered.id;
}
const change = async (who: Member, cohortId: string, revision: number, more: object = {}) => {
  const done = await asks(db(), who, (tx, actor) =>
    changeCriterion(tx, actor, subjects(), {
      ...{ cohortId, revision, on, criterionCount: 5, criterionMonths: 6, reason: 'Too many met it' },
      ...more,
    }),
  );
  return isRefusal(done) ? done.refused : 'changed';
};

test('the lead changes the criterion with a reason, and what it was before stays', async () => {
  const lead = await aCaseworker(db());
  const cohortId = await aCohort(lead);
  expect(await change(await aCaseworker(db()), cohortId, 1)).toBe('not-found');
  expect(await change(lead, cohortId, 1, { reason: ' ' })).toBe('say-why');
  expect(await change(lead, cohortId, 1, { criterionCount: 3, criterionMonths: 12 })).toBe(
    'criterion-is-the-same',
  );
  expect(await change(lead, cohortId, 9)).toBe('changed-meanwhile');
  expect(await change(lead, cohortId, 1)).toBe('changed');
  const now = await works(db(), lead, (tx, actor) => cohortRow(tx, actor, cohortId));
  expect([now?.criterion_count, now?.criterion_months, now?.revision]).toEqual([5, 6, 2]);
  const former = await works(db(), lead, (tx, actor) => formerCriteria(tx, actor, subjects(), cohortId));
  expect(former.map(({ count, months, reason }) => [count, months, reason])).toEqual([
    [3, 12, 'Too many met it'],
  ]);
});

test('an agency that is brought in later is told who is in the cohort now, each in the ledger, and not who left', async () => {
  const lead = await aCaseworker(db());
  const [joins, stranger] = [await aCaseworker(db()), await aCaseworker(db())];
  const cohortId = await aCohort(lead);
  const stays = await enters(lead, cohortId, 'Staysinit');
  const left = await enters(lead, cohortId, 'Leftbefore');
  await works(db(), lead, (tx, actor) =>
    leaveCohort(tx, actor, subjects(), {
      memberId: left,
      revision: 1,
      leftAs: 'moved-away',
      words: 'Moved',
      on,
    }),
  );
  const join = async (who: Member, revision: number, assessment = 'DPIA') => {
    const done = await asks(db(), who, (tx, actor) =>
      joinCohort(tx, actor, subjects(), { cohortId, revision, agencyId: joins.agencyId, assessment, on }),
    );
    return isRefusal(done) ? done.refused : 'joined';
  };
  expect(await join(lead, 1)).toBe('disclosure-covered-by-no-agreement');
  await agree(db(), lead, joins, ['identity', 'concerns']);
  expect(await join(stranger, 1)).toBe('not-found');
  expect(await join(lead, 1, '')).toBe('cohort-joint-work-rests-on-an-assessment');
  expect(await join(lead, 1)).toBe('joined');
  expect(await join(lead, 2)).toBe('takes-part-already');
  const seen = await works(db(), joins, (tx, actor) =>
    listMembers(tx, actor, subjects(), { cohortId, left: false }),
  );
  expect(seen.map(({ id }) => id)).toEqual([stays]);
  const gone = await works(db(), joins, (tx, actor) =>
    listMembers(tx, actor, subjects(), { cohortId, left: true }),
  );
  expect(gone).toEqual([]);
  const { rows } = await db().ownerPool.query<{ item_id: string }>(
    'select item_id from casework.disclosure where to_agency_id = $1',
    [joins.agencyId],
  );
  expect(rows.map(({ item_id }) => item_id)).toEqual([stays]);
});

test('who takes no part in a cohort writes nothing into it, whatever readers it names', async () => {
  const lead = await aCaseworker(db());
  const stranger = await aCaseworker(db());
  const cohortId = await aCohort(lead);
  const forged = asks(db(), stranger, (tx, actor) =>
    sql`insert into casework.cohort_member (partnership_id, id, cohort_id, agency_id, lead_agency_id, agency_ids, restricted, from_on, because, next_review_on, review_on)
      values (${actor.partnershipId}, ${newId()}, ${cohortId}, ${stranger.agencyId}, ${stranger.agencyId}, array[${stranger.agencyId}, ${lead.agencyId}]::uuid[], false, ${on}, '\\x00', ${on}, ${on})`.execute(
      tx,
    ),
  );
  expect(await forged).toMatchObject({ refused: 'cohort-member-entered-by-who-takes-part' });
  const ends = asks(db(), stranger, (tx, actor) =>
    sql`insert into casework.cohort_agency (partnership_id, cohort_id, agency_id, lead_agency_id, from_on)
      values (${actor.partnershipId}, ${cohortId}, ${stranger.agencyId}, ${stranger.agencyId}, ${on})`.execute(
      tx,
    ),
  );
  expect(await ends).toMatchObject({ refused: 'cohort-agency-brought-by-its-lead' });
});
