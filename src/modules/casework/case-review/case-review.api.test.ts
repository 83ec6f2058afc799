/** A case review by HTTP, step by step. All people are made up. */
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { aPurpose, PURPOSE } from '../testing/working.ts';

const concord = testApp();
let program: SignedInCaller;

beforeAll(async () => {
  await aPurpose(concord().db);
  program = concord().readsFor(
    PURPOSE,
    await concord().token('casework.read@own', 'casework.write@own', 'case-review.handle@own'),
  );
});

const PATH = '/api/v1/casework/case-reviews';
const sent = (path: string, body: object) => program.send('POST', path, body);

test('an application goes through its steps by HTTP, with the same refusals by name as the pages', async () => {
  const months = ['2012-10-02', '2012-11-03', '2012-12-04'];
  const application = {
    applicant: 'victim',
    victim: { givenNames: 'Made', surname: 'Upperson', dateOfBirth: '1950-01-02' },
    story: 'Stones, every month',
    complaints: months.map((on) => ({ behaviourOn: on, complainedOn: on, to: 'Housing' })),
  };
  expect((await sent(PATH, { ...application, applicant: 'representative' })).json()).toMatchObject({
    name: 'representative-unnamed',
  });
  const made = await sent(PATH, application);
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({
    step: 'applied',
    next: ['acknowledged', 'threshold-met', 'threshold-not-met', 'withdrawn'],
    threshold: { met: true, qualifying: 3, needed: 3 },
  });
  const one = `${PATH}/${made.json().id}`;
  const take = async (step: string, reason = 'As the panel saw it') =>
    (await sent(`${one}/steps`, { step, reason })).json() as object;
  expect(await take('reviewed')).toMatchObject({ name: 'case-review-step-not-next' });
  expect(await take('threshold-not-met')).toMatchObject({ name: 'case-review-threshold-is-computed' });
  expect(await take('threshold-met', '')).toMatchObject({ name: 'case-review-step-without-reason' });
  expect(await take('threshold-met')).toMatchObject({ step: 'threshold-met' });
  expect(await take('reviewed')).toMatchObject({ name: 'case-review-without-panel' });
  const { agencyId } = made.json() as { agencyId: string };
  const recommend = (to: string) =>
    sent(`${one}/recommendations`, { agencyId: to, says: 'Mend the lock', dueOn: '2013-02-01' });
  expect((await recommend('018f0000-0000-7000-8000-000000000000')).json()).toMatchObject({
    name: 'recommendation-to-stranger',
  });
  const recommended = (await recommend(agencyId)).json() as { recommendations: { id: string }[] };
  const answer = (body: object) =>
    sent(`${PATH}/recommendations/${recommended.recommendations[0]?.id}/answer`, body);
  expect((await answer({ answer: 'refused' })).json()).toMatchObject({
    name: 'case-review-recommendation-refusal-says-why',
  });
  expect((await answer({ answer: 'accepted' })).json()).toMatchObject({
    recommendations: [{ says: 'Mend the lock', answer: 'accepted' }],
  });
  expect((await program.get(one)).json()).toMatchObject({
    step: 'threshold-met',
    story: 'Stones, every month',
  });
});
