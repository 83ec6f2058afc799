import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { inviteAccount, inviteAgain } from './accounts.ts';
import { acceptInvitation, secretOfInvitation } from './invitation.ts';
import { signInMachinery } from './machinery.ts';
import { changePassword, replaceSecondFactor, secretForMember } from './own-account.ts';
import { requestReset, resetPassword } from './password-reset.ts';
import { findCredential, signIn } from './sign-in.ts';
import {
  codeAt,
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
const NEW_PASSWORD = 'seven maple harbours sing';
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
const tokenIn = (body = ''): string => /\/(?:reset|invitation)\/(\S+)/.exec(body)?.[1] ?? '';
const canSignIn = async (email: string, password: string): Promise<boolean> => {
  const actor = visitorOf(db());
  const input = { email, password, keys, address: newId(), now: later(60 * 24 * 30) };
  return 'token' in (await db().does(actor, (tx) => signIn(tx, actor, input)));
};

describe('an invitation', () => {
  const invite = async (email: string) => {
    const actor = operatorOf(db());
    const details = { name: 'Kim Example', email, agencyId: await someAgency(db()), postId: null };
    return db().as(actor, (tx) => inviteAccount(tx, actor, details, { ...POST, now }));
  };
  const accept = (token: string, password: string, code: string, at = now) => {
    const actor = visitorOf(db());
    return db().as(actor, (tx) => acceptInvitation(tx, actor, { token, password, code, keys, now: at }));
  };

  test('goes by mail in plain English and works once', async () => {
    orThrow(await invite('kim@example.org'));
    const mail = await lastMail('kim@example.org');
    expect(mail?.subject).toBe('Your account at Chase');
    const token = tokenIn(mail?.body);
    const code = codeAt(secretOfInvitation(keys, token), now);
    expect(nameOf(await accept(token, PASSWORD, '123'))).toBe('code-wrong');
    expect(nameOf(await accept(token, 'password1234', code))).toBe('password-common');
    expect(nameOf(await accept(token, PASSWORD, code))).toBe('done');
    expect(nameOf(await accept(token, PASSWORD, code))).toBe('link-unknown');
    expect(await canSignIn('kim@example.org', PASSWORD)).toBe(true);
  });

  test('is too old after a week', async () => {
    const { link } = orThrow(await invite('late@example.org'));
    const token = tokenIn(link);
    const at = later(7 * 24 * 60 + 1);
    expect(nameOf(await accept(token, PASSWORD, codeAt(secretOfInvitation(keys, token), at), at))).toBe(
      'link-unknown',
    );
  });

  test('is refused for an address that has an account', async () => {
    const refusal = await invite(sam.email);
    expect(isRefusal(refusal) && [refusal.refused, refusal.field]).toEqual(['account-email-unique', 'email']);
  });

  test('stops working when another is sent, and with it the password chosen before', async () => {
    const jo = await signedUp(db(), keys, now);
    const actor = operatorOf(db());
    const { link } = orThrow(
      await db().as(actor, (tx) => inviteAgain(tx, actor, jo.accountId, { ...POST, now })),
    );
    expect(await canSignIn(jo.email, PASSWORD)).toBe(false);
    const second = orThrow(
      await db().as(actor, (tx) => inviteAgain(tx, actor, jo.accountId, { ...POST, now })),
    );
    const first = tokenIn(link);
    expect(nameOf(await accept(first, PASSWORD, codeAt(secretOfInvitation(keys, first), now)))).toBe(
      'link-unknown',
    );
    const token = tokenIn(second.link);
    expect(nameOf(await accept(token, PASSWORD, codeAt(secretOfInvitation(keys, token), now)))).toBe('done');
  });
});

describe('a forgotten password', () => {
  const ask = (email: string, at = now) => {
    const actor = visitorOf(db());
    const input = { email, keys, address: newId(), now: at, post: { ...POST, now: at } };
    return db().does(actor, (tx) => requestReset(tx, actor, input));
  };
  const choose = (token: string, password: string, at = now) => {
    const actor = visitorOf(db());
    return db().as(actor, (tx) => resetPassword(tx, actor, { token, password, now: at }));
  };

  test('is chosen anew by a link that works once, for two hours', async () => {
    const ann = await signedUp(db(), keys, now);
    expect(await ask(ann.email)).toEqual({});
    const token = tokenIn((await lastMail(ann.email))?.body);
    expect(nameOf(await choose(token, NEW_PASSWORD, later(121)))).toBe('link-unknown');
    expect(nameOf(await choose(token, 'short'))).toBe('password-length');
    expect(nameOf(await choose(token, NEW_PASSWORD))).toBe('done');
    expect(nameOf(await choose(token, NEW_PASSWORD))).toBe('link-unknown');
    expect([await canSignIn(ann.email, PASSWORD), await canSignIn(ann.email, NEW_PASSWORD)]).toEqual([
      false,
      true,
    ]);
  });

  test('ends what was begun with the former one: a sign-in that waits for its code, and tokens of programs', async () => {
    const dee = await signedUp(db(), keys, now);
    const { partnershipId, ownerPool } = db();
    const account = `(select id from access.account where email = $2)`;
    await ownerPool.query(
      `insert into access.api_token (partnership_id, id, account_id, name, token_hash, scopes, made_at, expires_at)
       values ($1, $3, ${account}, 'Dashboard', sha256('t'), '{read}', now(), now() + interval '30 days')`,
      [partnershipId, dee.email, newId()],
    );
    await ownerPool.query(
      `insert into access.pending_sign_in (partnership_id, token_hash, account_id, made_at, expires_at)
       values ($1, sha256('p'), ${account}, now(), now() + interval '10 minutes')`,
      [partnershipId, dee.email],
    );
    const left = async () =>
      (
        await ownerPool.query<{ pending: number; tokens: number }>(
          `select (select count(*)::int from access.pending_sign_in where account_id = a.id) as pending,
             (select count(*)::int from access.api_token where account_id = a.id and revoked_at is null) as tokens
           from access.account a where email = $1`,
          [dee.email],
        )
      ).rows[0];
    expect(await left()).toEqual({ pending: 1, tokens: 1 });
    await ask(dee.email);
    const token = tokenIn((await lastMail(dee.email))?.body);
    expect(nameOf(await choose(token, NEW_PASSWORD))).toBe('done');
    expect(await left()).toEqual({ pending: 0, tokens: 0 });
  });

  test('gets the same answer for an address that has no account, and no mail', async () => {
    expect(await ask('nobody@example.org')).toEqual({});
    expect(await lastMail('nobody@example.org')).toBeUndefined();
  });

  test('cannot be used to flood somebody with mail', async () => {
    const eve = await signedUp(db(), keys, now);
    for (let nth = 0; nth < 8; nth += 1) await ask(eve.email);
    const { rows } = await db().ownerPool.query(
      `select from platform.mail where recipient = $1 and subject like 'Choose a new password%'`,
      [eve.email],
    );
    expect(rows).toHaveLength(5);
  });
});

describe('one’s own account', () => {
  const approach = (at: Date) => ({ keys, address: newId(), now: at });

  test('the password is changed by who knows it, not by who merely holds the session', async () => {
    const bob = await signedUp(db(), keys, now);
    const actor = bob.member();
    const change = (current: string) =>
      db().as(actor, (tx) =>
        changePassword(tx, actor, { ...approach(now), current, password: NEW_PASSWORD }),
      );
    expect(nameOf(await change('not his password'))).toBe('password-wrong');
    expect(nameOf(await change(PASSWORD))).toBe('done');
    expect(await canSignIn(bob.email, NEW_PASSWORD)).toBe(true);
    expect((await lastMail(bob.email))?.body).toContain('password of your account was changed');
  });

  test('another phone is set up with a code it shows, and brings new recovery codes', async () => {
    const cat = await signedUp(db(), keys, now);
    const actor = cat.member();
    const machinery = signInMachinery(db().partnershipId);
    const known = await db().does(machinery, (tx) => findCredential(tx, machinery, 'id', cat.accountId));
    const secret = known ? secretForMember(keys, known) : Buffer.alloc(20);
    const replace = (code: string) =>
      db().as(actor, (tx) => replaceSecondFactor(tx, actor, { ...approach(now), current: PASSWORD, code }));
    expect(nameOf(await replace(codeAt(cat.secret, now)))).toBe('code-wrong');
    const replaced = await replace(codeAt(secret, now));
    expect(replaced).toMatchObject({ recoveryCodes: { length: 8 } });
  });

  test('the secret of the second factor stands encrypted in the database', async () => {
    const { rows } = await db().ownerPool.query<{ totp_secret: Buffer }>(
      'select totp_secret from access.credential',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ totp_secret }) => totp_secret.includes(sam.secret))).toBe(false);
  });
});
