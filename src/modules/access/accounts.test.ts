import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { changeAccount, endAccount, inviteAccount, inviteAgain, reinstateAccount } from './accounts.ts';
import { makeApiToken, revokeApiToken } from './api-tokens.ts';
import { authentication } from './authentication.ts';
import { grantRole } from './grants.ts';
import { createUser, endUser, listUsers, resetUser } from './index.ts';
import { signInMachinery } from './machinery.ts';
import {
  acceptInvitation,
  changePassword,
  replaceSecondFactor,
  requestReset,
  resetPassword,
  secretForMember,
  secretOfInvitation,
} from './own-account.ts';
import { findCredential, signIn } from './sign-in.ts';
import {
  codeAt,
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

const nameOf = (value: unknown): string => {
  if (isRefusal(value)) return value.refused;
  const turned = (value as { turnedAway?: { refused: string } } | undefined)?.turnedAway;
  return turned ? turned.refused : 'done';
};
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

describe('a token for a program', () => {
  const expiresAt = new Date(Date.now() + 86_400_000);

  test('can do no more than its owner, when it is made and ever after', async () => {
    const gus = await signedUp(db(), keys, now);
    const owner = gus.member('api.tokens', 'plan.edit');
    const beyond = await db().as(owner, (tx) =>
      makeApiToken(tx, owner, { name: 'x', scopes: ['read', 'plan.adopt'], expiresAt }),
    );
    expect(nameOf(beyond)).toBe('scopes-beyond-own-rights');
    const { token } = orThrow(
      await db().as(owner, (tx) =>
        makeApiToken(tx, owner, { name: 'x', scopes: ['read', 'plan.edit'], expiresAt }),
      ),
    );
    const found = await authentication({
      pool: db().pool,
      settings: { session: { idleMinutes: 30, hours: 12 } } as never,
    }).byToken(db().partnershipId, token, 'r');
    // The account holds no role that includes plan.edit any more: only what it still may remains.
    expect(found?.permissions).toEqual(['read']);
  });

  test('the database refuses scopes beyond the owner’s rights, whatever the command does', async () => {
    const owner = sam.member('api.tokens');
    const refusal = await db().as(owner, (tx) =>
      tx
        .insertInto('access.api_token')
        .values({
          partnership_id: db().partnershipId,
          id: newId(),
          account_id: sam.accountId,
          name: 'x',
          token_hash: Buffer.alloc(32),
          scopes: ['accounts.manage'],
          expires_at: expiresAt,
        })
        .execute(),
    );
    expect(nameOf(refusal)).toBe('not-allowed');
  });

  test('stops at once when its owner revokes it', async () => {
    const owner = sam.member('api.tokens');
    const { id, token } = orThrow(
      await db().as(owner, (tx) => makeApiToken(tx, owner, { name: 'x', scopes: ['read'], expiresAt })),
    );
    expect(nameOf(await db().as(owner, (tx) => revokeApiToken(tx, owner, id)))).toBe('done');
    const auth = authentication({
      pool: db().pool,
      settings: { session: { idleMinutes: 30, hours: 12 } } as never,
    });
    expect(await auth.byToken(db().partnershipId, token, 'r')).toBeUndefined();
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

describe('roles and rights', () => {
  const grant = (
    actor: ReturnType<Signer['member']>,
    accountId: string,
    agencyId: string | null,
    role = 'viewer',
  ) =>
    db().as(actor, (tx) =>
      grantRole(tx, actor, {
        accountId,
        role: role as 'viewer',
        agencyId,
        startsOn: plainDate('2013-01-01'),
        endsOn: null,
      }),
    );

  test('nobody can raise their own rights: the command refuses', async () => {
    const actor = sam.member('roles.grant');
    expect(nameOf(await grant(actor, sam.accountId, null, 'administrator'))).toBe('own-rights');
  });

  test('nobody can raise their own rights through another account of theirs', async () => {
    const hal = await signedUp(db(), keys, now);
    const actor = { ...sam.member('roles.grant'), personId: hal.member().personId };
    expect(nameOf(await grant(actor, hal.accountId, null))).toBe('own-rights');
  });

  test.each([
    ['to oneself, under one’s own name', 'self', 'self', 'not-allowed'],
    ['to oneself, under another’s name', 'self', 'other', 'not-allowed'],
    ['to oneself, under nobody’s name', 'self', null, 'not-allowed'],
    ['to another, under another’s name', 'other', 'other', 'not-allowed'],
    ['to another, under one’s own name', 'other', 'self', 'done'],
  ])('the database judges a grant %s', async (_says, to, by, expected) => {
    const other = await signedUp(db(), keys, now);
    const actor = sam.member('roles.grant');
    const named = { self: sam.accountId, other: other.accountId } as const;
    const answer = await db().as(actor, async (tx) => {
      await tx
        .insertInto('access.role_grant')
        .values({
          partnership_id: db().partnershipId,
          id: newId(),
          account_id: named[to as 'self'],
          role: 'viewer',
          starts_on: plainDate('2013-01-01'),
          granted_by: by === null ? null : named[by as 'self'],
        })
        .execute();
    });
    expect(nameOf(answer)).toBe(expected);
  });

  test('the table itself forbids a grant to its giver, even for who passes its policies', async () => {
    await expect(
      db().ownerPool.query(
        `insert into access.role_grant (partnership_id, id, account_id, role, starts_on, granted_by)
         values ($1, $2, $3, 'viewer', '2013-01-01', $3)`,
        [db().partnershipId, newId(), sam.accountId],
      ),
    ).rejects.toThrow('role_grant_is_never_to_oneself');
  });

  test('nobody lengthens or changes a grant of their own', async () => {
    const operator = operatorOf(db());
    const ida = await signedUp(db(), keys, now);
    orThrow(
      await db().as(operator, (tx) =>
        grantRole(tx, operator, {
          accountId: ida.accountId,
          role: 'viewer',
          agencyId: null,
          startsOn: plainDate('2013-01-01'),
          endsOn: plainDate('2013-02-01'),
        }),
      ),
    );
    const actor = ida.member('roles.grant');
    const changed = await db().does(actor, (tx) =>
      tx
        .updateTable('access.role_grant')
        .set({ ends_on: null })
        .where('account_id', '=', ida.accountId)
        .executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
    const raised = await db().as(actor, (tx) =>
      tx
        .updateTable('access.role_grant')
        .set({ role: 'administrator' })
        .where('account_id', '=', ida.accountId)
        .execute(),
    );
    expect(nameOf(raised)).toBe('not-allowed');
  });

  test('who grants for one agency grants there only, and only what they may do there', async () => {
    const ned = await signedUp(db(), keys, now);
    const agencyId = ned.member().agencyId;
    const actor = sam.member(`roles.grant@${agencyId}`, `progress.report@${agencyId}`);
    expect(nameOf(await grant(actor, ned.accountId, null))).toBe('not-allowed');
    expect(nameOf(await grant(actor, ned.accountId, agencyId, 'commissioner'))).toBe(
      'role-beyond-own-rights',
    );
    expect(nameOf(await grant(actor, ned.accountId, agencyId, 'lead-officer'))).toBe('done');
  });
});
