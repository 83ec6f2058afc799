/** People for the tests of sign-in: with an agency, a password and a phone. */
import { Secret, TOTP } from 'otpauth';
import { type Id, newId } from '../../kernel/ids.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import type { Actor, Member } from '../../platform/actor.ts';
import type { TestDatabase } from '../../platform/database/testing.ts';
import { temporaryFolder } from '../../platform/engine/testing.ts';
import { type KeyStore, keyStore } from '../../platform/keys/index.ts';
import { inviteAccount } from './accounts.ts';
import { acceptInvitation, secretOfInvitation } from './invitation.ts';
import type { Arrival } from './session.ts';

export const PASSWORD = 'otter lantern violet harbour';

/** A key store that goes with the process. */
export const testKeys = (): KeyStore => keyStore(temporaryFolder().path);

/** What an authenticator app shows at a moment. */
export const codeAt = (secret: Buffer, now: Date): string =>
  new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) }).generate({
    timestamp: now.getTime(),
  });

export const visitorOf = (db: TestDatabase): Actor => ({
  kind: 'public',
  partnershipId: db.partnershipId,
  permissions: ['public'],
});

export const operatorOf = (db: TestDatabase): Actor => db.with('read', 'accounts.manage', 'roles.grant');

export const arrivalAt = (now: Date, before?: string): Arrival => ({
  now,
  userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/130.0',
  before,
  sessionHours: 12,
});

export const POST = { site: 'https://concord.example', partnership: 'Chase', now: new Date() };

export async function someAgency(db: TestDatabase): Promise<Id<'agency'>> {
  const id = newId<'agency'>();
  await db.ownerPool.query(
    `insert into partners.agency (partnership_id, id, slug, name, short_name, sector, statutory)
     values ($1, $2, $3, $3, $3, 'other', false)`,
    [db.partnershipId, id, `agency-${id}`],
  );
  return id;
}

export interface Signer {
  readonly accountId: Id<'account'>;
  readonly email: string;
  readonly secret: Buffer;
  readonly recoveryCodes: readonly string[];
  /** The member without any permission but `read` and what is named. */
  readonly member: (...permissions: string[]) => Member;
}

/** Somebody who was invited and has accepted at a moment. */
export async function signedUp(
  db: TestDatabase,
  keys: KeyStore,
  now: Date,
  email = `${newId()}@example.org`,
): Promise<Signer> {
  const agencyId = await someAgency(db);
  const details = { name: 'Sam Example', email, agencyId, postId: null };
  const operator = operatorOf(db);
  const { accountId, link } = orThrow(
    await db.does(operator, (tx) => inviteAccount(tx, operator, details, { ...POST, now })),
  );
  const token = link.split('/').at(-1) ?? '';
  const secret = secretOfInvitation(keys, token);
  const visitor = visitorOf(db);
  const accepted = orThrow(
    await db.does(visitor, (tx) =>
      acceptInvitation(tx, visitor, { token, password: PASSWORD, code: codeAt(secret, now), keys, now }),
    ),
  );
  const { rows } = await db.ownerPool.query<{ person_id: Id<'person'> }>(
    'select person_id from access.account where id = $1',
    [accountId],
  );
  const personId = rows[0]?.person_id ?? newId<'person'>();
  return {
    accountId,
    email,
    secret,
    recoveryCodes: accepted.recoveryCodes,
    member: (...permissions) => ({
      kind: 'member',
      partnershipId: db.partnershipId,
      accountId,
      personId,
      agencyId,
      permissions: ['read', ...permissions],
    }),
  };
}

/** The name of a refusal, or of being turned away; `done` otherwise. */
export const nameOf = (value: unknown): string => {
  if (isRefusal(value)) return value.refused;
  const turned = (value as { turnedAway?: { refused: string } } | undefined)?.turnedAway;
  return turned ? turned.refused : 'done';
};
