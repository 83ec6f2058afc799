import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { KeyStore } from '../../platform/keys/index.ts';
import { hashToken } from './tokens.ts';

const STEP_SECONDS = 30;
const NONCE = 12;
const TAG = 16;

/**
 * The secret offered to somebody who sets up a second factor. It follows from what is set up (a link, an account and
 * its present credential) under a key outside the database, so that showing the page writes nothing and reloading it
 * shows the same code.
 */
export const offeredSecret = (keys: KeyStore, occasion: string): Buffer =>
  createHmac('sha256', keys.secret('second-factor-offer')).update(occasion).digest().subarray(0, 20);

const totp = (secret: Buffer, label = '', issuer = 'Concord'): TOTP =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });

/** The address that an authenticator app reads from the QR code, and the secret in groups of four to type. */
export function enrolment(
  secret: Buffer,
  email: string,
  partnership: string,
): { uri: string; typed: string } {
  const factor = totp(secret, email, `Concord ${partnership}`);
  return { uri: factor.toString(), typed: factor.secret.base32.match(/.{1,4}/g)?.join(' ') ?? '' };
}

/** The time step of a right code, at most one step early or late; undefined when the code is wrong. */
export function stepOf(secret: Buffer, code: string, now: Date): number | undefined {
  const digits = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const delta = totp(secret).validate({ token: digits, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** Encrypts a secret for one account: a row copied to another account opens nothing. */
export function sealSecret(keys: KeyStore, accountId: string, secret: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keys.secret('second-factor'), nonce).setAAD(
    Buffer.from(accountId),
  );
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function openSecret(keys: KeyStore, accountId: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keys.secret('second-factor'), sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(accountId))
    .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const CODES = 8;

const recoveryCode = (): string =>
  [...randomBytes(16)]
    .map((byte) => ALPHABET[byte % ALPHABET.length] ?? '')
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

const plain = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Replaces the recovery codes of an account (as the sign-in machinery). They are shown this once. */
export async function renewRecoveryCodes(
  tx: Tx,
  machinery: Actor,
  accountId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, recoveryCode);
  await tx
    .deleteFrom('access.recovery_code')
    .where('partnership_id', '=', machinery.partnershipId)
    .where('account_id', '=', accountId)
    .execute();
  await tx
    .insertInto('access.recovery_code')
    .values(
      codes.map((code) => ({
        partnership_id: machinery.partnershipId,
        account_id: accountId,
        code_hash: hashToken(plain(code)),
      })),
    )
    .execute();
  return codes;
}

export interface StoredFactor {
  readonly account_id: string;
  readonly totp_secret: Buffer;
}

/**
 * Rule: a code works once. Takes a code of the app or a recovery code, and keeps that it was used (as the sign-in
 * machinery); false when it is wrong or was used before.
 */
export async function takeCode(
  tx: Tx,
  machinery: Actor,
  keys: KeyStore,
  factor: StoredFactor,
  code: string,
  now: Date,
): Promise<boolean> {
  const own = machinery.partnershipId;
  const step = stepOf(openSecret(keys, factor.account_id, factor.totp_secret), code, now);
  if (step !== undefined) {
    const taken = await tx
      .updateTable('access.credential')
      .set({ totp_last_counter: step })
      .where('partnership_id', '=', own)
      .where('account_id', '=', factor.account_id)
      .where('totp_last_counter', '<', step)
      .executeTakeFirst();
    return taken.numUpdatedRows === 1n;
  }
  const used = await tx
    .updateTable('access.recovery_code')
    .set({ used_at: now })
    .where('partnership_id', '=', own)
    .where('account_id', '=', factor.account_id)
    .where('code_hash', '=', hashToken(plain(code)))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** What somebody is told whose new phone shows another code. */
export const codeWrong = (): Refusal =>
  refused(
    'code-wrong',
    'This is not the code that your app shows. Scan the picture again, then enter the next code.',
    {
      field: 'code',
    },
  );
