import { expect, test } from 'vitest';
import { z } from 'zod';
import { testApp } from '../../../test/support/app.ts';
import { refused } from '../../kernel/refusal.ts';
import { recordCommand } from '../audit/record.ts';
import type { ModuleManifest } from '../module.ts';
import { apiGet, apiPost, apiPut } from './api.ts';
import { apiList } from './api-list.ts';
import { get } from './route.ts';

const Agency = z.object({ slug: z.string(), name: z.string() });

const routes = [
  get('/page', { permission: 'read' }, async () => ({ title: 'Page', body: null })),
  apiList(
    '/api/v1/agencies',
    {
      name: 'listAgencies',
      summary: 'Agencies',
      permission: 'read',
      item: Agency,
      query: z.object({ sector: z.enum(['police', 'fire']).optional() }),
      order: (row) => [row.name],
    },
    async ({ tx, actor, query }) =>
      tx
        .selectFrom('partners.agency')
        .selectAll()
        .where('partnership_id', '=', actor.partnershipId)
        .$if(query.sector !== undefined, (q) => q.where('sector', '=', query.sector ?? 'other'))
        .execute(),
  ),
  apiGet(
    '/api/v1/agencies/:slug',
    { name: 'getAgency', summary: 'An agency', permission: 'read', response: Agency },
    async ({ tx, params }) => {
      const row = await tx
        .selectFrom('partners.agency')
        .selectAll()
        .where('slug', '=', params.slug ?? '')
        .executeTakeFirst();
      return row ? { value: row, revision: row.revision } : refused('not-found', 'There is no such agency.');
    },
  ),
  apiPost(
    '/api/v1/agencies',
    {
      name: 'addAgency',
      summary: 'Add an agency',
      permission: 'partners.edit',
      status: 201,
      body: z.object({ slug: z.string().min(1), name: z.string() }),
      response: Agency,
    },
    async ({ tx, actor, body }) => {
      const id = crypto.randomUUID();
      await tx
        .insertInto('partners.agency')
        .values({
          partnership_id: actor.partnershipId,
          id,
          ...body,
          short_name: body.name,
          sector: 'police',
          statutory: true,
        })
        .execute();
      await recordCommand(tx, actor, { action: 'agency.added', subject: { kind: 'agency', id } });
      return { value: body, revision: 1, location: `/api/v1/agencies/${body.slug}` };
    },
  ),
  apiPut(
    '/api/v1/agencies/:slug',
    {
      name: 'renameAgency',
      summary: 'Rename an agency',
      permission: 'partners.edit',
      revised: true,
      body: z.object({ name: z.string() }),
      response: Agency,
    },
    async ({ tx, actor, params, body, revision }) => {
      const row = await tx
        .updateTable('partners.agency')
        .set((eb) => ({ name: body.name, revision: eb('revision', '+', 1) }))
        .where('slug', '=', params.slug ?? '')
        .where('revision', '=', revision)
        .returningAll()
        .executeTakeFirst();
      if (!row) return refused('changed-meanwhile', 'Somebody changed this agency.');
      await recordCommand(tx, actor, { action: 'agency.renamed', subject: { kind: 'agency', id: row.id } });
      return { value: row, revision: row.revision };
    },
  ),
  apiGet(
    '/api/v1/broken',
    {
      name: 'getBroken',
      summary: 'Fails',
      permission: 'read',
      response: z.object({ rows: z.array(z.object({})) }),
    },
    async ({ tx }) => ({ value: { rows: await tx.selectFrom('partners.secret' as never).execute() } }),
  ),
];

const modules: ModuleManifest[] = [
  {
    name: 'test',
    routes,
    permissions: [
      { name: 'read', says: 'Read' },
      { name: 'partners.edit', says: 'Edit' },
    ],
  },
];

const concord = testApp({ modules });

const agency = (name: string) => ({ slug: name.toLowerCase(), name });

test('without credentials the API says how to send them', async () => {
  const answer = await concord().visitor.get('/api/v1/agencies');
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toContain('Bearer');
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({
    type: '/problems/sign-in-first',
    status: 401,
    name: 'sign-in-first',
  });
  const unknown = await concord().visitor.get('/api/v1/agencies', { authorization: 'bearer wrong' });
  expect(unknown.json()).toMatchObject({ name: 'token-unknown', status: 401 });
});

