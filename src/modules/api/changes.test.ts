import { describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { refusal, seen } from './testing.ts';

const concord = testApp();

test('a viewer is refused every change by name', async () => {
  const viewer = await concord().token('read');
  const changes = concord().services.offers.routes.filter(
    ({ method, path, api }) => method !== 'GET' && path.startsWith('/api/v1') && api?.scope !== 'read',
  );
  for (const { method, path } of changes) {
    const url = path.replaceAll(/:[A-Za-z]+/g, 'nobody');
    const answer = await viewer.send(method as 'POST', url, {}, { 'if-match': '"r1"' });
    expect([path, ...refusal(answer)]).toEqual([path, 403, 'not-allowed']);
  }
  expect(changes.length).toBeGreaterThan(50);
});

describe('what a thing is can be sent back whole', () => {
  test('a place is changed by whom had read it, and what is left out is not known', async () => {
    const editor = await concord().token('places.edit');
    const place = {
      name: 'Cannock North',
      geography: 'Ward',
      vintage: '2003',
      code: 'E05006919',
      note: 'Old',
    };
    await editor.post('/api/v1/places', { name: 'Cannock Chase', geography: 'District' });
    const added = await editor.post('/api/v1/places', { ...place, within: 'cannock-chase' });
    const address = String(added.headers.location);
    expect(added.json()).toMatchObject({ geographyName: 'Ward', vintage: '2003', within: 'Cannock Chase' });
    const { note: _left, ...without } = place;
    const changed = await editor.send('PUT', address, without, seen(added));
    expect(changed.json()).toMatchObject({ note: null, within: null, code: 'E05006919', revision: 2 });
    expect((await editor.send('PUT', address, without, seen(added))).statusCode).toBe(412);
    expect((await editor.send('PUT', address, without)).statusCode).toBe(428);
    const nowhere = await editor.send('PUT', address, { ...place, within: 'atlantis' }, seen(changed));
    expect(refusal(nowhere)).toEqual([404, 'not-found']);
  });

  test('an indicator is changed by whom had read it, and ends with its figures', async () => {
    const analyst = await concord().token('indicators.edit');
    const crimes = { slug: 'crimes', title: 'Crimes', kind: 'number', direction: 'lower' };
    const people = { slug: 'people', title: 'People', kind: 'number', direction: 'neither' };
    const rate = { slug: 'crime-rate', title: 'Crime rate', kind: 'rate', direction: 'lower' };
    await analyst.post('/api/v1/indicators', crimes);
    await analyst.post('/api/v1/indicators', people);
    const made = await analyst.post('/api/v1/indicators', rate);
    const address = '/api/v1/indicators/crime-rate';
    const whole = { ...rate, numerator: 'crimes', denominator: 'people', per: 1000, dueDays: 30 };
    const changed = await analyst.send('PUT', address, whole, seen(made));
    expect(changed.json()).toMatchObject({ numeratorId: expect.any(String), dueDays: 30, revision: 2 });
    expect((await analyst.send('PUT', address, whole, seen(made))).statusCode).toBe(412);
    const reworded = { ...whole, title: 'Rate of crime', reason: 'Clearer' };
    expect((await analyst.send('PUT', address, reworded, seen(changed))).json()).toMatchObject({
      title: 'Rate of crime',
    });
    const last = await analyst.get(address);
    const ended = await analyst.post(`${address}/endings`, { on: '2012-12-31' }, seen(last));
    expect(ended.json()).toMatchObject({ endedOn: '2012-12-31' });
    const current = await analyst.get('/api/v1/indicators?currentOn=2013-01-17');
    expect(current.json<{ items: { slug: string }[] }>().items.map(({ slug }) => slug)).toEqual([
      'crimes',
      'people',
    ]);
  });
});

test('a population is corrected in the version that was read', async () => {
  const editor = await concord().token('places.edit');
  const populations = '/api/v1/places/cannock-chase/populations';
  const census = { asOn: '2011-03-27', persons: 97_000, quality: 'provisional', source: 'Census 2011' };
  const first = await editor.post(populations, census);
  const final = { ...census, persons: 97_462, quality: 'final' };
  expect((await editor.post(populations, final, seen(first))).json()).toMatchObject({ version: 2 });
  expect(refusal(await editor.post(populations, final, seen(first)))).toEqual([412, 'precondition-failed']);
});

test('somebody is appointed to a post, and leaves it', async () => {
  const editor = await concord().token('partners.edit');
  const agency = `/api/v1/agencies/agency-${editor.actor.accountId.slice(-12)}`;
  const post = String((await editor.post(`${agency}/posts`, { title: 'Analyst' })).headers.location);
  const first = { person: { name: 'Example Person' }, startsOn: '2012-06-01' };
  const appointed = await editor.post(`${post}/appointments`, first);
  expect(appointed.json()).toMatchObject({ person: 'Example Person', endsOn: null });
  const known = { person: { id: appointed.json<{ personId: string }>().personId }, startsOn: '2012-05-01' };
  expect(refusal(await editor.post(`${post}/appointments`, known))).toEqual([
    422,
    'appointment-before-the-present-one',
  ]);
  const holding = appointed.json<{ id: string }>().id;
  const ended = await editor.post(`${post}/holdings/${holding}/endings`, { endsOn: '2012-12-31' });
  expect(ended.json()).toMatchObject({ endsOn: '2012-12-31' });
  expect((await editor.get(`${post}/holdings`)).json()).toMatchObject({ items: [{ id: holding }] });
  const people = await editor.get('/api/v1/people?limit=200');
  expect(people.json<{ items: { name: string }[] }>().items.map(({ name }) => name)).toContain(
    'Example Person',
  );
});

test('a report template is added, and changed by whom had read it', async () => {
  const editor = await concord().token('report.edit');
  const address = '/api/v1/report-templates/quarterly';
  const template = {
    title: 'Quarterly update',
    cadence: { every: 'quarter', daysAfter: 30, startsOn: '2012-10-01' },
    sections: [{ key: 'purpose', title: 'Purpose' }],
  };
  const added = await editor.send('PUT', address, template);
  expect(added.json()).toMatchObject({ version: 1, revision: 1, template: { title: 'Quarterly update' } });
  expect(refusal(await editor.send('PUT', address, template))).toEqual([428, 'precondition-required']);
  const changed = { ...template, title: 'Update of the quarter' };
  expect((await editor.send('PUT', address, changed, seen(added))).json()).toMatchObject({ version: 2 });
  expect(refusal(await editor.send('PUT', address, changed, seen(added)))).toEqual([
    412,
    'precondition-failed',
  ]);
  expect(
    (await editor.send('PUT', address, { ...template, sections: [] }, seen(added))).json(),
  ).toMatchObject({ errors: [{ field: 'sections' }] });
});

test('a baseline is awaited until it is known, and replaced only by whom had read it', async () => {
  const analyst = await concord().token('indicators.edit');
  const address = '/api/v1/indicators/crimes/baselines';
  const awaited = { state: 'awaited', statement: 'To be known', expectedOn: '2013-03-31' };
  const set = await analyst.post(address, awaited);
  expect(set.json()).toMatchObject({ ...awaited, value: null, revision: 1 });
  const known = { state: 'known', period: '2010/11', value: 6508 };
  expect(refusal(await analyst.post(address, known))).toEqual([428, 'precondition-required']);
  expect(refusal(await analyst.post(address, { ...known, period: '2010/12' }, seen(set)))).toEqual([
    422,
    'period-unreadable',
  ]);
  expect((await analyst.post(address, known, seen(set))).json()).toMatchObject({ ...known, revision: 2 });
  expect(refusal(await analyst.post(address, known, seen(set)))).toEqual([412, 'precondition-failed']);
  expect((await analyst.get(address)).json()).toMatchObject({ items: [known], next: null });
});

describe('around the strategy', () => {
  test('a need is recorded with its evidence and the priorities that answer it', async () => {
    const editor = await concord().token('strategy.edit', 'indicators.edit');
    await editor.post('/api/v1/strategy-versions', { title: 'Strategy' });
    await editor.post('/api/v1/strategy-versions/1/priorities', { title: 'Better health' });
    const need = { title: 'Smoking', statement: 'One in four smokes', priorities: ['better-health'] };
    const added = await editor.post('/api/v1/needs', need);
    expect(added.json()).toMatchObject({ slug: 'smoking', priorities: ['better-health'], evidence: [] });
    const unknown = await editor.post('/api/v1/needs', { ...need, title: 'N', priorities: ['nowhere'] });
    expect(unknown.json()).toMatchObject({ name: 'name-unknown', errors: [{ field: 'priorities.0' }] });
    const evidence = { statement: '24% smoke', source: 'Health profile 2012', dated: '2012-06-01' };
    const shown = await editor.post('/api/v1/needs/smoking/evidence', evidence);
    const [piece] = shown.json<{ evidence: { id: string }[] }>().evidence;
    expect(piece).toMatchObject(evidence);
    const removal = await editor.post(`/api/v1/needs/smoking/evidence/${piece?.id}/removals`, {});
    expect(removal.json()).toMatchObject({ evidence: [] });
    const closed = { ...need, closedOn: '2013-01-01' };
    expect((await editor.send('PUT', '/api/v1/needs/smoking', closed, seen(added))).json()).toMatchObject({
      closedOn: '2013-01-01',
      revision: 2,
    });
    expect((await editor.send('PUT', '/api/v1/needs/smoking', closed, seen(added))).statusCode).toBe(412);
  });

  test('an outcome is joined to indicators, themes and corporate priorities by name', async () => {
    const editor = await concord().token('strategy.edit');
    const own = await concord().token('strategy.edit@own');
    await editor.post('/api/v1/strategy-versions/1/outcomes', {
      priority: 'better-health',
      wording: 'Fewer people smoke',
    });
    const theme = await editor.post('/api/v1/themes', { title: 'Young people' });
    expect((await editor.post('/api/v1/themes', { title: 'Young people' })).json()).toMatchObject({
      name: 'theme-slug-unique',
      errors: [{ field: 'title' }],
    });
    const described = { title: 'Young people', description: 'Up to 25' };
    expect(
      (await editor.send('PUT', '/api/v1/themes/young-people', described, seen(theme))).json(),
    ).toMatchObject({ description: 'Up to 25', revision: 2 });
    const agency = `/api/v1/agencies/agency-${own.actor.accountId.slice(-12)}`;
    const corporate = await own.post(`${agency}/corporate-priorities`, { title: 'A healthy district' });
    expect(corporate.headers.location).toBe('/api/v1/corporate-priorities/a-healthy-district');
    const other = `/api/v1/agencies/agency-${editor.actor.accountId.slice(-12)}`;
    const foreign = await own.post(`${other}/corporate-priorities`, { title: 'Not ours' });
    expect(refusal(foreign)).toEqual([403, 'not-allowed']);
    const outcome = await editor.get('/api/v1/outcomes/fewer-people-smoke');
    const joins = {
      indicators: ['crimes'],
      themes: ['young-people'],
      corporatePriorities: ['a-healthy-district'],
    };
    const address = '/api/v1/outcomes/fewer-people-smoke/joins';
    expect((await editor.send('PUT', address, joins, seen(outcome))).json()).toMatchObject(joins);
    expect((await editor.send('PUT', address, joins, seen(outcome))).statusCode).toBe(412);
    const nowhere = await editor.send('PUT', address, { ...joins, themes: ['x'] }, { 'if-match': '"r2"' });
    expect(nowhere.json()).toMatchObject({ name: 'name-unknown', errors: [{ field: 'themes.0' }] });
  });
});
