import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { draftTemplate, publishTemplate } from '../cases/assessments/template.ts';
import { recordConcern } from '../concerns/index.ts';
import { aConcern, affected } from '../concerns/testing/concerns.ts';
import { planMeeting } from '../hub/meeting.ts';
import { listItems } from '../hub/queries.ts';
import { type SavedRecord, saveRecord } from '../people/index.ts';
import { aCaseworker, agree, asks, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { attentionOf, byAttention, type Standing } from './attention.ts';
import { endCohort, startCohort } from './cohort.ts';
import { addToFamily, enterCohort, handMember, leaveCohort } from './member.ts';
import { listCohorts, listMembers, nameOf, ratingsOf } from './queries.ts';
import { rateMember, templateOf } from './rate.ts';
import { cohortRow, memberRow } from './rows.ts';
import { setAside, suggestionsFor } from './suggest.ts';
import type { CohortKind } from './words.ts';

const db = testDatabase();
const subjects = testSubjects();
const on = plainDate('2013-01-17');
let police: Member;
let council: Member;
let nhs: Member;

beforeAll(async () => {
  const WORKS = [...CASEWORKER, 'hub.run@own'];
  [police, council, nhs] = [
    await aCaseworker(db(), WORKS),
    await aCaseworker(db(), WORKS),
    await aCaseworker(db(), WORKS),
  ];
  await agree(db(), police, council, ['identity', 'offending', 'concerns', 'cases', 'contact']);
  const settings = db().with('read', 'casework.settings');
  await db().does(settings, async (tx) => {
    const drafted = await draftTemplate(tx, settings, {
      ...{ slug: 'standing', title: 'How they stand', says: '', source: '', of: 'person' },
      questions: [
        {
          ...{ text: 'How is it?', help: '', kind: 'choice' },
          options: [0, 1, 2].map((score) => ({ label: String(score), score })),
        },
      ],
      bands: [
        { name: 'Green', colour: 'green', from: 0, reviewWithinDays: 56 },
        { name: 'Amber', colour: 'amber', from: 1, reviewWithinDays: 28 },
        { name: 'Red', colour: 'red', from: 2, reviewWithinDays: 7 },
      ],
    });
    if ('refused' in drafted) throw new Error(drafted.refused);
    return publishTemplate(tx, settings, { id: drafted.id, revision: 1, on });
  });
});

let titles = 0;
const cohortOf = async (kind: CohortKind, agencies = [council.agencyId]): Promise<string> =>
  (
    await works(db(), police, (tx, actor) =>
      startCohort(tx, actor, {
        ...{ title: `Cohort ${++titles}`, kind, says: '', agencyIds: agencies, regime: 'part-3' },
        ...{ assessment: 'DPIA', ratedBy: 'standing', criterionCount: 2, criterionMonths: 12, on },
      }),
    )
  ).id;
const GIVEN = [
  'Synthia',
  'Barnaby',
  'Clementine',
  'Doug',
  'Esmeralda',
  'Fitzroy',
  'Guinevere',
  'Hector',
  'Iolanthe',
];
let people = 0;
/** Somebody whom the police know, unlike everybody else. */
const somebody = (surname: string, lines?: string): Promise<SavedRecord> => {
  people += 1;
  return works(db(), police, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      ...{ agencyId: police.agencyId, surname, source: 'form' },
      givenNames: GIVEN[people % GIVEN.length],
      dateOfBirth: `${1950 + people * 3}-${String(1 + (people % 12)).padStart(2, '0')}-${10 + people}`,
      ...(lines ? { address: { lines: [lines], postcode: 'WS11 9ZZ' } } : {}),
    }),
  );
};
const enters = (cohortId: string, recordIds: readonly string[], addressId?: string) =>
  asks(db(), police, (tx, actor) =>
    enterCohort(tx, actor, subjects(), {
      ...{ cohortId, recordIds, leadAgencyId: police.agencyId, because: 'Made-up reason', on, addressId },
    }),
  );
