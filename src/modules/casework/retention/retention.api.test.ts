/** Reviewing, holding and disposing by HTTP, one by one and together. All people are made up. */
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { personCode, saveRecord } from '../people/index.ts';
import { aPurpose, CASEWORKER, PURPOSE, works } from '../testing/working.ts';

const concord = testApp();
const BASE = '/api/v1/casework';
let governor: SignedInCaller;
let worker: SignedInCaller;

beforeAll(async () => {
  await aPurpose(concord().db);
  governor = await concord().readsFor(PURPOSE, await concord().token('casework.govern', 'casework.read@own'));
  worker = await concord().readsFor(PURPOSE, await concord().token(...CASEWORKER));
});
const sent = async (path: string, body: object) =>
  (await governor.send('POST', `${BASE}${path}`, body)).json();
const got = async (path: string) => (await governor.get(`${BASE}${path}`)).json();

/** Somebody whose record is long due for review. */
async function due(givenNames: string, surname: string) {
  const saved = await works(concord().db, { ...worker.actor, purpose: PURPOSE }, (tx, actor) =>
    saveRecord(tx, actor, concord().services.subjects, {
      ...{ agencyId: worker.actor.agencyId, source: 'form', givenNames, surname },
    }),
  );
  await concord().db.ownerPool.query(
    "update casework.record set recorded_on = '2001-01-01', review_on = '2010-01-01' where id = $1",
    [saved.recordId],
  );
  return saved;
}

test('the queue is read by code, kept longer with a reason, and closed to who does not govern', async () => {
  const { recordId, clusterId } = await due('Longago', 'Reviewed');
  expect((await worker.get(`${BASE}/retention`)).statusCode).toBe(403);
  expect(await got('/retention')).toMatchObject({
    items: [{ kind: 'record', due: 1, oldest: '2010-01-01' }],
  });
  const queue = await got('/retention/record');
  expect(queue.items).toMatchObject([{ id: recordId, code: personCode(clusterId), held: false, open: [] }]);
  expect(JSON.stringify(queue)).not.toMatch(/Longago|Reviewed/);
  expect(await got('/retention/nothing')).toMatchObject({ name: 'not-found' });
  const keep = (body: object) => sent(`/retention/record/${recordId}/keeping`, body);
  expect(await keep({ untilOn: '2012-01-01', reason: 'A claim' })).toMatchObject({ name: 'not-later' });
  expect(await keep({ untilOn: '2014-01-01', reason: ' ' })).toMatchObject({ name: 'say-why' });
  expect(await keep({ untilOn: '2014-01-01', reason: 'A claim' })).toHaveProperty('id');
  expect((await got('/retention/record')).items).toEqual([]);
});

test('what is on hold is refused by name until it is lifted; then it goes, and a certificate says so', async () => {
  const { recordId, clusterId } = await due('Held', 'Forinquest');
  const hold = await sent('/legal-holds', { kind: 'person', subjectId: clusterId, reason: 'An inquest' });
  expect(await got(`/legal-holds/${hold.id}`)).toMatchObject({ stands: true, reason: 'An inquest' });
  const dispose = (more: object) =>
    sent(`/retention/record/${recordId}/disposal`, {
      ...{ because: 'review-came', agenciesNeedItNoLonger: true, ...more },
    });
  expect(await dispose({})).toMatchObject({ name: 'say-what-goes' });
  expect(await dispose({ scope: 'person' })).toMatchObject({ name: 'on-legal-hold' });
  expect(await sent(`/legal-holds/${hold.id}/lifting`, { reason: 'It is over' })).toMatchObject({
    id: hold.id,
  });
  expect(await dispose({ scope: 'person' })).toHaveProperty('certificateId');
  expect(await dispose({ scope: 'person' })).toMatchObject({ name: 'not-found' });
});

test('several go together for one reason, each with its certificate; a hold among them is named, and nothing goes', async () => {
  const people = [
    await due('One', 'Together'),
    await due('Two', 'Alongside'),
    await due('Three', 'Keptback'),
  ];
  const [, , held] = people;
  const hold = await sent('/legal-holds', { kind: 'person', subjectId: held?.clusterId, reason: 'A claim' });
  const path = '/casework/governance/retention/record';
  const form = new URLSearchParams({ scope: 'person', because: 'review-came', sure: 'yes' });
  for (const { recordId } of people) form.append('ids', recordId);
  const post = (body: URLSearchParams) =>
    governor.send('POST', `${path}/disposal`, body.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
  const certificates = async () =>
    (await concord().db.ownerPool.query('select 1 from casework.disposal_certificate')).rows.length;
  const before = await certificates();
  const blocked = await post(form);
  expect(blocked.statusCode).toBe(422);
  expect(blocked.body).toContain(`${personCode(held?.clusterId ?? '')} is on legal hold`);
  expect(blocked.body).toMatch(/checked/);
  expect(await certificates()).toBe(before);
  const none = await post(new URLSearchParams({ scope: 'person', because: 'review-came', sure: 'yes' }));
  expect(none.body).toContain('Tick what is to go.');
  await sent(`/legal-holds/${hold.id}/lifting`, { reason: 'Settled' });
  expect((await post(form)).headers.location).toBe('/casework/governance/disposals');
  expect(await certificates()).toBe(before + 3);
  expect((await got('/retention/record')).items).toEqual([]);
});
