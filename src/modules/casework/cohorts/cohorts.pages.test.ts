import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { recordConcern } from '../concerns/index.ts';
import { aConcern, affected } from '../concerns/testing/concerns.ts';
import { saveRecord } from '../people/index.ts';
import { agree, aPurpose, PURPOSE, works } from '../testing/working.ts';

const concord = testApp();
const WRITES = ['casework.read@own', 'casework.write@own', 'concern.record@own'];
let worker: SignedInCaller;
let partner: SignedInCaller;
let stranger: SignedInCaller;
let cohort: string;

beforeAll(async () => {
  await aPurpose(concord().db);
  const working = async (): Promise<SignedInCaller> =>
    concord().readsFor(PURPOSE, await concord().signInAs(...WRITES));
  [worker, partner, stranger] = [await working(), await working(), await working()];
  await agree(concord().db, worker.actor, partner.actor, ['identity', 'concerns']);
  const keeper = await concord().signInAs('casework.settings');
  const drafted = await keeper.form('/casework/assessments/new', {
    ...{ slug: 'victim-standing', title: 'How they stand', of: 'person', says: '', source: '' },
    questions: 'Has it happened again? | No = 0 | Yes = 4\nWhat do they say?',
    bands: 'Green | green | 0 | 56\nRed | red | 4 | 7',
  });
  await keeper.form(`${drafted.headers.location}/publish`, { _revision: '1' });
  const fields = {
    ...{ title: 'Repeat victims', kind: 'repeat-victims', says: 'Called before the next time.' },
    ...{ agencies: partner.actor.agencyId, ratedBy: 'victim-standing', criterionCount: '2' },
  };
  const missing = await worker.form('/casework/cohorts/new', { ...fields, criterionMonths: '0' });
  expect(missing.statusCode).toBe(422);
  expect(missing.body).toContain('Called before the next time.');
  const joint = await worker.form('/casework/cohorts/new', {
    ...fields,
    criterionMonths: '12',
    assessment: '',
  });
  expect(joint.body).toContain('Name the data protection impact assessment');
  const made = await worker.form('/casework/cohorts/new', {
    ...fields,
    ...{ criterionMonths: '12', assessment: 'DPIA-9' },
  });
  cohort = String(made.headers.location);
});

const somebody = (givenNames: string, surname: string, dateOfBirth: string) =>
  works(concord().db, worker.actor, (tx, actor) =>
    saveRecord(tx, actor, concord().services.subjects, {
      ...{ agencyId: worker.actor.agencyId, givenNames, surname, dateOfBirth, source: 'form' },
    }),
  );