const entered = async (
  cohortId: string,
  recordIds: readonly string[],
  addressId?: string,
): Promise<string> => {
  const done = await enters(cohortId, recordIds, addressId);
  if ('refused' in done) throw new Error(done.refused);
  return done.id;
};
const rates = (who: Member, memberId: string, option: number, day: PlainDate = on) =>
  works(db(), who, async (tx, actor) => {
    const row = await memberRow(tx, actor, memberId);
    const template = await templateOf(tx, actor, { rated_by: 'standing' });
    return rateMember(tx, actor, subjects(), {
      ...{ memberId, revision: row?.revision ?? 0, reason: `Because ${option}`, on: day },
      answers: { [template?.questions[0]?.id ?? '']: option },
    });
  });
const seenBy = (who: Member, cohortId: string, left = false) =>
  works(db(), who, (tx, actor) => listMembers(tx, actor, subjects(), { cohortId, left }));

describe('somebody in a cohort', () => {
  test('is named to the agencies of the cohort and to nobody else, and the ledger says to whom', async () => {
    const cohort = await cohortOf('integrated-offender-management');
    const { recordId, clusterId } = await somebody('Entered');
    await entered(cohort, [recordId]);
    expect((await seenBy(council, cohort)).map(nameOf)).toEqual(['Barnaby Entered']);
    expect(await seenBy(nhs, cohort)).toEqual([]);
    const { rows } = await db().ownerPool.query(
      `select to_agency_id, categories from casework.disclosure where cluster_id = $1`,
      [clusterId],
    );
    expect(rows).toEqual([{ to_agency_id: council.agencyId, categories: ['identity', 'offending'] }]);
    const sealed = await db().ownerPool.query(
      `select to_jsonb(m)::text || to_jsonb(p)::text as row from casework.cohort_member m
       join casework.cohort_person p on p.member_id = m.id where m.cohort_id = $1`,
      [cohort],
    );
    expect(sealed.rows[0].row).not.toMatch(/Entered|Made-up/);
  });

  test('does not enter where no agreement covers telling an agency of it, nor twice', async () => {
    const { recordId } = await somebody('Uncovered');
    const withNhs = await cohortOf('integrated-offender-management', [nhs.agencyId]);
    expect(await enters(withNhs, [recordId])).toMatchObject({
      refused: 'disclosure-covered-by-no-agreement',
    });
    const cohort = await cohortOf('integrated-offender-management');
    await entered(cohort, [recordId]);
    expect(await enters(cohort, [recordId])).toMatchObject({ refused: 'is-in-the-cohort' });
    expect(await enters(cohort, [])).toMatchObject({ refused: 'say-who' });
  });

  test('is rated on a published template, every rating stays with its reason, and the band says when next', async () => {
    const cohort = await cohortOf('integrated-offender-management');
    const member = await entered(cohort, [(await somebody('Rated')).recordId]);
    expect(await rates(police, member, 1, addDays(on, -40))).toMatchObject({
      colour: 'amber',
      moved: 'first',
    });
    expect(await rates(council, member, 0, addDays(on, -20))).toMatchObject({ moved: 'fallen' });
    expect(await rates(police, member, 2, addDays(on, -3))).toMatchObject({ colour: 'red', moved: 'risen' });
    expect(await rates(police, member, 2)).toMatchObject({ moved: 'same' });
    const history = await works(db(), council, (tx, actor) => ratingsOf(tx, actor, subjects(), member));
    expect(history.map(({ band, reason }) => [band, reason])).toEqual([
      ['Red', 'Because 2'],
      ['Red', 'Because 2'],
      ['Green', 'Because 0'],
      ['Amber', 'Because 1'],
    ]);
    const [now] = await seenBy(police, cohort);
    expect(now).toMatchObject({ since: addDays(on, -3), before: 'Green', nextReviewOn: addDays(on, 7) });
    expect(
      await db().as(police, (tx) =>
        tx.updateTable('casework.cohort_rating').set({ colour: 'green' }).execute(),
      ),
    ).toMatchObject({ refused: 'not-allowed' });
  });

  test('leaves with a reason, may come again, and only an empty cohort ends', async () => {
    const cohort = await cohortOf('repeat-victims');
    const { recordId } = await somebody('Leaver');
    const member = await entered(cohort, [recordId]);
    const ends = () =>
      asks(db(), police, async (tx, actor) =>
        endCohort(tx, actor, {
          id: cohort,
          revision: (await cohortRow(tx, actor, cohort))?.revision ?? 0,
          on,
        }),
      );
    expect(await ends()).toMatchObject({ refused: 'somebody-is-in-it' });
    const leaves = (revision: number) =>
      asks(db(), council, (tx, actor) =>
        leaveCohort(tx, actor, subjects(), {
          ...{ memberId: member, revision, leftAs: 'completed', words: 'All well', on },
        }),
      );
    expect(await leaves(7)).toMatchObject({ refused: 'changed-meanwhile' });
    expect(await leaves(1)).toMatchObject({ id: member });
    expect(await leaves(2)).toMatchObject({ refused: 'has-left-the-cohort' });
    expect((await seenBy(police, cohort, true)).map(({ leftAs }) => leftAs)).toEqual(['completed']);
    const again = await entered(cohort, [recordId]);
    expect(again).not.toBe(member);
    expect(
      await asks(db(), nhs, (tx, actor) =>
        handMember(tx, actor, { memberId: again, revision: 1, agencyId: nhs.agencyId }),
      ),
    ).toMatchObject({ refused: 'not-found' });
  });
});

