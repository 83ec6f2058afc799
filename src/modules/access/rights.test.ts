import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { makeApiToken, revokeApiToken } from './api-tokens.ts';
import { authentication } from './authentication.ts';
import { grantRole } from './grants.ts';
import { ROLES } from './roles.ts';
import { nameOf, operatorOf, type Signer, signedUp, testKeys } from './testing.ts';

const db = testDatabase();
const keys = testKeys();
const now = new Date('2026-03-02T09:00:00Z');
let sam: Signer;

beforeAll(async () => {
  sam = await signedUp(db(), keys, now);
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
    const own = ROLES['lead-officer'].may.map((name) => `${name}@${agencyId}`);
    const actor = sam.member(`roles.grant@${agencyId}`, ...own);
    expect(nameOf(await grant(actor, ned.accountId, null))).toBe('not-allowed');
    expect(nameOf(await grant(actor, ned.accountId, agencyId, 'commissioner'))).toBe(
      'role-beyond-own-rights',
    );
    expect(nameOf(await grant(actor, ned.accountId, agencyId, 'lead-officer'))).toBe('done');
  });
});
