/** The HTTP platform by itself, with routes made for the purpose. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Id, newId } from '../src/kernel/ids.ts';
import { refused } from '../src/kernel/refusal.ts';
import { recordCommand } from '../src/platform/audit/record.ts';
import { BootError, collect } from '../src/platform/collect.ts';
import { testDatabase } from '../src/platform/database/testing.ts';
import { fileStore } from '../src/platform/files.ts';
import { get, post, type Route } from '../src/platform/http/route.ts';
import { buildServer, type ServerParts } from '../src/platform/http/server.ts';
import { partnershipDirectory, type SignedIn } from '../src/platform/http/visitor.ts';
import { jobQueue } from '../src/platform/jobs.ts';
import { keyStore, subjectKeys } from '../src/platform/keys/index.ts';
import type { ModuleManifest } from '../src/platform/module.ts';
import { readSettings } from '../src/platform/settings.ts';

const db = testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'concord-http-'));
let app: FastifyInstance;
let parts: ServerParts;
let carried = 0;

const MEGABYTE = 1_048_576;
const permissions = [
  { name: 'read', says: 'Read' },
  { name: 'things.edit', says: 'Edit things' },
];
const routes: Route[] = [
  get('/open', { who: 'anyone' }, async () => ({ title: 'Open', body: 'Open to all <script>' })),
  get('/members', { permission: 'read' }, async () => ({ title: 'Members', body: 'For members' })),
  get('/writes', { who: 'anyone' }, async ({ tx, actor }) => {
    await recordCommand(tx, actor, { action: 'thing.written' });
    return { title: 'Written', body: '' };
  }),
  get('/secret/:id', { permission: 'read' }, async () => ({ title: 'Secret', body: 'secret' }), {
    reads: ({ params }) => ({ action: 'secret.read', subject: { kind: 'thing', id: params.id ?? '' } }),
  }),
  get('/broken', { who: 'anyone' }, async () => {
    throw new Error('select password from somewhere');
  }),
  post(
    '/things',
    { permission: 'things.edit' },
    async ({ tx, actor, form }) => {
      if (form.name === '') return refused('name-missing', 'Give it a name', { field: 'name' });
      carried += 1;
      await recordCommand(tx, actor, { action: 'thing.made', detail: { name: form.name } });
      return { redirect: `/things/${carried}` };
    },
    {
      again: async (_context, attempt) => ({
        title: 'Again',
        body: `${attempt.errors.name}: ${attempt.values.name}${attempt.values.note}`,
      }),
    },
  ),
  post('/open/thing', { who: 'anyone' }, async () => ({ redirect: '/open' })),
  post('/papers', { permission: 'things.edit' }, async ({ files }) => ({ redirect: `/${files.length}` }), {
    unaudited: true,
    upload: { maxBytes: 3 * MEGABYTE, files: 3, allBytes: 4 * MEGABYTE },
  }),
  post('/forgetful', { permission: 'things.edit' }, async () => ({ redirect: '/' })),
  get('/api/thing', { permission: 'read' }, async () => refused('not-found', 'There is no such thing.')),
];
const made: ModuleManifest = { name: 'made', permissions, routes };

beforeAll(async () => {
  const log = pino({ level: 'silent' });
  const settings = { ...readSettings({ CONCORD_REQUESTS_PER_MINUTE: '100000' }, folder) };
  const services = {
    settings,
    pool: db().pool,
    statistics: db().statistics,
    keys: keyStore(folder),
    subjects: subjectKeys(keyStore(folder)),
    files: fileStore(path.join(folder, 'files')),
    jobs: jobQueue(db().app, db().pool, log),
    offers: collect([made]),
    log,
  };
  const signedIn: SignedIn = {
    actor: {
      kind: 'member',
      partnershipId: db().partnershipId,
      accountId: newId(),
      personId: newId(),
      agencyId: newId<'agency'>(),
      permissions: ['read', 'things.edit'],
    },
    name: 'Somebody',
    post: 'LSP Manager',
    agency: 'Council',
  };
  parts = {
    services,
    directory: partnershipDirectory(db().pool),
    assets: { folder, css: '/assets/a.css', js: '/assets/a.js' },
    authentication: {
      bySession: async (_partnership: Id<'partnership'>, token: string) =>
        token === 'good' ? signedIn : undefined,
      byToken: async (_partnership: Id<'partnership'>, token: string) =>
        token === 'good' ? signedIn.actor : undefined,
    },
  };
  app = await buildServer(parts);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const signedIn = { cookies: { concord_session: 'good' } };
const ask = (url: string, more: Partial<InjectOptions> = {}) => app.inject({ url, ...more });
const tokenOf = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
const csrf = async (): Promise<string> => tokenOf((await ask('/open', signedIn)).body);
const send = async (form: Record<string, string>, more: Partial<InjectOptions> = {}) =>
  ask('/things', {
    method: 'POST',
    ...signedIn,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: new URLSearchParams({ _csrf: await csrf(), ...form }).toString(),
    ...more,
  });

describe('who may', () => {
  test('an address that a form is sent to leads who opens it back to the page above; programs hear what it takes', async () => {
    const opened = await app.inject({ url: '/open/things' });
    expect(opened.statusCode).toBe(404);
    const sent = await app.inject({ url: '/open/thing?x=1' });
    expect([sent.statusCode, sent.headers.location, sent.headers.allow]).toEqual([
      303,
      '/open',
      'OPTIONS, POST',
    ]);
    expect((await app.inject({ url: '/things' })).statusCode).toBe(405);
  });

  test('a visitor is sent to sign in and comes back afterwards', async () => {
    const answer = await ask('/members?x=1');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in?next=%2Fmembers%3Fx%3D1']);
    expect((await ask('/members', signedIn)).statusCode).toBe(200);
  });
  test('a program without a token is told so in its own language', async () => {
    const answer = await ask('/api/thing');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ name: 'sign-in-first', status: 401 });
    const known = await ask('/api/thing', { headers: { authorization: 'Bearer good' } });
    expect(known.json()).toMatchObject({ name: 'not-found', status: 404 });
  });
  test('boot refuses a route without an access rule, a permission nobody declares, and two claims to one name', () => {
    const noRule = {
      method: 'GET',
      path: '/x',
      handle: async () => ({ title: '', body: '' }),
    } as unknown as Route;
    expect(() => collect([{ name: 'a', routes: [noRule] }])).toThrow('does not say who may use it');
    expect(() => collect([{ name: 'a', routes: [get('/x', { permission: 'no' }, noRule.handle)] }])).toThrow(
      BootError,
    );
    expect(() => collect([made, { ...made, name: 'other' }])).toThrow('both claim');
    const check = { name: 'nameless', says: '', find: async () => [] };
    expect(() => collect([{ name: 'a', checks: [check] }])).toThrow('must be named a.');
    const measure = {
      title: 'M',
      says: 's',
      of: 'people',
      kind: 'count',
      unit: '',
      groups: '',
      adds: true,
      sql: '',
    } as const;
    expect(() => collect([{ name: 'a', measures: [{ ...measure, name: 'm', after: ['none'] }] }])).toThrow(
      'no module counts',
    );
    expect(() =>
      collect([{ name: 'a', figures: [{ prefix: 'x', source: ' ', gather: async () => new Map() }] }]),
    ).toThrow('no source');
  });
});

describe('what a page may do', () => {
  test('text is escaped, script comes from us alone, and nothing is stored on the way', async () => {
    const answer = await ask('/open');
    expect(answer.body).toContain('Open to all &lt;script>');
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });
  test('GET never writes: the database itself refuses', async () => {
    expect((await ask('/writes')).statusCode).toBe(500);
    const { rows } = await db().ownerPool.query(
      `select from platform.audit_event where action = 'thing.written'`,
    );
    expect(rows).toHaveLength(0);
  });
  test('a sensitive read is in the audit trail before the page is shown', async () => {
    const id = newId();
    expect((await ask(`/secret/${id}`, signedIn)).statusCode).toBe(200);
    const { rows } = await db().ownerPool.query(
      `select verb from platform.audit_event where subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ verb: 'read' }]);
  });
  test('an error tells its number, and nothing of what went on inside', async () => {
    const answer = await ask('/broken');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('password');
    expect(answer.body).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    expect((await ask('/nowhere')).statusCode).toBe(404);
    expect((await ask('/api/nowhere')).json()).toMatchObject({ name: 'not-found' });
  });
});

describe('a form', () => {
  test('that another site sends is refused', async () => {
    const before = carried;
    const cross = await send(
      { name: 'a' },
      { headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' } },
    );
    expect(cross.statusCode).toBe(403);
    expect((await send({ name: 'a', _csrf: 'x' })).statusCode).toBe(403);
    expect(carried).toBe(before);
  });
  test('that is sent twice takes effect once and gets the same answer', async () => {
    const before = carried;
    const key = newId();
    const [first, second] = await Promise.all([
      send({ name: 'once', _form: key }),
      send({ name: 'once', _form: key }),
    ]);
    expect(carried).toBe(before + 1);
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    expect(first.headers.location).toBe(second.headers.location);
    expect((await send({ name: 'other', _form: key })).statusCode).toBe(409);
  });
  test('that is refused comes back with what was typed and what to do', async () => {
    const answer = await send({ name: '', note: 'typed', _form: newId() });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Give it a name: typed');
  });
  test('that leaves no audit event is a bug', async () => {
    const answer = await ask('/forgetful', {
      method: 'POST',
      ...signedIn,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: await csrf() }).toString(),
    });
    expect(answer.statusCode).toBe(500);
  });
  test('that holds more values than any form has, or nests without end, is refused at once', async () => {
    const post = (payload: string, type: string) =>
      ask('/things', { method: 'POST', ...signedIn, headers: { 'content-type': type }, payload });
    const form = 'application/x-www-form-urlencoded';
    expect((await post('a=&'.repeat(300_000), form)).statusCode).toBe(413);
    const names = Array.from({ length: 100_000 }, (_, at) => `a${at}=`).join('&');
    expect((await post(names, form)).statusCode).toBe(413);
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect((await post(deep, 'application/json')).statusCode).toBe(400);
  });
  test('that is larger than the limit is refused', async () => {
    expect((await send({ name: 'x'.repeat(1_200_000) })).statusCode).toBe(413);
  });
  test.each([
    [[2, 2], 303, ''],
    [[4], 413, 'The file is larger than 3 MB.'],
    [[2, 2, 1], 413, 'The files are larger than 4 MB together.'],
    [[0, 0, 0, 0], 413, 'More than 3 files came at once.'],
  ])('with files of %j MB is answered %i', async (megabytes, status, says) => {
    const part = (content: string | Buffer, head: string) => [
      `--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n`,
      content,
      '\r\n',
    ];
    const file = (size: number) =>
      part(Buffer.alloc(size * MEGABYTE - (size ? 9 : 0), 'x'), 'name="file"; filename="a.txt"');
    const parts = [...part(await csrf(), 'name="_csrf"'), ...megabytes.flatMap(file), '--edge--\r\n'];
    const answer = await ask('/papers', {
      method: 'POST',
      ...signedIn,
      headers: { 'content-type': 'multipart/form-data; boundary=edge' },
      payload: Buffer.concat(parts.map((text) => Buffer.from(text))),
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toContain(says);
  });
});

test('behind a proxy the address is the one that the proxy saw, and unknown pages count too', async () => {
  const settings = readSettings({ CONCORD_PROXY: 'trusted', CONCORD_REQUESTS_PER_MINUTE: '3' }, folder);
  const behind = await buildServer({ ...parts, services: { ...parts.services, settings } });
  const from = async (written: string, path: string) =>
    (
      await behind.inject({
        method: 'GET',
        url: path,
        headers: { 'x-forwarded-for': `${written}, 203.0.113.9` },
      })
    ).statusCode;
  const statuses: number[] = [];
  for (const [written, path] of [
    ['198.51.100.1', '/open'],
    ['198.51.100.2', '/nowhere'],
    ['198.51.100.3', '/nowhere'],
    ['198.51.100.4', '/nowhere'],
    ['198.51.100.5', '/open'],
  ] as const)
    statuses.push(await from(written, path));
  await behind.close();
  expect(statuses).toEqual([200, 404, 404, 429, 429]);
});

test.each([
  ['a proxy that writes the port too', (at: number) => `203.0.113.9:5123${at}`],
  ['a proxy that writes the port behind an IPv6 address', (at: number) => `[2001:db8::7]:5123${at}`],
  ['a proxy that writes no address', (at: number) => `_hidden${at}`],
])('every connection through %s comes from one address', async (_proxy, written) => {
  const settings = readSettings({ CONCORD_PROXY: 'trusted', CONCORD_REQUESTS_PER_MINUTE: '3' }, folder);
  const behind = await buildServer({ ...parts, services: { ...parts.services, settings } });
  const statuses: number[] = [];
  for (let at = 0; at < 5; at++) {
    const headers = { 'x-forwarded-for': `198.51.100.${at}, ${written(at)}` };
    statuses.push((await behind.inject({ method: 'GET', url: '/open', headers })).statusCode);
  }
  await behind.close();
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
});

test('health and metrics answer, and metrics only on this machine', async () => {
  expect((await ask('/health/live')).json()).toEqual({ status: 'live' });
  expect((await ask('/health/ready')).json()).toEqual({ status: 'ready' });
  const metrics = await ask('/metrics');
  expect(metrics.body).toContain('http_request_duration_seconds');
  expect(metrics.body).not.toMatch(/route="\/secret\/[0-9a-f]/);
  expect((await ask('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode).toBe(404);
});

test('a wrong setting stops with one sentence that names it and does not repeat its value', () => {
  expect(() => readSettings({ PORT: 'eighty' })).toThrow(
    'The setting PORT is wrong: it must be a whole number from 0 to 65535.',
  );
  expect(() => readSettings({ DATABASE_URL: 'mysql://secret@x' })).toThrow(/DATABASE_URL.*(?!secret)/);
  expect(() => readSettings({ CONCORD_EXAMPLE: 'all' })).toThrow('cannock-chase or none');
  expect(readSettings({ PORT: '' }).port).toBe(3000);
});
