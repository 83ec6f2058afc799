/** Asking, answering, emergencies and people's rights by HTTP. All people are made up. */
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { agree, aPurpose, CASEWORKER, PURPOSE } from '../testing/working.ts';

const concord = testApp();
let police: SignedInCaller;
let housing: SignedInCaller;
let governor: SignedInCaller;
let person = '';

const BASE = '/api/v1/casework';
const PERSON = { givenNames: 'Lavinia', surname: 'Askedafter', dateOfBirth: '1969-07-20' };
const sent = async (who: SignedInCaller, path: string, body: object = {}) =>
  (await who.send('POST', `${BASE}${path}`, body)).json();
const got = async (who: SignedInCaller, path: string) => (await who.get(`${BASE}${path}`)).json();

beforeAll(async () => {
  await aPurpose(concord().db);
  const enter = async (...permissions: string[]) =>
    concord().readsFor(PURPOSE, await concord().token(...permissions));
  police = await enter(...CASEWORKER, 'sharing.answer@own');
  housing = await enter(...CASEWORKER, 'sharing.answer@own');
  governor = await enter('casework.govern', 'casework.read@own');
  await agree(concord().db, housing.actor, police.actor, ['known']);
  const told = { ...PERSON, telephones: ['01543 555 777'] };
  await sent(housing, '/records', told);
  person = (await sent(police, '/records', told)).person;
});

test('an agency asks to see by HTTP, and is answered once, for a time', async () => {
  const asking = { agencyId: housing.actor.agencyId, categories: ['identity'] };
  const ask = (more: object) => sent(police, `/people/${person}/asks`, { ...asking, ...more });
  expect(await ask({ reason: '' })).toMatchObject({ name: 'say-what-and-why' });
  const stranger = { agencyId: governor.actor.agencyId, reason: 'A visit' };
  expect(await ask(stranger)).toMatchObject({ name: 'not-known-there' });
  const asked = await ask({ reason: 'A visit is planned' });
  expect(asked).toMatchObject({ state: 'waiting', reason: 'A visit is planned' });
  const grant = { granted: true, categories: ['identity'], untilOn: '2013-02-01' };
  const answer = (who: SignedInCaller, body: object) => sent(who, `/asks/${asked.id}/answer`, body);
  expect(await answer(police, grant)).toMatchObject({ name: 'not-found' });
  expect(await answer(housing, { ...grant, untilOn: '2012-01-01' })).toMatchObject({
    name: 'grant-is-for-a-time',
  });
  expect(await answer(housing, grant)).toMatchObject({ state: 'granted', untilOn: '2013-02-01' });
  expect(await answer(housing, grant)).toMatchObject({ name: 'answered-already' });
  expect(await got(police, '/asks')).toMatchObject({ items: [{ id: asked.id, granted: ['identity'] }] });
  expect((await got(police, `/people/${person}`)).records).toHaveLength(2);
  expect(await sent(housing, `/asks/${asked.id}/ending`, { reason: 'She objected' })).toMatchObject({
    state: 'taken-back',
  });
  expect((await got(police, `/people/${person}`)).records).toHaveLength(1);
});

test('an emergency is opened by HTTP for some hours, and reviewed by somebody else', async () => {
  const open = (body: object) => sent(police, `/people/${person}/emergency-openings`, body);
  const reason = 'A child may be in the flat, and nobody answers';
  expect(await open({ reason, hours: 25 })).toMatchObject({ name: 'opens-for-a-day-at-most' });
  const opened = await open({ reason, hours: 2 });
  expect(opened).toMatchObject({ reason, outcome: null });
  expect((await got(police, `/people/${person}`)).records).toHaveLength(2);
  const review = { outcome: 'justified', says: 'The child was found well' };
  const path = `/emergency-openings/${opened.id}/review`;
  expect((await police.send('POST', `${BASE}${path}`, review)).statusCode).toBe(403);
  expect(await sent(governor, path, review)).toMatchObject({ outcome: 'justified' });
  expect(await got(housing, '/emergency-openings')).toMatchObject({ items: [] });
  expect(await got(governor, '/emergency-openings')).toMatchObject({ items: [{ id: opened.id }] });
});

test('an objection is taken down, stops sharing by agreement, and is answered; what is upheld reaches recipients', async () => {
  const take = (body: object) => sent(housing, `/people/${person}/rights-requests`, body);
  const asked = { kind: 'rectification', says: 'Her name is spelt with an e', receivedOn: '2013-01-10' };
  expect(await take({ ...asked, receivedOn: '2014-01-01' })).toMatchObject({
    name: 'received-in-the-future',
  });
  const request = await take(asked);
  expect(request).toMatchObject({ answerBy: '2013-02-10', outcome: null, corrections: [] });
  const answer = (body: object) => sent(housing, `/rights-requests/${request.id}/answer`, body);
  expect(await answer({ outcome: 'upheld', says: '' })).toMatchObject({ name: 'say-what-was-done' });
  const answered = await answer({ outcome: 'upheld', says: 'Spelt with an e' });
  expect(answered).toMatchObject({
    outcome: 'upheld',
    corrections: [{ agencyId: police.actor.agencyId, outcome: null }],
  });
  const confirm = (body: object) =>
    sent(police, `/corrections/${answered.corrections[0].id}/confirmation`, body);
  expect(await confirm({ outcome: 'not-corrected' })).toMatchObject({ name: 'correction-not-made-says-why' });
  expect(await confirm({ outcome: 'corrected' })).toMatchObject({ outcome: 'corrected' });
  expect(await confirm({ outcome: 'corrected' })).toMatchObject({ name: 'confirmed-already' });
  expect(await got(governor, '/rights-requests')).toMatchObject({ items: [{ id: request.id }] });
});

test('what is held about a person is gathered by information governance alone, and the answer is not kept', async () => {
  const path = `${BASE}/people/${person}/subject-access`;
  expect((await police.send('POST', path, {})).statusCode).toBe(403);
  const kept = await governor.send('POST', path, {}, { 'idempotency-key': 'once-and-only-once' });
  expect(kept.json()).toMatchObject({ name: 'not-kept' });
  const answer = await governor.send('POST', path, {});
  expect(answer.json()).toMatchObject({ asAt: '2013-01-17', sections: expect.any(Array) });
  expect(JSON.stringify(answer.json())).toContain('Askedafter');
});