test('a token may do what it carries and no more', async () => {
  const reader = await concord().token('read');
  expect((await reader.get('/api/v1/agencies')).statusCode).toBe(200);
  const refusal = await reader.post('/api/v1/agencies', agency('Refused'));
  expect(refusal.json()).toMatchObject({ status: 403, name: 'not-allowed' });
  expect(refusal.cookies).toEqual([]);
});

test('every field that cannot be taken is named, unknown ones too', async () => {
  const editor = await concord().token('partners.edit');
  const answer = await editor.post('/api/v1/agencies', { slug: '', surprise: 1 });
  expect(answer.statusCode).toBe(422);
  const { name, errors } = answer.json<{ name: string; errors: { field: string; message: string }[] }>();
  expect(name).toBe('invalid');
  expect(errors.map((error) => error.field).sort()).toEqual(['name', 'slug', 'surprise']);
  const query = await editor.get('/api/v1/agencies?sector=navy&colour=red');
  expect(
    query
      .json<{ errors: { field: string }[] }>()
      .errors.map((error) => error.field)
      .sort(),
  ).toEqual(['colour', 'sector']);
  const form = await concord().inject({
    method: 'POST',
    url: '/api/v1/agencies',
    headers: {
      authorization: `Bearer ${editor.secret}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: 'slug=a&name=b',
  });
  expect(form.statusCode).toBe(415);
  const broken = await concord().inject({
    method: 'POST',
    url: '/api/v1/agencies',
    headers: { authorization: `Bearer ${editor.secret}`, 'content-type': 'application/json' },
    payload: '{"slug":',
  });
  expect(broken.json()).toMatchObject({ status: 400, name: 'bad-request' });
});

test('a session reads, and changes only with the token of its own pages', async () => {
  const person = await concord().signInAs('partners.edit');
  expect((await person.get('/api/v1/agencies')).statusCode).toBe(200);
  const forged = await person.post('/api/v1/agencies', agency('Forged'), { 'x-csrf-token': 'guessed' });
  expect(forged.json()).toMatchObject({ status: 403, name: 'form-expired' });
  expect((await person.post('/api/v1/agencies', agency('Own'))).statusCode).toBe(201);
});

test('a list is given by pages in a stable order, each naming the next', async () => {
  const editor = await concord().token('partners.edit');
  for (const name of ['Paged-c', 'Paged-a', 'Paged-b']) await editor.post('/api/v1/agencies', agency(name));
  const whole = await editor.get('/api/v1/agencies?limit=200');
  const names = whole.json<{ items: { name: string }[] }>().items.map((item) => item.name);
  const walked: string[] = [];
  let url: string | null = '/api/v1/agencies?limit=2';
  while (url !== null) {
    const answer = await editor.get(url);
    const page = answer.json<{ items: { name: string }[]; next: string | null }>();
    expect(page.items.length).toBeLessThanOrEqual(2);
    expect(answer.headers.link).toBe(page.next === null ? undefined : `<${page.next}>; rel="next"`);
    walked.push(...page.items.map((item) => item.name));
    url = page.next;
  }
  expect(names.length).toBeGreaterThan(3);
  expect(walked).toEqual(names);
  expect((await editor.get('/api/v1/agencies?limit=201')).statusCode).toBe(422);
  expect((await editor.get('/api/v1/agencies?after=nonsense')).json()).toMatchObject({
    name: 'cursor-unknown',
  });
});

test('the same key and contents are done once and answered alike; other contents are refused', async () => {
  const editor = await concord().token('partners.edit');
  const key = { 'idempotency-key': 'once-only-1' };
  const first = await editor.post('/api/v1/agencies', agency('Once'), key);
  const second = await editor.post('/api/v1/agencies', agency('Once'), key);
  expect(first.statusCode).toBe(201);
  expect([second.statusCode, second.json(), second.headers.etag, second.headers.location]).toEqual([
    201,
    first.json(),
    first.headers.etag,
    '/api/v1/agencies/once',
  ]);
  expect(second.headers['idempotency-replayed']).toBe('true');
  const other = await editor.post('/api/v1/agencies', agency('Other'), key);
  expect(other.json()).toMatchObject({ status: 409, name: 'key-used' });
  const elsewhere = await editor.send('PUT', '/api/v1/agencies/once', agency('Once'), key);
  expect(elsewhere.statusCode).not.toBe(201);
  const bad = await editor.post('/api/v1/agencies', agency('Bad'), { 'idempotency-key': 'a b' });
  expect(bad.json()).toMatchObject({ status: 400, name: 'key-unreadable' });
});

test('ten sendings at one moment with one key are one act', async () => {
  const editor = await concord().token('partners.edit');
  const key = { 'idempotency-key': 'at-one-moment' };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => editor.post('/api/v1/agencies', agency('Moment'), key)),
  );
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(10).fill(201));
  expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
});

test('a refused sending leaves its key free for a corrected one', async () => {
  const editor = await concord().token('partners.edit');
  const key = { 'idempotency-key': 'corrected-1' };
  expect((await editor.post('/api/v1/agencies', { slug: 'x' }, key)).statusCode).toBe(422);
  expect((await editor.post('/api/v1/agencies', agency('Corrected'), key)).statusCode).toBe(201);
});

test('what is held is not sent again', async () => {
  const editor = await concord().token('partners.edit');
  await editor.post('/api/v1/agencies', agency('Held'));
  const first = await editor.get('/api/v1/agencies/held');
  const etag = String(first.headers.etag);
  expect(etag).toMatch(/^"r1\./);
  const again = await editor.get('/api/v1/agencies/held', { 'if-none-match': `"other", ${etag}` });
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
  expect((await editor.get('/api/v1/agencies/held', { 'if-none-match': '"r1.other"' })).statusCode).toBe(200);
});

test('two people cannot overwrite each other unknowingly', async () => {
  const editor = await concord().token('partners.edit');
  await editor.post('/api/v1/agencies', agency('Shared'));
  const etag = String((await editor.get('/api/v1/agencies/shared')).headers.etag);
  const rename = (name: string, headers: Record<string, string>) =>
    editor.send('PUT', '/api/v1/agencies/shared', { name }, headers);
  expect((await rename('Nobody', {})).json()).toMatchObject({ status: 428, name: 'precondition-required' });
  expect((await rename('Nobody', { 'if-match': '*' })).statusCode).toBe(428);
  expect((await rename('First', { 'if-match': etag })).statusCode).toBe(200);
  expect((await rename('Second', { 'if-match': etag })).json()).toMatchObject({
    status: 412,
    name: 'precondition-failed',
  });
  expect((await rename('Third', { 'if-match': 'W/"r2"' })).statusCode).toBe(200);
});

test('an address says which methods it takes; an unknown one is a problem; HEAD reads', async () => {
  const reader = await concord().token('read');
  const options = await concord().visitor.send('OPTIONS', '/api/v1/agencies');
  expect([options.statusCode, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
  const wrong = await reader.send('PATCH', '/api/v1/agencies', {});
  expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS, POST']);
  expect((await reader.get('/api/v1/nowhere')).json()).toMatchObject({ status: 404, name: 'not-found' });
  expect((await reader.get('/api')).json()).toMatchObject({ status: 404, name: 'not-found' });
  const head = await reader.send('HEAD', '/api/v1/agencies');
  expect([head.statusCode, head.body]).toEqual([200, '']);
  expect((await reader.send('HEAD', '/page')).statusCode).toBe(200);
});

test('the limit of requests is said with every answer', async () => {
  const answer = await concord().visitor.get('/api/v1/agencies');
  expect(Number(answer.headers['ratelimit-limit'])).toBeGreaterThan(0);
  expect(answer.headers['ratelimit-remaining']).toBeDefined();
});

const hurried = testApp({ modules, settings: { CONCORD_REQUESTS_PER_MINUTE: '2' } });

test('who asks too often is told how long to wait', async () => {
  const { visitor } = hurried();
  await visitor.get('/api/v1/agencies');
  await visitor.get('/api/v1/agencies');
  const refusal = await visitor.get('/api/v1/agencies');
  expect(refusal.json()).toMatchObject({ status: 429, name: 'too-many-requests' });
  expect(Number(refusal.headers['retry-after'])).toBeGreaterThan(0);
});

test('characters that no database can hold are dropped, wherever they stand', async () => {
  const editor = await concord().token('partners.edit');
  const made = await editor.post('/api/v1/agencies', { slug: 'nul\u0000led', name: 'A\u0007\u0000\ud800B' });
  expect(made.json()).toMatchObject({ slug: 'nulled', name: 'AB' });
  expect((await editor.get('/api/v1/agencies/nul%00led')).statusCode).toBe(200);
  expect((await editor.get('/api/v1/agencies?after=%00')).statusCode).toBe(422);
});

test('a failure says neither SQL nor place, only the number to quote', async () => {
  const answer = await (await concord().token('read')).get('/api/v1/broken');
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toMatchObject({ name: 'error', status: 500 });
  expect(answer.json<{ instance: string }>().instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(answer.body).not.toMatch(/select|relation|secret|\.ts/);
});
