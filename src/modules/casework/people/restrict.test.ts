/** A record that is restricted after others worked on it. Everybody in here is made up. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { applyForReview } from '../case-review/apply.ts';
import { draftTemplate, publishTemplate } from '../cases/assessments/template.ts';
import { startCohort } from '../cohorts/cohort.ts';
import { enterCohort } from '../cohorts/member.ts';
import { rateMember, templateOf } from '../cohorts/rate.ts';
import { planMeeting } from '../hub/meeting.ts';
import { openMatter } from '../restorative/matter.ts';
import { addMatterPerson } from '../restorative/people.ts';
import { aCaseworker, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { promiseContact, recordContact, recordNeed } from '../victims/contact.ts';
import { openSupport } from '../victims/support.ts';
import { changeRecord } from './change.ts';
import type { RestrictedBecause } from './input.ts';
import { saveRecord } from './record.ts';

const db = testDatabase();
const subjects = testSubjects();
const on = plainDate('2013-01-17');
const WORKED_ON = [
  ...['case_review', 'case_review_complaint', 'case_review_step'],
  ...['cohort_member', 'cohort_person', 'cohort_rating', 'cohort_not_now', 'hub_item'],
  ...['restorative_person', 'victim_support', 'victim_need', 'victim_promise', 'victim_contact'],
];

const seenBy = (who: Member): Promise<readonly string[]> =>
  works(db(), who, async (tx) => {
    const found: string[] = [];
    for (const table of WORKED_ON) {
      const { rows } = await sql`select 1 from ${sql.table(`casework.${table}`)} limit 1`.execute(tx);
      if (rows.length > 0) found.push(table);
    }
    return found;
  });

/** A case review that was asked for; the record that came of it. */
async function applied(keeper: Member): Promise<string> {
  await works(db(), keeper, (tx, actor) =>
    applyForReview(tx, actor, subjects(), {
      ...{ agencyId: keeper.agencyId, applicant: 'victim', story: 'Made-up noise' },
      victim: { givenNames: 'Made', surname: 'Upperson', dateOfBirth: '1950-02-11' },
      complaints: [{ behaviourOn: on, complainedOn: on, to: 'The council' }],
    }),
  );
  const { rows } = await db().ownerPool.query<{ record_id: string }>(
    'select record_id from casework.case_review where agency_id = $1',
    [keeper.agencyId],
  );
  return rows[0]?.record_id ?? '';
}

/** A cohort rated by a template, and who is in it, rated once and set aside once. */
async function inACohort(keeper: Member, recordIds: readonly string[]): Promise<void> {
  const settings = db().with('read', 'casework.settings');
  await db().does(settings, async (tx) => {
    const drafted = orThrow(
      await draftTemplate(tx, settings, {
        ...{ slug: 'standing', title: 'How they stand', says: '', source: '', of: 'person' },
        questions: [
          {
            text: 'How?',
            help: '',
            kind: 'choice',
            options: [0, 1].map((score) => ({ label: `${score}`, score })),
          },
        ],
        bands: [{ name: 'Green', colour: 'green', from: 0, reviewWithinDays: 56 }],
      }),
    );
    return publishTemplate(tx, settings, { id: drafted.id, revision: 1, on });
  });
  await works(db(), keeper, async (tx, actor) => {
    const cohort = orThrow(
      await startCohort(tx, actor, {
        ...{ title: 'Cohort', kind: 'prolific-families', says: '', agencyIds: [], regime: 'uk-gdpr' },
        ...{ assessment: 'DPIA', ratedBy: 'standing', criterionCount: 2, criterionMonths: 12, on },
      }),
    );
    const { rows } = await sql<{
      address_id: string;
    }>`select address_id from casework.residence limit 1`.execute(tx);
    const member = orThrow(
      await enterCohort(tx, actor, subjects(), {
        ...{ cohortId: cohort.id, recordIds, leadAgencyId: keeper.agencyId, because: 'Made up', on },
        addressId: rows[0]?.address_id,
      }),
    );
    const template = await templateOf(tx, actor, { rated_by: 'standing' });
    orThrow(
      await rateMember(tx, actor, subjects(), {
        ...{ memberId: member.id, revision: 1, reason: 'Made up', on },
        answers: { [template?.questions[0]?.id ?? '']: 1 },
      }),
    );
    await sql`insert into casework.cohort_not_now (partnership_id, id, cohort_id, agency_id, restricted, record_id, counted, on_day, reason)
      values (${db().partnershipId}, gen_random_uuid(), ${cohort.id}, ${keeper.agencyId}, false, ${recordIds[0]}, 3, ${on}, '\\x00')`.execute(
      tx,
    );
    orThrow(await planMeeting(tx, actor, { onDay: on, agencyIds: [keeper.agencyId] }));
  });
}

test('a record that is restricted takes with it what cohorts, restorative justice, support for victims and case reviews hold, until the restriction is lifted', async () => {
  const permissions = [...CASEWORKER, 'case-review.handle@own', 'hub.run@own'];
  const keeper = await aCaseworker(db(), [...permissions, 'casework.restricted@own']);
  const held = keeper.permissions.filter((one) => !one.startsWith('casework.restricted'));
  const colleague: Member = { ...keeper, permissions: held };
  const recordId = await applied(keeper);
  const relative = await works(db(), keeper, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      ...{ agencyId: keeper.agencyId, givenNames: 'Other', surname: 'Upperson', source: 'form' },
      address: { lines: ['1 Made-up Row'], postcode: 'WS11 9ZZ' },
    }),
  );
  await inACohort(keeper, [recordId, relative.recordId]);
  await works(db(), keeper, async (tx, actor) => {
    const support = orThrow(
      await openSupport(tx, actor, subjects(), { recordId, harm: 'hate', source: 'police', openedOn: on }),
    );
    const supportId = support.id;
    orThrow(await recordNeed(tx, actor, subjects(), { supportId, kind: 'safety', says: 'Made up' }));
    orThrow(await promiseContact(tx, actor, { supportId, promisedOn: on, dueOn: on, how: 'visit' }));
    orThrow(
      await recordContact(tx, actor, subjects(), {
        ...{ supportId, on, how: 'visit', reached: true, words: 'Made up', promiseId: null },
      }),
    );
    const matter = orThrow(
      await openMatter(tx, actor, {
        ...{ kind: 'conference', source: 'police', referredOn: on, restricted: false, caseId: null },
      }),
    );
    orThrow(
      await addMatterPerson(tx, actor, subjects(), {
        matterId: matter.id,
        role: 'harmed',
        recordId,
        name: '',
      }),
    );
  });
  expect(await seenBy(colleague)).toEqual(WORKED_ON);
  const restrict = (id: string, revision: number, restrictedBecause: RestrictedBecause | null) =>
    works(db(), keeper, (tx, actor) =>
      changeRecord(tx, actor, subjects(), { recordId: id, revision, restrictedBecause }),
    );
  await restrict(recordId, 1, 'protected-address');
  expect(await seenBy(colleague)).toEqual([]);
  expect(await seenBy(keeper)).toEqual(WORKED_ON);
  // Of a family, as long as one of them is.
  await restrict(relative.recordId, 1, 'staff');
  await restrict(recordId, 2, null);
  expect(await seenBy(colleague)).toEqual(WORKED_ON.filter((table) => !/^(cohort_[mpr]|hub)/.test(table)));
  await restrict(relative.recordId, 2, null);
  expect(await seenBy(colleague)).toEqual(WORKED_ON);
});
