/** The weekly hub by HTTP, with the refusals of the pages. */
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { aPurpose, PURPOSE } from '../testing/working.ts';

const concord = testApp();
let program: SignedInCaller;

beforeAll(async () => {
  await aPurpose(concord().db);
  program = concord().readsFor(
    PURPOSE,
    await concord().token('casework.read@own', 'casework.write@own', 'hub.run@own'),
  );
});

const HUB = '/api/v1/casework/hub-meetings';
const sent = (path: string, body: object = {}, revision?: number) =>
  program.send('POST', path, body, revision === undefined ? {} : { 'if-match': `"r${revision}"` });

test('a meeting is planned, opened, decided and closed by HTTP; a decision becomes a task', async () => {
  const opened = await sent('/api/v1/casework/cases', {
    ...{ kind: 'family', title: 'Made up', because: 'Three calls', regime: 'uk-gdpr' },
  });
  expect(opened.statusCode).toBe(201);
  const planned = await sent(HUB, { onDay: '2013-01-18' });
  expect(planned.statusCode).toBe(201);
  const { id, agencyIds, items, revision } = planned.json() as {
    id: string;
    agencyIds: string[];
    revision: number;
    items: { id: string; subject: object; why: string; revision: number }[];
  };
  expect(items).toMatchObject([{ subject: { kind: 'case', id: opened.json().id }, state: 'waiting' }]);
  expect(items[0]?.why).toMatch(/new since the last meeting/i);
  const item = `${HUB}/${id}/items/${items[0]?.id}/decision`;
  const task = { says: 'Visit', ownerAgencyId: agencyIds[0], dueOn: '2013-01-25' };
  expect((await sent(item, { words: 'A visit', task }, items[0]?.revision)).json()).toMatchObject({
    name: 'hub-is-not-open',
  });
  expect((await sent(`${HUB}/${id}/opening`, {}, revision)).json()).toMatchObject({ state: 'open' });
  const stranger = { present: ['018f0000-0000-7000-8000-000000000000'] };
  expect((await sent(`${HUB}/${id}/attendance`, stranger)).json()).toMatchObject({
    name: 'agency-is-not-of-the-hub',
  });
  expect((await sent(`${HUB}/${id}/attendance`, { present: agencyIds })).json()).toMatchObject({
    presentAgencyIds: agencyIds,
  });
  const decided = await sent(item, { words: 'A visit', task }, items[0]?.revision);
  expect(decided.json()).toMatchObject({ items: [{ state: 'decided', decision: 'A visit' }] });
  const tasks = await program.get('/api/v1/casework/tasks');
  expect(tasks.json()).toMatchObject({ items: [{ says: 'Visit', dueOn: '2013-01-25' }] });
  expect((await sent(`${HUB}/${id}/closure`, {}, 1)).statusCode).toBe(412);
  const now = (await program.get(`${HUB}/${id}`)).json() as { revision: number };
  expect((await sent(`${HUB}/${id}/closure`, {}, now.revision)).json()).toMatchObject({ state: 'closed' });
  expect((await sent(`${HUB}/${id}/agenda`)).json()).toMatchObject({ name: 'hub-is-closed' });
  expect((await program.get(HUB)).json()).toMatchObject({ items: [{ id, state: 'closed' }] });
});

test('who may not run the hub changes nothing of it, and without a purpose nothing is read', async () => {
  const reader = concord().readsFor(PURPOSE, await concord().token('casework.read@own'));
  expect((await reader.send('POST', HUB, { onDay: '2013-01-19' })).statusCode).toBe(403);
  const purposeless = await concord().token('casework.read@own');
  expect((await purposeless.get(HUB)).json()).toMatchObject({ name: 'choose-a-purpose' });
});
