/** Cohorts and case studies by HTTP. All people are made up. */
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { agree, aPurpose, CASEWORKER, PURPOSE } from '../testing/working.ts';

const concord = testApp();
const BASE = '/api/v1/casework';
let lead: SignedInCaller;
let partner: SignedInCaller;
let stranger: SignedInCaller;

const sent = async (who: SignedInCaller, path: string, body: object, revision?: number) =>
  (
    await who.send(
      'POST',
      `${BASE}${path}`,
      body,
      revision === undefined ? {} : { 'if-match': `"r${revision}"` },
    )
  ).json();
const got = async (who: SignedInCaller, path: string) => (await who.get(`${BASE}${path}`)).json();

beforeAll(async () => {
  await aPurpose(concord().db);
  const enter = async () => concord().readsFor(PURPOSE, await concord().token(...CASEWORKER));
  [lead, partner, stranger] = [await enter(), await enter(), await enter()];
  await agree(concord().db, lead.actor, partner.actor, ['identity', 'concerns']);
  const keeper = await concord().signInAs('casework.settings');
  const drafted = await keeper.form('/casework/assessments/new', {
    ...{ slug: 'standing', title: 'How they stand', of: 'person', says: '', source: '' },
    questions: 'Again? | No = 0 | Yes = 4',
    bands: 'Green | green | 0 | 56\nRed | red | 4 | 7',
  });
  await keeper.form(`${drafted.headers.location}/publish`, { _revision: '1' });
});

test('a cohort is set up, entered, brought to another agency and given another criterion by HTTP', async () => {
  const start = { title: 'Repeat victims', kind: 'repeat-victims', regime: 'uk-gdpr', ratedBy: 'standing' };
  const criterion = { criterionCount: 3, criterionMonths: 12 };
  expect(await sent(lead, '/cohorts', { ...start, ...criterion, ratedBy: 'none' })).toMatchObject({
    name: 'template-not-in-use',
  });
  const cohort = await sent(lead, '/cohorts', { ...start, ...criterion });
  const path = `/cohorts/${cohort.id}`;
  expect(await got(stranger, path)).toMatchObject({ name: 'not-found' });
  const who = await sent(lead, '/records', { givenNames: 'Made', surname: 'Entering' });
  const entering = { recordIds: [who.id], leadAgencyId: lead.actor.agencyId, because: 'Again' };
  const entered = await sent(lead, `${path}/members`, entering);
  expect(await sent(lead, `${path}/members`, entering)).toMatchObject({ name: 'is-in-the-cohort' });
  const join = { agencyId: partner.actor.agencyId, assessment: 'DPIA' };
  expect(await sent(stranger, `${path}/agencies`, join, 1)).toMatchObject({ name: 'not-found' });
  expect(await sent(lead, `${path}/agencies`, join, 1)).toMatchObject({
    agencyIds: [lead.actor.agencyId, partner.actor.agencyId],
  });
  expect(await got(partner, `${path}/members`)).toMatchObject({
    items: [{ people: [{ name: 'Made Entering' }] }],
  });
  const change = { criterionCount: 5, criterionMonths: 6, reason: 'Too many' };
  expect(await sent(partner, `${path}/criterion`, change, 2)).toMatchObject({ name: 'not-allowed' });
  expect(await sent(lead, `${path}/criterion`, change, 1)).toMatchObject({ name: 'precondition-failed' });
  expect(await sent(lead, `${path}/criterion`, change, 2)).toMatchObject({ criterionCount: 5 });
  const member = `/cohort-members/${entered.id}`;
  expect(await sent(partner, `${member}/ratings`, { answers: {}, reason: 'Told us' }, 1)).toMatchObject({
    name: 'question-unanswered',
  });
  expect(await sent(lead, `${path}/end`, {}, 3)).toMatchObject({ name: 'somebody-is-in-it' });
  expect(await sent(partner, `${member}/leaving`, { leftAs: 'completed', words: 'Quiet' }, 1)).toMatchObject({
    leftAs: 'completed',
  });
  expect(await sent(lead, `${path}/end`, {}, 3)).toMatchObject({ endedOn: '2013-01-17' });
  expect((await got(lead, '/cohorts')).items).toMatchObject([{ members: 0, endedOn: '2013-01-17' }]);
});

test('a case study is drafted, consented to and signed off by somebody else by HTTP, with the refusals of the pages', async () => {
  const who = await sent(lead, '/records', { givenNames: 'Ottoline', surname: 'Quartermain' });
  const file = await sent(lead, '/cases', {
    ...{ kind: 'victim', title: 'Made up', because: 'Asked', regime: 'uk-gdpr' },
  });
  await sent(lead, `/cases/${file.id}/people`, { recordId: who.id, role: 'victim' });
  const study = await sent(lead, '/case-studies', { caseId: file.id, recordId: who.id });
  const path = `/case-studies/${study.id}`;
  expect(JSON.stringify(study)).not.toMatch(/Ottoline|Quartermain/);
  expect(await got(stranger, path)).toMatchObject({ name: 'not-found' });
  const told = { place: null, age: null, sex: false, kind: false, rare: [] };
  const draft = { title: 'Heard at last', body: 'Somebody was heard.', told };
  expect(await sent(lead, `${path}/words`, draft, 1)).toMatchObject({
    draft: { body: 'Somebody was heard.' },
  });
  const sign = (of: SignedInCaller) => sent(of, `${path}/sign-off`, { checked: 'Read by two' }, 2);
  expect(await sign(lead)).toMatchObject({ name: 'consent-is-given-first' });
  await sent(lead, `${path}/consents`, { answer: 'given', how: 'written', on: '2013-01-17' });
  expect(await sign(lead)).toMatchObject({ name: 'signed-by-another' });
  expect(await sent(lead, `${path}/taking-back`, {})).toMatchObject({ name: 'study-is-not-told' });
  expect((await got(lead, '/case-studies')).items).toMatchObject([{ id: study.id, toldOn: null }]);
});
