import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { newId } from '../../kernel/ids.ts';
import { isApiRoute } from '../../platform/http/openapi.ts';
import type { Route } from '../../platform/http/route.ts';
import { authentication } from '../access/index.ts';

const concord = testApp({ authentication });

type Document = Readonly<Record<string, unknown>>;

const apiRoutes = (): Route[] =>
  concord().services.offers.routes.filter((route) => route.path.startsWith('/api/v1'));

const filled = (path: string): string => path.replaceAll(/:[A-Za-z]+/g, 'nobody');

const document = async (): Promise<Document> =>
  (await concord().visitor.get('/api/v1/openapi.json')).json<Document>();

describe('every operation of the API', () => {
  test('has schemas and a rule of access, and stands in the OpenAPI document', async () => {
    const paths = (await document()).paths as Record<string, Record<string, { operationId: string }>>;
    const routes = apiRoutes();
    for (const route of routes) {
      expect(isApiRoute(route), route.path).toBe(true);
      expect(route.access, route.path).toBeDefined();
      const operation = paths[route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')]?.[route.method.toLowerCase()];
      expect(operation?.operationId, `${route.method} ${route.path}`).toBe(route.api?.name);
      if (route.method !== 'GET') expect(route.api?.body, `${route.method} ${route.path}`).toBeDefined();
    }
    expect(routes.length).toBeGreaterThanOrEqual(128);
  });

  test('answers 401 without credentials, but for the description itself and what is published for everybody', async () => {
    const open: string[] = [];
    let refused = 0;
    for (const { method, path } of apiRoutes()) {
      const answer = await concord().inject({ method, url: filled(path) });
      if (answer.statusCode === 401) refused += 1;
      else open.push(path);
      if (answer.statusCode === 401)
        expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect(open.sort()).toEqual(['/api/v1/casework/case-review-figures', '/api/v1/openapi.json']);
    expect(refused).toBe(apiRoutes().length - open.length);
  });

  test('answers a reader, an empty partnership and a wrong name without an error', async () => {
    const everything = [...concord().services.offers.permissions.keys()];
    const member = await concord().token(...everything);
    let asked = 0;
    for (const { method, path } of apiRoutes()) {
      const answer =
        method === 'GET'
          ? await member.get(filled(path))
          : await member.send(method, filled(path), {}, { 'if-match': '"r1"' });
      expect(answer.statusCode, `${method} ${path}: ${answer.body}`).toBeLessThan(500);
      asked += 1;
    }
    expect(asked).toBe(apiRoutes().length);
  });
});

describe('the OpenAPI document', () => {
  const references = (part: unknown): string[] =>
    part === null || typeof part !== 'object'
      ? []
      : Object.entries(part).flatMap(([key, value]) =>
          key === '$ref' && typeof value === 'string' ? [value] : references(value),
        );
  /** What a reference such as `#/components/schemas/Problem` leads to. */
  const referred = (whole: Document, reference: string): unknown =>
    reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((part, key) => (part as Document | undefined)?.[key], whole);
  /** Every schema of an object with named fields, at any depth. */
  const objectsIn = (part: unknown): Document[] =>
    part === null || typeof part !== 'object'
      ? []
      : [
          ...('properties' in part && 'type' in part && part.type === 'object' ? [part as Document] : []),
          ...Object.values(part).flatMap((inner) => objectsIn(inner)),
        ];
  const operationsIn = (whole: Document): { operationId: string; parameters: Document[] }[] =>
    Object.values(whole.paths as Record<string, Record<string, never>>).flatMap((path) =>
      Object.values(path),
    );

  test('is OpenAPI 3.1, its references lead somewhere and its names are unique', async () => {
    const whole = await document();
    expect(whole.openapi).toMatch(/^3\.1\.\d+$/);
    expect(whole.info).toMatchObject({ title: 'Concord', version: '1' });
    const found = references(whole);
    expect(found.length).toBeGreaterThan(100);
    for (const reference of found) {
      expect(referred(whole, reference), reference).toBeDefined();
    }
    for (const schema of objectsIn(whole))
      for (const name of (schema.required ?? []) as string[])
        expect(schema.properties, name).toHaveProperty([name]);
    const names = operationsIn(whole).map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  test('declares every part of an address, and no parameter twice', async () => {
    const whole = await document();
    const paths = whole.paths as Record<
      string,
      Record<string, { parameters: { name: string; in: string }[] }>
    >;
    let looked = 0;
    for (const [address, path] of Object.entries(paths))
      for (const { parameters } of Object.values(path)) {
        const inPath = parameters.filter((one) => one.in === 'path').map((one) => `{${one.name}}`);
        expect(inPath).toEqual(address.match(/\{\w+\}/g) ?? []);
        const keys = parameters.map((one) => `${one.in} ${one.name}`);
        expect(new Set(keys).size).toBe(keys.length);
        looked += 1;
      }
    expect(looked).toBe(apiRoutes().length);
  });

  test('refuses unknown fields in every body, at every depth', async () => {
    const whole = await document();
    const bodies = operationsIn(whole)
      .map((operation) => (operation as unknown as { requestBody?: unknown }).requestBody)
      .filter((body) => body !== undefined);
    expect(bodies.length).toBeGreaterThan(5);
    const named = new Set(references(bodies));
    for (const name of named) for (const further of references(referred(whole, name))) named.add(further);
    const parts = [...bodies, ...[...named].map((name) => referred(whole, name))];
    for (const { properties, additionalProperties } of objectsIn(parts))
      expect([Object.keys(properties ?? {}), additionalProperties]).toEqual([expect.anything(), false]);
  });

  test('is readable by people, without a script and with an example for every operation', async () => {
    const page = await concord().visitor.get('/api/docs');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body.match(/<pre class="app-code">/g)).toHaveLength(apiRoutes().length);
    expect(page.body).not.toMatch(
      /<script(?![^>]* src="\/assets\/)|style="|https?:\/\/(?!www\.w3\.org)[a-z]+\.[a-z]+\/.*\.js/,
    );
    expect(page.body).toContain('YOUR_TOKEN');
    const problem = await concord().visitor.get('/problems/precondition-failed');
    expect(problem.headers.location).toBe('/api/docs#problem-precondition-failed');
    expect(page.body).toContain('id="problem-precondition-failed"');
  });
});

describe('a token of the access module', () => {
  test('does what its scopes and its owner’s rights have in common, until it is revoked', async () => {
    const owner = await concord().signInAs('api.tokens');
    await concord().db.ownerPool.query(
      `insert into access.role_grant (partnership_id, id, account_id, role, starts_on) values ($1, gen_random_uuid(), $2, 'analyst', '2012-01-01')`,
      [concord().db.partnershipId, owner.actor.accountId],
    );
    const token = 'concord_a-token-of-a-loader';
    const id = newId<'api-token'>();
    await concord().db.ownerPool.query(
      `insert into access.api_token (partnership_id, id, account_id, name, token_hash, scopes, expires_at)
       values ($1, $2, $3, 'Loader', $4, '{read,indicators.edit}', now() + interval '1 day')`,
      [concord().db.partnershipId, id, owner.actor.accountId, createHash('sha256').update(token).digest()],
    );
    const bearer = { authorization: `Bearer ${token}` };
    expect((await concord().visitor.get('/api/v1/indicators', bearer)).statusCode).toBe(200);
    const beyond = await concord().visitor.post('/api/v1/places', { name: 'A', geography: 'Ward' }, bearer);
    expect(beyond.json()).toMatchObject({ status: 403, name: 'not-allowed' });
    await concord().db.ownerPool.query('update access.api_token set revoked_at = now() where id = $1', [id]);
    expect((await concord().visitor.get('/api/v1/indicators', bearer)).json()).toMatchObject({
      status: 401,
      name: 'token-unknown',
    });
  });
});

describe('the audit trail', () => {
  test('is read by auditors only, newest first by pages, and every reading stands in it', async () => {
    const auditor = await concord().token('audit.read');
    const reader = await concord().token('read');
    expect((await reader.get('/api/v1/audit-events')).statusCode).toBe(403);
    await auditor.get('/api/v1/audit-events');
    const first = await auditor.get('/api/v1/audit-events?limit=1&action=audit.read');
    const page = first.json<{ items: { action: string; accountId: string; at: string }[]; next: string }>();
    expect(page.items[0]).toMatchObject({ action: 'audit.read', accountId: auditor.actor.accountId });
    const second = (await auditor.get(page.next)).json<typeof page>();
    expect(String(second.items[0]?.at) <= String(page.items[0]?.at)).toBe(true);
    expect((await auditor.get('/api/v1/audit-events?after=WyJ4Il0')).json()).toMatchObject({
      name: 'cursor-unknown',
    });
  });
});
