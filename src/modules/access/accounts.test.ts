import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { changeAccount, endAccount, inviteAccount, inviteAgain, reinstateAccount } from './accounts.ts';
import { makeApiToken } from './api-tokens.ts';
import { authentication } from './authentication.ts';
import { createUser, endUser, listUsers, resetUser } from './index.ts';
import { signIn } from './sign-in.ts';
import {
  nameOf,
  operatorOf,
  PASSWORD,
  POST,
  type Signer,
  signedUp,
  someAgency,
  testKeys,
  visitorOf,
} from './testing.ts';

const db = testDatabase();
const keys = testKeys();
const now = new Date('2026-03-02T09:00:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
let sam: Signer;

beforeAll(async () => {
  sam = await signedUp(db(), keys, now);
});

const lastMail = async (to: string): Promise<{ subject: string; body: string } | undefined> =>
  (
    await db().ownerPool.query<{ subject: string; body: string }>(
      'select subject, body from platform.mail where recipient = $1 order by id desc limit 1',
      [to],
    )
  ).rows[0];
const canSignIn = async (email: string, password: string): Promise<boolean> => {
  const actor = visitorOf(db());
  const input = { email, password, keys, address: newId(), now: later(60 * 24 * 30) };
  return 'token' in (await db().does(actor, (tx) => signIn(tx, actor, input)));
};

describe('administrators', () => {
  test('move an account, and the address before is told', async () => {
    const dan = await signedUp(db(), keys, now);
    const actor = operatorOf(db());
    const input = {
      accountId: dan.accountId,
      email: 'dan.new@example.org',
      agencyId: await someAgency(db()),
      postId: null,
    };
    const change = (revision: number) =>
      db().as(actor, (tx) => changeAccount(tx, actor, { ...input, revision }));
    expect(nameOf(await change(1))).toBe('done');
    expect(nameOf(await change(1))).toBe('changed-meanwhile');
    expect((await lastMail(dan.email))?.body).toContain('email address of your account was changed');
  });

  test('end an account: it cannot sign in, its tokens are dead; reinstating brings it back', async () => {
    const fay = await signedUp(db(), keys, now);
    const owner = fay.member('api.tokens');
    const real = new Date();
    const { token } = orThrow(
      await db().as(owner, (tx) =>
        makeApiToken(tx, owner, {
          name: 'x',
          scopes: ['read'],
          expiresAt: new Date(real.getTime() + 86_400_000),
        }),
      ),
    );
    const who = () =>
      authentication({
        pool: db().pool,
        settings: { session: { idleMinutes: 30, hours: 12 } } as never,
      }).byToken(db().partnershipId, token, 'r');
    expect(await who()).toMatchObject({ accountId: fay.accountId, permissions: ['read'] });
    const actor = operatorOf(db());
    const end = (reason: string) =>
      db().as(actor, (tx) => endAccount(tx, actor, { accountId: fay.accountId, reason }));
    expect(nameOf(await end(' '))).toBe('account-ending-says-why');
    expect(nameOf(await end('left the council'))).toBe('done');
    expect([await canSignIn(fay.email, PASSWORD), await who()]).toEqual([false, undefined]);
    expect(nameOf(await db().as(actor, (tx) => reinstateAccount(tx, actor, fay.accountId)))).toBe('done');
    expect(await canSignIn(fay.email, PASSWORD)).toBe(true);
  });

  test('nobody ends or resets their own account', async () => {
    const actor = sam.member('accounts.manage');
    const ended = await db().as(actor, (tx) =>
      endAccount(tx, actor, { accountId: sam.accountId, reason: 'x' }),
    );
    expect(nameOf(ended)).toBe('account-ending-is-never-by-its-owner');
    const reset = await db().as(actor, (tx) => inviteAgain(tx, actor, sam.accountId, { ...POST, now }));
    expect(nameOf(reset)).toBe('own-account');
  });

  test('without the permission nothing of this can be done', async () => {
    const actor = sam.member();
    const details = { name: 'x', email: 'x@example.org', agencyId: newId(), postId: null };
    expect(nameOf(await db().as(actor, (tx) => inviteAccount(tx, actor, details, POST)))).toBe('not-allowed');
    expect(nameOf(await db().as(actor, (tx) => reinstateAccount(tx, actor, newId())))).toBe('not-allowed');
  });
});

describe('the operator at the terminal', () => {
  test('adds, lists, resets and ends users', async () => {
    const actor = operatorOf(db());
    const agencyId = await someAgency(db());
    const agency = `agency-${agencyId}`;
    const today = plainDate('2013-01-17');
    const user = {
      name: 'Ola Example',
      email: 'ola@example.org',
      agency,
      role: 'administrator',
      today,
    } as const;
    const made = orThrow(await db().as(actor, (tx) => createUser(tx, actor, user, POST)));
    expect(made.link).toMatch(/^https:\/\/concord\.example\/invitation\//);
    const ola = (await db().does(actor, (tx) => listUsers(tx, actor, today))).find(
      ({ email }) => email === user.email,
    );
    expect(ola).toMatchObject({ name: 'Ola Example', roles: ['administrator'], endedAt: null });
    expect(nameOf(await db().as(actor, (tx) => resetUser(tx, actor, user.email, POST)))).toBe('done');
    expect(nameOf(await db().as(actor, (tx) => endUser(tx, actor, user.email, 'a test')))).toBe('done');
    expect(nameOf(await db().as(actor, (tx) => endUser(tx, actor, 'no@example.org', 'x')))).toBe(
      'account-unknown',
    );
    const unknown = await db().as(actor, (tx) => createUser(tx, actor, { ...user, agency: 'none' }, POST));
    expect(nameOf(unknown)).toBe('agency-unknown');
  });
});
