/** Reviewing, holding and disposing, as information governance meets them. All people are synthetic. */
import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { personCode, saveRecord } from '../people/index.ts';
import { aPurpose, CASEWORKER, works } from '../testing/working.ts';

const concord = testApp();
const PURPOSE = { 'concord-purpose': 'safeguarding' };
const BASE = '/casework/governance';

async function ground() {
  await aPurpose(concord().db, 'safeguarding');
  const [governor, worker] = [
    await concord().token('casework.govern', 'casework.read@own'),
    await concord().token(...CASEWORKER),
  ];
  const person = await works(concord().db, { ...worker.actor, purpose: 'safeguarding' }, (tx, actor) =>
    saveRecord(tx, actor, concord().services.subjects, {
      agencyId: worker.actor.agencyId,
      givenNames: 'Peregrine',
      surname: 'Unrealson',
      dateOfBirth: '1933-04-05',
      source: 'form',
    }),
  );
  await concord().db.ownerPool.query(
    `update casework.record set recorded_on = '2001-01-01', last_active_on = '2003-01-01', review_on = '2010-01-01' where id = $1`,
    [person.recordId],
  );
  const post = (url: string, fields: Record<string, string>) =>
    governor.send('POST', url, new URLSearchParams(fields).toString(), {
      ...PURPOSE,
      'content-type': 'application/x-www-form-urlencoded',
    });
  const see = (url: string) => governor.get(url, PURPOSE);
  return { worker, person, post, see, review: `${BASE}/retention/record/${person.recordId}` };
}

test('the queue shows codes and days, and names nobody; only information governance sees it', async () => {
  const { worker, person, see, review } = await ground();
  expect((await see(`${BASE}/retention`)).body).toContain('Record of a person');
  for (const page of [await see(`${BASE}/retention/record`), await see(review)]) {
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(personCode(person.clusterId));
    expect(page.body).not.toMatch(/Peregrine|Unrealson/);
  }
  expect((await worker.get(`${BASE}/retention`, PURPOSE)).statusCode).toBe(403);
  expect((await worker.get(review, PURPOSE)).statusCode).toBe(403);
});

test('something is kept longer until a day and with a reason; what was typed stands where one is missing', async () => {
  const { post, see, review } = await ground();
  const when = { 'untilOn-day': '1', 'untilOn-month': '2', 'untilOn-year': '2014' };
  const early = await post(`${review}/keeping`, { ...when, 'untilOn-year': '2012', reason: 'A new tenancy' });
  expect(early.statusCode).toBe(422);
  expect(early.body).toContain('Give a day after today.');
  expect(early.body).toContain('A new tenancy');
  expect((await post(`${review}/keeping`, when)).body).toContain('Say why it is still needed.');
  const kept = await post(`${review}/keeping`, { ...when, reason: 'A new tenancy' });
  expect(kept.headers.location).toBe(`${BASE}/retention/record`);
  expect((await see(review)).body).toContain('Kept until 1 February 2014: A new tenancy');
});

test('what is on legal hold is not disposed of until the hold is lifted', async () => {
  const { person, post, see, review } = await ground();
  const unknown = await post(`${BASE}/holds`, { kind: 'person', code: 'P-0000000', reason: 'An inquest' });
  expect(unknown.body).toContain('No person has this code.');
  expect(unknown.body).toContain('An inquest');
  const placed = await post(`${BASE}/holds`, {
    kind: 'person',
    code: personCode(person.clusterId),
    reason: 'An inquest',
  });
  const hold = String(placed.headers.location);
  expect((await see(hold)).body).toContain('An inquest');
  const held = await see(review);
  expect(held.body).toContain('On legal hold');
  expect(held.body).not.toContain('Dispose of it for good');
  const refused = await post(`${review}/disposal`, { scope: 'person', because: 'review-came', sure: 'yes' });
  expect(refused.body).toContain('Lift the hold first.');
  expect((await post(`${hold}/lifting`, { reason: '' })).body).toContain('Say why nobody needs it any more.');
  expect((await post(`${hold}/lifting`, { reason: 'It is over' })).headers.location).toBe(`${BASE}/holds`);
  expect((await see(review)).body).toContain('Dispose of it for good');
});

test('disposing leads to a certificate that says what went and never who, and can be printed', async () => {
  const { person, post, see, review } = await ground();
  expect((await post(`${review}/disposal`, { scope: 'person', because: 'review-came' })).body).toContain(
    'Say that the agencies that hold it need it no longer.',
  );
  const done = await post(`${review}/disposal`, { scope: 'person', because: 'review-came', sure: 'yes' });
  const page = String(done.headers.location);
  expect(page).toMatch(/\/casework\/governance\/disposals\/[0-9a-f-]{36}$/);
  expect((await see(page)).body).toContain('Keys wait to be destroyed');
  await concord().runJob('casework.finish-disposals');
  const certificate = await see(page);
  expect(certificate.body).toContain('Keys destroyed');
  expect(certificate.body).toContain('Everything about a person');
  expect(certificate.body).not.toMatch(
    new RegExp(`Peregrine|Unrealson|${personCode(person.clusterId)}|${person.recordId}|${person.clusterId}`),
  );
  expect((await see(`${BASE}/disposals`)).body).toContain('1 disposal,');
  const printed = await see(`${page}/certificate.pdf`);
  expect(printed.headers['content-type']).toBe('application/pdf');
  expect((await see(review)).statusCode).toBe(404);
});

test('a rule says for how long, since when and why; setting it reckons the days of review anew', async () => {
  const { person, post, see } = await ground();
  const rule = `${BASE}/retention-rules/record`;
  expect((await see(`${BASE}/retention-rules`)).body).toContain('no rule is set');
  const wrong = await post(rule, { trigger: 'last-active', months: 'ten', says: 'Claims' });
  expect(wrong.body).toContain('Give a number of months');
  expect(wrong.body).toContain('Claims');
  await post(rule, { trigger: 'last-active', months: '96', says: 'Claims' });
  expect((await see(`${BASE}/retention-rules`)).body).toContain('8 years after it was last active');
  const { rows } = await concord().db.ownerPool.query<{ day: string }>(
    'select review_on::text as day from casework.record where id = $1',
    [person.recordId],
  );
  expect(rows).toEqual([{ day: '2011-01-01' }]);
});
