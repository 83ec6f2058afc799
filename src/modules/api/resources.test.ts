import { describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { modules } from '../../modules.ts';

const offered = {
  name: 'offering',
  exports: [
    {
      name: 'sums',
      says: 'Sums for a test',
      rows: async () => [
        { name: 'one, two', value: 3 },
        { name: '=1+1', value: null, on: '2013-01-17' },
      ],
    },
  ],
};
const concord = testApp({ modules: [...modules, offered] });

const AGENCY = { name: 'Staffordshire Fire and Rescue', shortName: 'SFRS', sector: 'fire', statutory: true };

describe('partners', () => {
  test('an agency is added, read, changed by whom had read it, and found by its posts', async () => {
    const editor = await concord().token('partners.edit');
    const added = await editor.post('/api/v1/agencies', AGENCY);
    expect(added.statusCode).toBe(201);
    const address = String(added.headers.location);
    const read = await editor.get(address);
    expect(read.json()).toMatchObject({ ...AGENCY, revision: 1, leftOn: null });
    const changed = await editor.send(
      'PUT',
      address,
      { ...AGENCY, telephone: '01543 000000' },
      { 'if-match': String(read.headers.etag) },
    );
    expect(changed.json()).toMatchObject({ telephone: '01543 000000', revision: 2 });
    const late = await editor.send('PUT', address, AGENCY, { 'if-match': String(read.headers.etag) });
    expect(late.json()).toMatchObject({ status: 412, name: 'precondition-failed' });
    const post = await editor.post(`${address}/posts`, { title: 'Station Manager' });
    expect(post.json()).toMatchObject({ title: 'Station Manager', agency: AGENCY.name, revision: 1 });
    const posts = await editor.get(`/api/v1/posts?agency=${address.split('/').at(-1)}`);
    expect(posts.json<{ items: unknown[] }>().items).toHaveLength(1);
  });

  test('what the database refuses has the name of its constraint and its field', async () => {
    const editor = await concord().token('partners.edit');
    const twin = { ...AGENCY, name: 'Twin agency' };
    expect((await editor.post('/api/v1/agencies', twin)).statusCode).toBe(201);
    const again = await editor.post('/api/v1/agencies', twin);
    expect([again.statusCode, again.json<{ name: string }>().name]).toEqual([
      422,
      expect.stringMatching(/^agency-(slug|name)-unique$/),
    ]);
  });

  test('who edits one agency edits its posts and no other’s', async () => {
    const own = await concord().token('partners.edit@own');
    const editor = await concord().token('partners.edit');
    const other = await editor.post('/api/v1/agencies', { ...AGENCY, name: 'Other agency' });
    const refusal = await own.post(`${other.headers.location}/posts`, { title: 'Clerk' });
    expect(refusal.json()).toMatchObject({ status: 403, name: 'not-allowed' });
    const slug = `agency-${own.actor.accountId.slice(-12)}`;
    expect((await own.post(`/api/v1/agencies/${slug}/posts`, { title: 'Clerk' })).statusCode).toBe(201);
  });

  test('the partnership says its business date', async () => {
    const reader = await concord().token('read');
    expect((await reader.get('/api/v1/partnership')).json()).toMatchObject({
      name: 'Chase',
      today: '2013-01-17',
    });
  });
});

test('a place is added and its population keeps every version', async () => {
  const editor = await concord().token('places.edit');
  const added = await editor.post('/api/v1/places', { name: 'Cannock North', geography: 'Ward' });
  expect(added.statusCode).toBe(201);
  const address = String(added.headers.location);
  const count = { asOn: '2011-03-27', persons: 7000, quality: 'final', source: 'Census 2011' };
  expect((await editor.post(`${address}/populations`, count)).json()).toMatchObject({ version: 1 });
  expect((await editor.post(`${address}/populations`, { ...count, persons: 7100 })).json()).toMatchObject({
    version: 2,
  });
  const beyond = await editor.post(`${address}/populations`, { ...count, persons: 9e15 });
  expect(beyond.json()).toMatchObject({ status: 422, name: 'out-of-range' });
  expect((await editor.get(address)).json()).toMatchObject({ population: { persons: 7100, version: 2 } });
});

describe('indicators', () => {
  const CRIME = {
    slug: 'recorded-crime',
    title: 'Recorded crime',
    kind: 'number',
    direction: 'lower',
    unit: 'crimes',
  };
  const url = '/api/v1/indicators/recorded-crime';

  test('figures are recorded all or none by the rules of the import, and read back by pages', async () => {
    const analyst = await concord().token('indicators.edit', 'observations.record');
    expect((await analyst.post('/api/v1/indicators', CRIME)).statusCode).toBe(201);
    const bad = await analyst.post(`${url}/observations`, {
      observations: [
        { period: '2010/11', value: 6508, note: 'two\nlines' },
        { period: '2011/13', value: 5 },
        { period: '2011/12', value: -5 },
      ],
    });
    expect(bad.json()).toMatchObject({ status: 422, name: 'observations-refused' });
    expect(bad.json<{ errors: { field: string }[] }>().errors.map((error) => error.field)).toEqual([
      'observations.1',
      'observations.2',
    ]);
    expect((await analyst.get(`${url}/observations`)).json()).toEqual({ items: [], next: null });
    const observations = [
      { period: '2010/11', value: 6508, source: 'Police', note: '=not a formula' },
      { period: '2011/12', value: 5803, source: 'Police' },
    ];
    const trial = await analyst.post(`${url}/observations`, { observations, trial: true });
    expect(trial.json()).toMatchObject({ added: 2, written: 0 });
    const real = await analyst.post(`${url}/observations`, { observations });
    expect(real.json()).toMatchObject({ added: 2, written: 2, rows: [{ position: 0 }, { position: 1 }] });
    const again = await analyst.post(`${url}/observations`, { observations });
    expect(again.json()).toMatchObject({ unchanged: 2, written: 0 });
    const first = (await analyst.get(`${url}/observations?limit=1`)).json<{
      items: unknown[];
      next: string;
    }>();
    expect(first.items).toMatchObject([{ period: '2010/11', value: 6508, note: '=not a formula' }]);
    expect((await analyst.get(first.next)).json()).toMatchObject({ items: [{ value: 5803 }], next: null });
  });

  test('how it stands is said as on its page, and its tag follows what is derived', async () => {
    const analyst = await concord().token('indicators.edit', 'observations.record');
    const before = await analyst.get(url);
    expect(before.json()).toMatchObject({
      latest: { period: '2011/12', value: 5803 },
      change: { absolute: -705 },
      status: 'improving',
      asAt: '2013-01-17',
    });
    await analyst.post(`${url}/observations`, { observations: [{ period: '2011/12', value: 7200 }] });
    const after = await analyst.get(url, { 'if-none-match': String(before.headers.etag) });
    expect(after.statusCode).toBe(200);
    expect(after.json()).toMatchObject({ latest: { value: 7200, version: 2 }, status: 'worsening' });
  });

  test('it is reworded by whom had read it', async () => {
    const analyst = await concord().token('indicators.edit');
    const wording = { title: 'Crimes recorded', definition: 'All of them', reason: 'Clearer' };
    const etag = String((await analyst.get(url)).headers.etag);
    expect((await analyst.post(`${url}/wordings`, wording)).statusCode).toBe(428);
    const reworded = await analyst.post(`${url}/wordings`, wording, { 'if-match': etag });
    expect(reworded.json()).toMatchObject({ title: 'Crimes recorded', revision: 2 });
    expect((await analyst.post(`${url}/wordings`, wording, { 'if-match': etag })).statusCode).toBe(412);
  });

  test('a target is set with its stages, and replaced only by whom had read it', async () => {
    const analyst = await concord().token('indicators.edit');
    const target = {
      status: 'agreed',
      stages: [
        { period: '2012/13', value: 5600 },
        { period: '2013/14', value: null },
      ],
    };
    const set = await analyst.post(`${url}/targets`, target);
    expect(set.json()).toMatchObject({ indicator: 'recorded-crime', aim: 'at-most', revision: 1 });
    expect(set.json<{ stages: unknown[] }>().stages).toMatchObject([
      { dueOn: '2013-03-31', value: 5600 },
      { value: null },
    ]);
    expect((await analyst.post(`${url}/targets`, target)).json()).toMatchObject({
      status: 428,
      name: 'precondition-required',
    });
    const etag = { 'if-match': String(set.headers.etag) };
    expect((await analyst.post(`${url}/targets`, target, etag)).json()).toMatchObject({ revision: 2 });
    expect((await analyst.post(`${url}/targets`, target, etag)).json()).toMatchObject({
      status: 412,
      name: 'precondition-failed',
    });
    const listed = (await analyst.get('/api/v1/targets')).json<{ items: unknown[] }>().items;
    expect(listed).toMatchObject([{ indicator: 'recorded-crime', revision: 2 }]);
  });

  test('who may not record is told so by name', async () => {
    const reader = await concord().token('read');
    const refusal = await reader.post(`${url}/observations`, {
      observations: [{ period: '2009/10', value: 1 }],
    });
    expect(refusal.json()).toMatchObject({ status: 403, name: 'not-allowed' });
  });
});

test('an exported table comes as JSON or CSV, and runs nothing in a spreadsheet', async () => {
  const reader = await concord().token('read');
  const list = await reader.get('/api/v1/exports?limit=200');
  expect(list.json<{ items: unknown[] }>().items).toContainEqual({
    name: 'sums',
    says: 'Sums for a test',
    address: '/api/v1/exports/sums',
  });
  expect((await reader.get('/api/v1/exports/sums')).json()).toMatchObject({
    rows: [{ name: 'one, two', value: 3 }, { on: '2013-01-17' }],
  });
  const csv = await reader.get('/api/v1/exports/sums?format=csv');
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body).toBe('\uFEFFname,value,on\r\n"one, two",3,\r\n\'=1+1,,2013-01-17\r\n');
  expect((await reader.get('/api/v1/exports/sums', { accept: 'text/csv' })).body).toBe(csv.body);
  expect((await reader.get('/api/v1/exports/none')).json()).toMatchObject({ status: 404, name: 'not-found' });
});

test('duties and warnings are paged in a stable order', async () => {
  const analyst = await concord().token('indicators.edit');
  for (const at of [1, 2, 3])
    await analyst.post('/api/v1/indicators', {
      slug: `monthly-${at}`,
      title: `Monthly ${at}`,
      kind: 'number',
      direction: 'lower',
      frequency: 'monthly',
    });
  for (const list of ['duties', 'warnings']) {
    const whole = (await analyst.get(`/api/v1/${list}?limit=200`)).json<{ items: unknown[] }>().items;
    const walked: unknown[] = [];
    let url: string | null = `/api/v1/${list}?limit=1`;
    while (url !== null) {
      const page: { items: unknown[]; next: string | null } = (await analyst.get(url)).json();
      walked.push(...page.items);
      url = page.next;
    }
    expect(walked).toEqual(whole);
  }
});

test('search finds what the asker may see and wants words to look for', async () => {
  const reader = await concord().token('read');
  expect((await reader.get('/api/v1/search?q=crime')).json()).toMatchObject({ items: expect.any(Array) });
  expect((await reader.get('/api/v1/search')).json()).toMatchObject({ errors: [{ field: 'q' }] });
});