test('a family enters with its household as one, with one rating, and grows', async () => {
  const cohort = await cohortOf('prolific-families');
  const [mother, son, aunt] = [
    await somebody('Appleyard', '4 Example Rise'),
    await somebody('Quickthorn', '4 Example Rise'),
    await somebody('Mossbury', '4 Example Rise'),
  ];
  expect(await enters(cohort, [mother.recordId])).toMatchObject({ refused: 'family-needs-an-address' });
  const { rows } = await db().ownerPool.query(
    'select address_id from casework.residence where record_id = $1',
    [mother.recordId],
  );
  const family = await entered(cohort, [mother.recordId, son.recordId], rows[0].address_id);
  await works(db(), police, (tx, actor) =>
    addToFamily(tx, actor, subjects(), { memberId: family, revision: 1, recordIds: [aunt.recordId], on }),
  );
  await rates(council, family, 1);
  const [seen] = await seenBy(council, cohort);
  expect(seen?.people).toHaveLength(3);
  expect(seen?.band).toBe('Amber');
});

test('who meets the criterion is suggested with the reason, until they enter or are set aside; a person decides', async () => {
  const cohort = await cohortOf('repeat-victims');
  const tells = (given: string, surname: string, born: string, house: string, day: string) =>
    works(db(), police, (tx, actor) =>
      recordConcern(tx, actor, subjects(), {
        ...aConcern(police.agencyId, day, { people: [affected(given, surname, born)] }),
        address: { lines: [house], postcode: 'WS11 9ZZ' },
      }),
    );
  const twice = (day: string) => tells('Twila', 'Twistleton', '1971-02-03', '5 Example Rise', day);
  const suggested = () =>
    works(db(), police, async (tx, actor) => {
      const row = await cohortRow(tx, actor, cohort);
      return row ? suggestionsFor(tx, actor, subjects(), row, on) : [];
    });
  await tells('Ona', 'Grubb', '1944-09-21', '77 Example Rise', '2012-12-01');
  await twice('2012-05-01');
  await twice('2012-11-01');
  const [first, ...others] = await suggested();
  expect(others).toEqual([]);
  expect(first?.name).toBe('Twila Twistleton');
  expect(first?.because).toBe(
    'Affected by 2 incidents since 17 January 2012, told to 1 agency; the last on 1 November 2012. The criterion is 2.',
  );
  const clusterId = first?.clusterIds[0] ?? '';
  const aside = { cohortId: cohort, clusterId, reason: 'Has support already', on };
  await works(db(), police, (tx, actor) => setAside(tx, actor, subjects(), aside));
  expect(await suggested()).toEqual([]);
  expect(await asks(db(), police, (tx, actor) => setAside(tx, actor, subjects(), aside))).toMatchObject({
    refused: 'not-suggested',
  });
  await twice('2013-01-10');
  const [again] = await suggested();
  expect(again?.counted).toBe(3);
  const records = await db().ownerPool.query('select id from casework.record where cluster_id = $1', [
    again?.clusterIds[0],
  ]);
  await entered(cohort, [records.rows[0].id]);
  expect(await suggested()).toEqual([]);
});

