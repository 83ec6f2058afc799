/** Every operation is sent what its schema allows, with ids of nothing, days long past and sums beyond count: none fails, and each refusal says where. */
import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { newId } from '../../kernel/ids.ts';

const concord = testApp();
type Schema = Readonly<Record<string, unknown>>;

let program: SignedInCaller;
let whole: Schema;
/** Something that is there, by the part of the address before it. */
const there = new Map<string, string>();

const added = async (path: string, body: Schema): Promise<{ id: string; slug: string }> => {
  const answer = await program.post(`/api/v1/${path}`, body);
  expect(answer.statusCode, `${path}: ${answer.body}`).toBe(201);
  return answer.json();
};

beforeAll(async () => {
  program = await concord().token(...concord().services.offers.permissions.keys());
  whole = (await concord().visitor.get('/api/v1/openapi.json')).json();
  const agency = await added('agencies', {
    name: 'Council',
    shortName: 'Council',
    sector: 'police',
    statutory: true,
  });
  there.set('agencies', agency.slug).set('contributions', agency.slug);
  const board = { name: 'Executive Board', kind: 'executive' };
  there.set('bodies', (await added('bodies', board)).slug);
  const own = 'bodies/executive-board';
  const seat = { agencyId: agency.id, standing: 'core' };
  const member = await added(`${own}/members`, seat);
  there.set('members', member.id).set('terms', (await added(`${own}/terms`, {})).id);
  const sitting = `sittings/${(await added(`${own}/sittings`, { day: '2013-01-17' })).id}`;
  there.set('sittings', sitting.slice('sittings/'.length));
  const item = await added(`${sitting}/agenda`, { title: 'Youth work', type: 'decision' });
  there.set('agenda-items', item.id).set('items', item.id);
  there.set('papers', (await added(`${sitting}/papers`, { title: 'Case', words: 'Why' })).id);
  there.set(
    'attendance',
    (await added(`${sitting}/attendance`, { kind: 'arrived', membershipId: member.id })).id,
  );
  const motion = { itemId: item.id, words: 'That it be so', moverId: member.id };
  there.set('motions', (await added(`${sitting}/motions`, motion)).id);
  const action = { says: 'Write', ownerAgencyId: agency.id, dueOn: '2013-02-28' };
  there.set('actions', (await added(`${own}/actions`, action)).id);
  const structure = { title: 'One board', effectiveOn: '2013-04-01' };
  there.set('proposals', (await added('structure/proposals', structure)).id);
  const stream = { name: 'Grant', kind: 'grant', arrangement: 'grant', holderAgencyId: agency.id };
  there.set('streams', (await added('streams', stream)).slug);
  await added('streams/grant/receipts', { pence: 100_000, day: '2013-01-10', says: 'BACS' });
  const request = { title: 'Youth work', shape: 'one-off', spending: 'revenue', pence: 4_000 };
  there.set('requests', (await added('requests', request)).slug);
});

const resolved = (schema: Schema): Schema =>
  typeof schema.$ref === 'string'
    ? schema.$ref
        .slice(2)
        .split('/')
        .reduce((part, key) => part[key] as Schema, whole)
    : schema;

/** What a kind of text is filled with, try by try. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  date: ['2013-01-17', '9999-12-31', '0001-01-01'],
  email: ['post@example.org'],
  uri: ['https://example.org'],
  time: ['14:00'],
};
const PLAIN = ['Words', '', '\ud800<b>\u0000', '%_\\'];

/** A value that a schema allows, or nearly. */
function filled(given: Schema, attempt: number): unknown {
  const schema = resolved(given);
  const pick = <T>(all: readonly T[]): T | undefined => all[attempt % all.length];
  const kinds = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (kinds) return filled(pick(kinds) ?? {}, attempt);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return pick(schema.enum);
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries((schema.properties ?? {}) as Record<string, Schema>)
        .filter(([name]) => attempt % 2 === 0 || ((schema.required ?? []) as string[]).includes(name))
        .map(([name, field]) => [name, filled(field, attempt)]),
    );
  if (schema.type === 'array') return attempt === 3 ? [] : [filled(schema.items as Schema, attempt)];
  if (schema.type === 'integer' || schema.type === 'number')
    return pick([Number(schema.minimum ?? 1), Number.MAX_SAFE_INTEGER, 1]);
  if (schema.type === 'boolean') return attempt % 2 === 0;
  if (schema.format === 'uuid') return newId();
  return schema.type === 'string' ? pick(TEXTS[String(schema.format)] ?? PLAIN) : null;
}

/** The address with what is there, or with what is not. */
const addressed = (path: string, exists: boolean): string =>
  path
    .split('/')
    .map((part, at, parts) =>
      part.startsWith(':') ? (exists && there.get(parts[at - 1] ?? '')) || newId() : part,
    )
    .join('/');

const bodyOf = (path: string, method: string): Schema | undefined => {
  const operation = (whole.paths as Record<string, Record<string, Schema>>)[
    path.replaceAll(/:([A-Za-z]+)/g, '{$1}')
  ]?.[method.toLowerCase()];
  const body = operation?.requestBody as { content: Record<string, { schema: Schema }> } | undefined;
  const schema = body?.content['application/json']?.schema;
  return schema && resolved(schema);
};

/** What is wrong with a refusal: it must have a name, say more than that, and stand at a field that the body has. */
function faultsOf(answer: LightMyRequestResponse, schema: Schema | undefined): string[] {
  if (answer.statusCode >= 500) return ['fails'];
  if (answer.statusCode !== 422) return [];
  const { name, detail, errors = [] } = answer.json<Problem>();
  const has = (schema?.properties ?? {}) as object;
  return [
    ...(/^[a-z0-9-]+$/.test(name) && !name.endsWith('-pkey') ? [] : [`${name} is no name`]),
    ...(detail.toLowerCase() === `${name.replaceAll('-', ' ')}.` ? [`${name} says only its name`] : []),
    ...errors.flatMap(({ field }) =>
      (field.split('.')[0] ?? '') in has ? [] : [`${name} is at ${field}, which the body does not have`],
    ),
  ];
}

interface Problem {
  readonly name: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string }[];
}

test('no operation fails whatever is sent, and what is refused is refused by name, in words, at a field of the body', async () => {
  const faults = new Set<string>();
  let refusals = 0;
  for (const { method, path } of concord().services.offers.routes) {
    if (!path.startsWith('/api/v1') || method === 'GET') continue;
    const schema = bodyOf(path, method);
    for (const attempt of [0, 1, 2, 3, 4, 5]) {
      const url = addressed(path, attempt < 5);
      const { etag } = (await program.get(url)).headers;
      const seen = { 'if-match': typeof etag === 'string' ? etag : '"r1"' };
      const answer = await program.send(method, url, schema && filled(schema, attempt), seen);
      for (const fault of faultsOf(answer, schema)) faults.add(`${method} ${path}: ${fault}`);
      if (answer.statusCode === 422) refusals += 1;
    }
  }
  expect([...faults].sort()).toEqual([]);
  expect(refusals).toBeGreaterThan(150);
}, 120_000);
