import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { loadPartnersExample } from '../partners/index.ts';
import { listExamplePosts } from './example-sign-in.ts';
import { loadAccessExample } from './index.ts';
import { ROLE_NAMES } from './roles.ts';
import { visitorOf } from './testing.ts';

const db = testDatabase();
const files = (name: string): string => readFileSync(`examples/cannock-chase/${name}`, 'utf8');

test('every post of the example has an account, and every role a post', async () => {
  const actor = db().with('read', 'partners.edit', 'accounts.manage', 'roles.grant');
  await db().does(actor, async (tx) => {
    orThrow((await loadPartnersExample(tx, actor, files)) ?? {});
    orThrow(await loadAccessExample(tx, actor, files));
  });
  const visitor = visitorOf(db());
  const shown = await db().does(visitor, (tx) => listExamplePosts(tx, visitor));
  const posts = await db().does(actor, (tx) => tx.selectFrom('partners.post').select('title').execute());
  expect(posts.length).toBeGreaterThan(19);
  expect(shown.map(({ post }) => post).toSorted()).toEqual(posts.map(({ title }) => title).toSorted());
  for (const role of ROLE_NAMES) expect(shown.some(({ roles }) => roles.includes(role))).toBe(true);
});

test('the people of the example are invented, and their names say so', async () => {
  const { rows } = await db().ownerPool.query<{ name: string; email: string }>(
    'select person.name, account.email from access.account account join partners.person person on person.id = account.person_id',
  );
  expect(rows.length).toBeGreaterThan(19);
  for (const { name, email } of rows)
    expect([name.endsWith(' Example'), email.endsWith('@example.org')]).toEqual([true, true]);
});

test('nobody in the example has a password', async () => {
  const { rows } = await db().ownerPool.query('select from access.credential');
  expect(rows).toHaveLength(0);
});