test('the hub hears of a rating that rose and of a review that is late, and duties and warnings name nobody', async () => {
  const cohort = await cohortOf('integrated-offender-management');
  const [rising, late, calm] = [
    await entered(cohort, [(await somebody('Rising')).recordId]),
    await entered(cohort, [(await somebody('Lateness')).recordId]),
    await entered(cohort, [(await somebody('Calmness')).recordId]),
  ];
  await rates(police, rising, 0, addDays(on, -30));
  await rates(police, rising, 2, addDays(on, -1));
  await rates(police, late, 1, addDays(on, -40));
  await rates(police, calm, 0, addDays(on, -9));
  await db().ownerPool.query(
    `update casework.cohort_member set from_on = from_on - 60 where cohort_id = $1`,
    [cohort],
  );
  const meeting = await works(db(), council, (tx, actor) =>
    planMeeting(tx, actor, { onDay: plainDate('2013-01-18'), agencyIds: [police.agencyId] }),
  );
  const items = (
    await works(db(), council, (tx, actor) => listItems(tx, actor, subjects(), meeting.id))
  ).filter(({ subjectId }) => [rising, late, calm].includes(subjectId));
  expect(items.map(({ subjectId, why }) => [subjectId, why])).toEqual([
    [rising, ['risen']],
    [late, ['overdue']],
  ]);
  expect(items[0]?.title).toMatch(/^Cohort \d+ M-[0-9A-Z]{6}$/);
  expect(items[0]?.path).toBe(`/casework/cohorts/members/${rising}`);
  const owed = await works(db(), police, async (tx) => ({
    duties: await tx.selectFrom('casework.duties').where('subject_id', '=', late).selectAll().execute(),
    warnings: await tx.selectFrom('casework.warnings').where('subject_id', '=', late).selectAll().execute(),
  }));
  expect(owed.duties).toHaveLength(1);
  expect(owed.warnings).toHaveLength(1);
  expect(JSON.stringify(owed)).not.toMatch(/Lateness|Rising/);
  const [listed] = (await works(db(), council, (tx, actor) => listCohorts(tx, actor, on))).filter(
    ({ id }) => id === cohort,
  );
  expect(listed).toMatchObject({ members: 3, red: 1, amber: 1, green: 1, late: 1, unrated: 0 });
});

test('who needs attention comes first: a late review, a rating that rose, no rating, red; the earliest review first', () => {
  const one = (id: string, more: Partial<Standing>): Standing => ({
    ...{ id, colour: 'green', moved: 'same', ratedOn: addDays(on, -5), nextReviewOn: addDays(on, 20) },
    ...more,
  });
  const all = [
    one('calm', {}),
    one('amber', { colour: 'amber' }),
    one('red', { colour: 'red' }),
    one('unrated', { colour: null, moved: null, ratedOn: null }),
    one('rose', { colour: 'amber', moved: 'risen' }),
    one('rose-long-ago', {
      colour: 'amber',
      moved: 'risen',
      ratedOn: addDays(on, -29),
      nextReviewOn: addDays(on, 9),
    }),
    one('late', { nextReviewOn: addDays(on, -1) }),
  ];
  expect(all.toSorted(byAttention(on)).map(({ id }) => id)).toEqual([
    ...['late', 'rose', 'unrated', 'red', 'rose-long-ago', 'amber', 'calm'],
  ]);
  expect(all.filter((each) => attentionOf(each, on) !== undefined)).toHaveLength(4);
  expect(attentionOf(one('today', { nextReviewOn: on }), on)).toBeUndefined();
});
