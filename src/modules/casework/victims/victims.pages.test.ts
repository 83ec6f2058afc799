import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { saveRecord } from '../people/index.ts';
import { aPurpose, PURPOSE, works } from '../testing/working.ts';

const concord = testApp();
const HELD = ['casework.read@own', 'casework.write@own'];
let worker: SignedInCaller;
let program: SignedInCaller;

beforeAll(async () => {
  await aPurpose(concord().db);
  worker = concord().readsFor(PURPOSE, await concord().signInAs(...HELD));
  program = concord().readsFor(PURPOSE, await concord().token(...HELD));
});

const aRecord = (who: SignedInCaller, surname: string, dateOfBirth: string) =>
  works(concord().db, who.actor, (tx, actor) =>
    saveRecord(tx, actor, concord().services.subjects, {
      ...{ agencyId: who.actor.agencyId, givenNames: 'Made', surname, dateOfBirth, source: 'form' },
    }),
  );
const date = (name: string, day: string) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: '1',
  [`${name}-year`]: '2013',
});

test('support is opened from a person, promises and keeps, and ends on pages', async () => {
  expect((await worker.get('/casework/victims')).body).toContain('open support from their page');
  const { clusterId, recordId } = await aRecord(worker, 'Harmwellsynthetic', '1944-03-03');
  expect((await worker.get(`/casework/people/${clusterId}`)).body).toContain('Support them as a victim');
  const form = `/casework/victims/new?person=${clusterId}`;
  const missing = await worker.form(form, { recordId, harm: 'hate', ...date('openedOn', '2') });
  expect(missing.statusCode).toBe(422);
  expect(missing.body).toContain('Say who told you of them');
  expect(missing.body).toMatch(/value="hate"[^>]*checked/);
  const opened = await worker.form(form, {
    recordId,
    harm: 'hate',
    source: 'police',
    ...date('openedOn', '2'),
  });
  const path = String(opened.headers.location);
  const act = async (name: string, fields: Record<string, string>) => {
    const page = (await worker.get(`${path}/${name}`)).body;
    const hidden = (field: string) => new RegExp(`name="${field}" value="(\\d+)"`).exec(page)?.[1] ?? '';
    const { statusCode, body } = await worker.form(`${path}/${name}`, {
      ...{ _revision: hidden('_revision'), seen: hidden('seen') },
      ...fields,
    });
    return statusCode === 303 ? 'done' : body;
  };
  const promise = { how: 'telephone', ...date('promisedOn', '3'), ...date('dueOn', '15') };
  expect(await act('promises', promise)).toBe('done');
  expect(await act('needs', { kind: 'safety', says: 'A lock' })).toBe('done');
  const page = (await worker.get(path)).body;
  expect(page).toContain('A contact was promised by 15 January 2013 and was missed');
  expect(page).toMatch(/<title>Support VS-[A-Z0-9]{6}/);
  expect((await worker.get('/casework/victims')).body).toContain('1 person was not contacted as promised');
  const promiseId = /promises\/([0-9a-f-]{36})\/release/.exec(page)?.[1] ?? '';
  expect((await worker.get(`${path}/contacts`)).body).toContain(`value="${promiseId}"`);
  const early = { how: 'visit', reached: 'yes', words: 'Kept words', ...date('day', '1') };
  const refused = await act('contacts', early);
  expect(refused).toContain('Give a day between');
  expect(refused).toContain('Kept words');
  expect(await act('contacts', { ...early, promiseId, ...date('day', '16') })).toBe('done');
  expect(await act('closure', { outcome: 'coping', ...date('day', '17') })).toContain('of every need');
  const need = /needs\/([0-9a-f-]{36})\/outcome/.exec(page)?.[1] ?? '';
  expect(await act(`needs/${need}/outcome`, { met: 'met', ...date('day', '17') })).toBe('done');
  expect(await act('closure', { outcome: 'coping', ...date('day', '17') })).toBe('done');
  expect((await worker.get('/casework/victims?state=ended')).body).toContain('copes well again');
  const stranger = concord().readsFor(PURPOSE, await concord().signInAs(...HELD));
  expect((await stranger.get(path)).statusCode).toBe(404);
});

test('programs send contacts by the same rules', async () => {
  const { recordId } = await aRecord(program, 'Programmesynthetic', '1955-04-04');
  const send = (path: string, body: object, revision?: number) =>
    program.send('POST', path, body, revision === undefined ? {} : { 'if-match': `"r${revision}"` });
  const BASE = '/api/v1/victim-supports';
  const made = await send(BASE, { recordId, harm: 'burglary', source: 'police', openedOn: '2013-01-02' });
  expect([made.statusCode, made.json().name]).toEqual([201, 'Made Programmesynthetic']);
  const path = `${BASE}/${made.json().id}`;
  const again = await send(BASE, { recordId, harm: 'theft', source: 'self', openedOn: '2013-01-02' });
  expect(again.json()).toMatchObject({ name: 'supported-already' });
  const promised = await send(`${path}/promises`, {
    promisedOn: '2013-01-02',
    dueOn: '2013-01-20',
    how: 'visit',
  });
  const promiseId = promised.json().promises[0].id;
  const contact = { on: '2013-01-05', how: 'visit', reached: true, promiseId };
  expect((await send(`${path}/contacts`, { ...contact, on: '2014-01-01' })).json()).toMatchObject({
    name: 'contact-out-of-time',
    errors: [{ field: 'on' }],
  });
  expect((await send(`${path}/contacts`, contact)).json()).toMatchObject({
    promises: [{ state: 'kept', keptOn: '2013-01-05' }],
  });
  expect((await send(`${path}/closure`, { outcome: 'coping', on: '2013-01-17' }, 9)).statusCode).toBe(412);
  expect((await send(`${path}/closure`, { outcome: 'coping', on: '2013-01-17' }, 1)).statusCode).toBe(201);
  expect((await program.get(`${BASE}?state=ended`)).json()).toMatchObject({ items: [{ outcome: 'coping' }] });
});
