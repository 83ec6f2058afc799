import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import type { Actor } from '../../platform/actor.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { makeApiToken } from './api-tokens.ts';
import { signInAsExample } from './example-sign-in.ts';
import { markLooked } from './looked.ts';
import { arrivalAt, operatorOf, type Signer, signedUp, testKeys, visitorOf } from './testing.ts';

const db = testDatabase();
const keys = testKeys();
const now = new Date();
let ann: Signer;
let ben: Signer;

/** Ann and Ben each have a session, a token and a mark; both have credentials and links. */
beforeAll(async () => {
  ann = await signedUp(db(), keys, now);
  ben = await signedUp(db(), keys, now);
  const visitor = visitorOf(db());
  for (const who of [ann, ben]) {
    const owner = who.member('api.tokens');
    await db().does(visitor, (tx) => signInAsExample(tx, visitor, who.accountId, arrivalAt(now)));
    await db().does(owner, (tx) =>
      makeApiToken(tx, owner, {
        name: 'x',
        scopes: ['read'],
        expiresAt: new Date(now.getTime() + 86_400_000),
      }),
    );
    await db().does(owner, (tx) => markLooked(tx, owner, now));
  }
  const machinery = db().with('access.authenticate');
  await db().does(machinery, (tx) =>
    tx
      .insertInto('access.attempt')
      .values({
        partnership_id: db().partnershipId,
        id: newId(),
        email_hash: Buffer.alloc(32),
        address_hash: Buffer.alloc(32),
        at: now,
        succeeded: false,
      })
      .execute(),
  );
});

const TABLES = [
  'access.account',
  'access.credential',
  'access.recovery_code',
  'access.session',
  'access.attempt',
  'access.link',
  'access.api_token',
  'access.last_looked',
] as const;

const seen = async (actor: Actor): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const table of TABLES)
    counts[table.slice(7)] = await db().does(
      actor,
      async (tx) =>
        (
          await tx
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
    );
  return counts;
};

const NOTHING = {
  account: 0,
  credential: 0,
  recovery_code: 0,
  session: 0,
  attempt: 0,
  link: 0,
  api_token: 0,
  last_looked: 0,
};

describe('who sees what of accounts and sign-in', () => {
  test('a visitor sees nothing', async () => {
    expect(await seen(visitorOf(db()))).toEqual(NOTHING);
  });

  test('a member sees who has an account, and of the rest only their own', async () => {
    expect(await seen(ann.member())).toEqual({
      ...NOTHING,
      account: 2,
      session: 1,
      api_token: 1,
      last_looked: 1,
    });
  });

  test('an administrator sees accounts and links, and no credential, session or token of anybody else', async () => {
    expect(await seen(ann.member('accounts.manage', 'roles.grant', 'audit.read'))).toEqual({
      ...NOTHING,
      account: 2,
      link: 2,
      session: 1,
      api_token: 1,
      last_looked: 1,
    });
  });

  test('somebody with every permission of another partnership sees nothing', async () => {
    const elsewhere = { ...operatorOf(db()), partnershipId: newId<'partnership'>() };
    expect(await seen(elsewhere)).toEqual(NOTHING);
  });

  test('the sign-in machinery sees what it needs', async () => {
    expect(await seen(db().with('access.authenticate'))).toEqual({
      account: 2,
      credential: 2,
      recovery_code: 16,
      session: 2,
      attempt: 1,
      link: 2,
      api_token: 2,
      last_looked: 0,
    });
  });
});

describe('who changes what', () => {
  const changes = (actor: Actor, other: Signer) => [
    () =>
      db().as(actor, (tx) =>
        tx
          .updateTable('access.session')
          .set({ ended_at: now, ended_because: 'revoked' })
          .where('account_id', '=', other.accountId)
          .executeTakeFirst(),
      ),
    () =>
      db().as(actor, (tx) =>
        tx
          .updateTable('access.api_token')
          .set({ revoked_at: now })
          .where('account_id', '=', other.accountId)
          .executeTakeFirst(),
      ),
    () =>
      db().as(actor, (tx) =>
        tx
          .updateTable('access.account')
          .set({ email: 'taken@example.org' })
          .where('id', '=', other.accountId)
          .executeTakeFirst(),
      ),
    () =>
      db().as(actor, (tx) =>
        tx
          .updateTable('access.credential')
          .set({ password_hash: '$argon2id$x' })
          .where('account_id', '=', other.accountId)
          .executeTakeFirst(),
      ),
    () =>
      db().as(actor, (tx) =>
        tx.deleteFrom('access.credential').where('account_id', '=', other.accountId).executeTakeFirst(),
      ),
    () =>
      db().as(actor, (tx) =>
        tx
          .updateTable('access.last_looked')
          .set({ at: now })
          .where('account_id', '=', other.accountId)
          .executeTakeFirst(),
      ),
  ];

  test('a member changes nothing of another', async () => {
    const results = await Promise.all(changes(ann.member(), ben).map((change) => change()));
    expect(results).toHaveLength(6);
    for (const result of results)
      expect([0n, 'not-allowed']).toContain(
        'refused' in result
          ? result.refused
          : 'numUpdatedRows' in result
            ? result.numUpdatedRows
            : result.numDeletedRows,
      );
  });

  test('not even its owner lengthens a session or gives it to another account', async () => {
    for (const changed of [
      { expires_at: new Date(now.getTime() + 1e9) },
      { account_id: ben.accountId },
      { token_hash: Buffer.alloc(32) },
    ]) {
      const answer = await db().as(ann.member(), (tx) =>
        tx.updateTable('access.session').set(changed).execute(),
      );
      expect(answer).toMatchObject({ refused: 'not-allowed' });
    }
  });

  test('not even its owner widens a token or lets it live longer', async () => {
    for (const changed of [{ scopes: ['accounts.manage'] }, { expires_at: new Date(now.getTime() + 1e9) }]) {
      const answer = await db().as(ann.member(), (tx) =>
        tx.updateTable('access.api_token').set(changed).execute(),
      );
      expect(answer).toMatchObject({ refused: 'not-allowed' });
    }
  });

  test('nobody but the machinery begins a session', async () => {
    const row = {
      partnership_id: db().partnershipId,
      id: newId(),
      token_hash: Buffer.alloc(32),
      account_id: ann.accountId,
      how: 'password' as const,
      browser: 'x',
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + 1000),
    };
    const actor = ann.member('accounts.manage', 'roles.grant');
    expect(await db().as(actor, (tx) => tx.insertInto('access.session').values(row).execute())).toMatchObject(
      {
        refused: 'not-allowed',
      },
    );
  });
});
