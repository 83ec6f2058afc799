import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { saveRecord } from '../people/index.ts';
import { aPurpose, PURPOSE, works } from '../testing/working.ts';

const concord = testApp();
const HELD = ['casework.read@own', 'casework.write@own'];
let worker: SignedInCaller;
let program: SignedInCaller;
const people: { cluster: string; record: string }[] = [];

beforeAll(async () => {
  await aPurpose(concord().db);
  worker = concord().readsFor(PURPOSE, await concord().signInAs(...HELD));
  program = concord().readsFor(PURPOSE, await concord().token(...HELD));
  for (const [who, surname, dateOfBirth] of [
    [worker, 'Harmwellsynthetic', '1961-05-05'],
    [worker, 'Duncliffesynthetic', '1994-06-06'],
    [program, 'Programmesynthetic', '1980-07-07'],
  ] as const) {
    const saved = await works(concord().db, who.actor, (tx, actor) =>
      saveRecord(tx, actor, concord().services.subjects, {
        ...{ agencyId: who.actor.agencyId, givenNames: 'Made', surname, dateOfBirth, source: 'form' },
      }),
    );
    people.push({ cluster: saved.clusterId, record: saved.recordId });
  }
});

const date = (name: string, day: string) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: '1',
  [`${name}-year`]: '2013',
});

test('a panel goes from opening to closing on pages, and bad input loses nothing', async () => {
  expect((await worker.get('/casework/restorative')).body).toContain('Open one when somebody asks for it');
  const missing = await worker.form('/casework/restorative/new', {
    source: 'school',
    ...date('referredOn', '2'),
  });
  expect(missing.statusCode).toBe(422);
  expect(missing.body).toContain('Choose the kind');
  expect(missing.body).toMatch(/value="school"[^>]*checked/);
  const opened = await worker.form('/casework/restorative/new', {
    ...{ kind: 'panel', source: 'school', restricted: 'no', caseId: '', person: people[0]?.cluster ?? '' },
    ...date('referredOn', '2'),
  });
  const [path = '', query = ''] = String(opened.headers.location).replace('/people?', ' ?').split(' ');
  expect(query).toContain(people[0]?.cluster);
  const act = async (name: string, fields: Record<string, string>) => {
    const form = (await worker.get(`${path}/${name}`)).body;
    const hidden = (field: string) => new RegExp(`name="${field}" value="(\\d+)"`).exec(form)?.[1] ?? '';
    const { statusCode, body } = await worker.form(`${path}/${name}`, {
      ...{ _revision: hidden('_revision'), seen: hidden('seen') },
      ...fields,
    });
    return statusCode === 303 ? 'done' : body;
  };
  const ids = new Map<string, string>();
  for (const [role, one] of [
    ['harmed', people[0]],
    ['responsible', people[1]],
  ] as const) {
    expect(await act(`people?person=${one?.cluster}`, { role, recordId: one?.record ?? '' })).toBe('done');
    const page = (await worker.get(path)).body;
    const added = [...page.matchAll(/people\/([0-9a-f-]{36})\/consent/g)].map(([, id]) => id ?? '');
    ids.set(role, added.find((id) => ![...ids.values()].includes(id)) ?? '');
  }
  expect(await act('people', { role: 'harmed', name: 'Nobody' })).toContain('Choose the record');
  expect(await act('people', { role: 'volunteer', name: 'Volunteer Madeup' })).toBe('done');
  expect(await act('preparation', date('meetingOn', '17'))).toBe('done');
  expect(await act('meeting', date('day', '17'))).toContain('Record first the consent');
  for (const id of ids.values())
    expect(await act(`people/${id}/consent`, { consent: 'given', ...date('day', '16') })).toBe('done');
  expect(await act('meeting', date('day', '17'))).toBe('done');
  const checkedBy = worker.actor.agencyId;
  expect(await act('agreement', { says: 'Mend the fence', checkedBy, ...date('dueOn', '31') })).toBe('done');
  const page = (await worker.get(path)).body;
  expect(page).toContain('1 thing agreed is still to be checked');
  expect(page).toMatch(/<title>Restorative matter RJ-[A-Z0-9]{6}/);
  expect(page).not.toMatch(/<title>[^<]*synthetic/);
  const item = /agreement\/([0-9a-f-]{36})\/outcome/.exec(page)?.[1];
  expect(await act(`agreement/${item}/outcome`, { kept: 'kept', ...date('day', '17') })).toBe('done');
  for (const id of ids.values())
    expect(await act(`people/${id}/satisfaction`, { satisfied: 'satisfied', ...date('day', '17') })).toBe(
      'done',
    );
  expect(await act('closure', date('day', '17'))).toBe('done');
  expect((await worker.get('/casework/restorative?state=over')).body).toContain('Held on 17 January 2013');
  expect((await worker.get(`/casework/people/${people[0]?.cluster}`)).body).toContain('Panel RJ-');
  const stranger = concord().readsFor(PURPOSE, await concord().signInAs(...HELD));
  expect((await stranger.get(path)).statusCode).toBe(404);
});

test('programs send matters and outcomes by the same rules', async () => {
  const send = (path: string, body: object, revision?: number) =>
    program.send('POST', path, body, revision === undefined ? {} : { 'if-match': `"r${revision}"` });
  const made = await send('/api/v1/restorative-matters', {
    ...{ kind: 'community-resolution', source: 'police', referredOn: '2013-01-03' },
  });
  expect(made.statusCode).toBe(201);
  const path = `/api/v1/restorative-matters/${made.json().id}`;
  const added = await send(`${path}/people`, { role: 'responsible', recordId: people[2]?.record });
  expect(added.json()).toMatchObject({ role: 'responsible', name: 'Made Programmesynthetic', consent: null });
  const person = `${path}/people/${added.json().id}`;
  await send(`${path}/steps`, { to: 'preparing', on: '2013-01-04', meetingOn: '2013-01-10' }, 1);
  const early = await send(`${path}/steps`, { to: 'held', on: '2013-01-10' }, 2);
  expect(early.json()).toMatchObject({ name: 'both-consent-first' });
  expect((await send(`${person}/consent`, { consent: 'given', on: '2013-01-05' }, 1)).statusCode).toBe(201);
  expect((await send(`${path}/steps`, { to: 'held', on: '2013-01-10' }, 2)).json()).toMatchObject({
    state: 'held',
    dueOn: '2013-02-21',
  });
  const item = await send(`${path}/agreement`, {
    ...{ says: 'A letter', dueOn: '2013-01-15', checkedBy: program.actor.agencyId },
  });
  const judged = await send(
    `${path}/agreement/${item.json().id}/outcome`,
    { kept: 'not', on: '2013-01-16' },
    1,
  );
  expect(judged.json()).toMatchObject({ kept: 'not' });
  const stale = await send(`${person}/satisfaction`, { satisfied: 'satisfied', on: '2013-01-16' }, 1);
  expect(stale.statusCode).toBe(412);
  expect((await program.get('/api/v1/restorative-matters')).json()).toMatchObject({
    items: [{ kind: 'community-resolution', state: 'held' }],
  });
  const told = await send(`${person}/telling`, { agencyId: worker.actor.agencyId });
  expect(told.json()).toMatchObject({ name: 'takes-no-part' });
});