const questionsOn = (page: string): readonly string[] => [
  ...new Set([...page.matchAll(/name="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')),
];

test('somebody enters from their page, is rated with a reason, and leaves; what was typed is kept when it was wrong', async () => {
  expect((await worker.get(cohort)).body).toContain('Nobody is in this cohort yet');
  const { recordId, clusterId } = await somebody('Perpetua', 'Winterbottom', '1961-04-09');
  const person = (await worker.get(`/casework/people/${clusterId}`)).body;
  expect(person).toContain(`${cohort}/enter?person=${clusterId}`);
  const path = `${cohort}/enter?person=${clusterId}`;
  expect((await worker.get(path)).body).toContain('Perpetua Winterbottom');
  const fields = { recordIds: recordId, leadAgencyId: worker.actor.agencyId, ground: 'agreement', basis: '' };
  const silent = await worker.form(path, { ...fields, because: '' });
  expect(silent.statusCode).toBe(422);
  expect(silent.body).toContain('Say why they enter');
  const entered = await worker.form(path, { ...fields, because: 'Twice in a month' });
  const member = String(entered.headers.location);
  expect(member).toMatch(/^\/casework\/cohorts\/members\//);

  const form = (await worker.get(`${member}/rate`)).body;
  const [again = '', says = ''] = questionsOn(form);
  const unreasoned = await worker.form(`${member}/rate`, {
    ...{ _revision: '1', [again]: '1', [says]: 'Afraid of Sundays', reason: '' },
  });
  expect(unreasoned.statusCode).toBe(422);
  expect(unreasoned.body).toContain('Afraid of Sundays');
  const half = await worker.form(`${member}/rate`, { _revision: '1', [says]: 'Afraid', reason: 'Told us' });
  expect(half.body).toContain('Answer: Has it happened again?');
  const rated = await worker.form(`${member}/rate`, {
    ...{ _revision: '1', [again]: '1', [says]: 'Afraid of Sundays', reason: 'It happened again' },
  });
  expect(rated.statusCode).toBe(303);
  const page = (await partner.get(member)).body;
  expect(page).toContain('It happened again');
  expect(page).toMatch(/<title>M-[0-9A-Z]{6}: Repeat victims/);
  expect((await worker.get(cohort)).body).toContain('Rated red');
  expect((await worker.get('/casework/cohorts')).body).toContain('1 red');
  expect((await worker.get(`/casework/people/${clusterId}`)).body).toContain('since 17 January 2013');

  expect((await worker.form(`${member}/leave`, { _revision: '2', words: 'Kept words' })).body).toContain(
    'Kept words',
  );
  await worker.form(`${member}/leave`, { _revision: '2', leftAs: 'moved-away', words: 'To Stafford' });
  expect((await worker.get(`${cohort}?left=yes`)).body).toContain('Moved away, 17 January 2013');
  expect((await worker.get(member)).body).toContain('To Stafford');
});

test('who takes no part finds neither the cohort nor anybody in it, and each reading is in the trail', async () => {
  const { recordId, clusterId } = await somebody('Ignatius', 'Thistledown', '1950-11-30');
  const entered = await worker.form(`${cohort}/enter?person=${clusterId}`, {
    ...{ recordIds: recordId, leadAgencyId: partner.actor.agencyId, ground: 'agreement', because: 'Afraid' },
  });
  const member = String(entered.headers.location);
  for (const path of [cohort, member, `${member}/rate`, `${cohort}/suggestions`])
    expect((await stranger.get(path)).statusCode, path).toBe(404);
  expect((await stranger.get('/casework/cohorts')).body).not.toContain('Repeat victims');
  expect((await partner.get(member)).statusCode).toBe(200);
  const { rows } = await concord().db.ownerPool.query(
    `select action, count(*)::int as times from platform.audit_event where subject_id = any ($1) and purpose = $2
      and action in ('cohort.read', 'cohort.member-read') and account_id = $3 group by action order by action`,
    [[cohort, member].map((path) => path.split('/').at(-1)), PURPOSE, partner.actor.accountId],
  );
  expect(rows.map(({ action }) => action)).toContain('cohort.member-read');
});

test('a suggestion says why, leads to entering, and is set aside with a reason', async () => {
  for (const day of ['2012-10-01', '2012-12-01'])
    await works(concord().db, worker.actor, (tx, actor) =>
      recordConcern(
        tx,
        actor,
        concord().services.subjects,
        aConcern(worker.actor.agencyId, plainDate(day), {
          people: [affected('Otis', 'Ploverdale', '1990-06-15')],
        }),
      ),
    );
  const page = (await worker.get(`${cohort}/suggestions`)).body;
  expect(page).toContain('Otis Ploverdale');
  expect(page).toContain('Affected by 2 incidents since 17 January 2012');
  const aside = page.match(/href="([^"]+set-aside[^"]+)"/)?.[1] ?? '';
  expect((await worker.get(aside)).statusCode).toBe(200);
  expect((await worker.form(aside, { reason: '' })).statusCode).toBe(422);
  await worker.form(aside, { reason: 'Supported elsewhere' });
  expect((await worker.get(`${cohort}/suggestions`)).body).not.toContain('Otis Ploverdale');
});
