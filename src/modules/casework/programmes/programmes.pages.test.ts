import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { saveRecord } from '../people/index.ts';
import { aPurpose, PURPOSE, works } from '../testing/working.ts';

const concord = testApp();
let worker: SignedInCaller;
let person = '';
let recordId = '';

beforeAll(async () => {
  await aPurpose(concord().db);
  worker = concord().readsFor(PURPOSE, await concord().signInAs('casework.read@own', 'casework.write@own'));
  const saved = await works(concord().db, worker.actor, (tx, actor) =>
    saveRecord(tx, actor, concord().services.subjects, {
      agencyId: worker.actor.agencyId,
      givenNames: 'Pagina',
      surname: 'Syntheticperson',
      dateOfBirth: '1997-05-05',
      source: 'form',
    }),
  );
  [person, recordId] = [saved.clusterId, saved.recordId];
});

const date = (name: string, day: string, month: string, year: string) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: month,
  [`${name}-year`]: year,
});

const errorsIn = (body: string): string =>
  /<ul class="govuk-list govuk-error-summary__list">.*?<\/ul>/s.exec(body)?.[0] ?? '';

test('a programme is set up, somebody is referred, consents, starts and stands in the register', async () => {
  expect((await worker.get('/casework/programmes')).body).toContain('Set up the first one');
  const missing = await worker.form('/casework/programmes/new', { title: 'LIFE course', kind: 'course' });
  expect(missing.statusCode).toBe(422);
  await worker.form('/casework/programmes/new', {
    title: 'LIFE course',
    kind: 'course',
    eligibility: 'Young people at risk of reoffending',
    triggers: 'anti-social-behaviour',
    minimumAge: '13',
    maximumAge: '17',
    places: '12',
    cost: '6,500',
    taster: 'yes',
    says: '',
    ...date('startsOn', '1', '4', '2012'),
  });
  const referred = await worker.form(`/casework/programmes/refer?person=${person}`, {
    programme: 'life-course',
    trigger: '',
    because: 'Two warnings',
    ground: 'agreement',
    basis: '',
  });
  const path = String(referred.headers.location);
  expect(path).toContain('/casework/placements/');
  const step = async (to: string, more: Record<string, string> = {}) => {
    const seen = (await worker.get(path)).body;
    const form = (await worker.get(`${path}/move?to=${to}`)).body;
    const revision = /name="_revision" value="(\d+)"/.exec(form)?.[1] ?? '';
    expect(seen).toContain('Syntheticperson');
    return worker.form(`${path}/move?to=${to}`, {
      _revision: revision,
      words: 'So',
      ...date('on', '17', '1', '2013'),
      ...more,
    });
  };
  const offered = await step('accepted', date('startsOn', '1', '2', '2013'));
  expect([offered.statusCode, errorsIn(offered.body)]).toEqual([303, '']);
  const early = await step('started');
  expect(errorsIn(early.body)).toContain('consent of a parent');
  await worker.form(`${path}/consent`, {
    _revision: '2',
    consent: 'given',
    ...date('on', '17', '1', '2013'),
  });
  expect((await step('started')).statusCode).toBe(303);
  const register = await worker.get('/casework/programmes/life-course/register');
  expect(register.body).toContain('Syntheticperson');
  await worker.form('/casework/programmes/life-course/register', {
    present: path.split('/').at(-1) ?? '',
    ...date('on', '17', '1', '2013'),
  });
  expect((await step('completed')).statusCode).toBe(303);
  const page = await worker.get('/casework/programmes/life-course');
  expect(page.body).toContain('1 of 1 days');
  expect(page.body).toContain('£6,500');
  expect(page.body).not.toMatch(/<title>[^<]*Syntheticperson/);
  expect((await worker.get(`/casework/people/${person}`)).body).toContain('LIFE course');
});

test('programs refer and move by the same rules', async () => {
  const token = concord().readsFor(PURPOSE, worker);
  const twice = await token.post('/api/v1/placements', {
    programme: 'no-such-programme',
    recordId,
    because: 'x',
  });
  expect(twice.json()).toMatchObject({ status: 404 });
  expect((await token.get('/api/v1/programmes')).json()).toMatchObject({
    items: [{ slug: 'life-course', places: 12 }],
  });
});

test('another agency sees neither the people nor the register', async () => {
  const stranger = concord().readsFor(
    PURPOSE,
    await concord().signInAs('casework.read@own', 'casework.write@own'),
  );
  const page = await stranger.get('/casework/programmes/life-course');
  expect(page.body).toContain('Nobody was referred yet');
  expect(page.body).not.toContain('Syntheticperson');
  expect((await stranger.get('/casework/programmes/life-course/register')).statusCode).toBe(404);
});
