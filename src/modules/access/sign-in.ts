import type { Id } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { KeyStore } from '../../platform/keys/index.ts';
import { asMachinery } from './machinery.ts';
import { memberForAudit } from './member.ts';
import { passwordHolds } from './passwords.ts';
import { takeCode } from './second-factor.ts';
import { type Arrival, beginSession } from './session.ts';
import { recordAttempt, type Trier, throttled, trierOf } from './throttle.ts';
import { hashToken, newToken } from './tokens.ts';

const PENDING_MS = 10 * 60_000;
const WRONG_CODES = 5;

/** Where an attempt comes from. */
export interface Approach {
  readonly keys: KeyStore;
  /** The network address of the browser. */
  readonly address: string;
  readonly now: Date;
}

/**
 * What became of a step of signing in. Being turned away is not a refusal, since what was counted and audited on the
 * way must be kept: the transaction commits.
 */
export type Step = { readonly token: string } | { readonly turnedAway: Refusal };

export const addressTyped = (email: string): string => email.trim().toLowerCase();

/** First step: the password. Gives the token of a sign-in that waits for its code; it opens nothing yet. */
export function signIn(
  tx: Tx,
  actor: Actor,
  { email, password, keys, address, now }: Approach & { email: string; password: string },
): Promise<Step> {
  return asMachinery(tx, actor, async (machinery) => {
    const typed = addressTyped(email);
    const trier = trierOf(keys, typed, address);
    const wait = await throttled(tx, machinery, trier, now);
    if (wait) return turnAway(tx, machinery, undefined, wait);
    const known = await findCredential(tx, machinery, 'email', typed);
    if (!(await passwordHolds(known?.password_hash, password)) || !known) {
      await recordAttempt(tx, machinery, trier, now, false);
      return turnAway(tx, machinery, known?.account_id, wrongPassword());
    }
    const token = newToken();
    await tx
      .insertInto('access.pending_sign_in')
      .values({
        partnership_id: machinery.partnershipId,
        token_hash: hashToken(token),
        account_id: known.account_id,
        made_at: now,
        expires_at: new Date(now.getTime() + PENDING_MS),
      })
      .execute();
    await recordCommand(tx, machinery, {
      action: 'sign-in.password-accepted',
      subject: { kind: 'account', id: known.account_id },
    });
    return { token };
  });
}

const wrongPassword = (): Refusal =>
  refused('sign-in-wrong', 'The email address or the password is wrong. Check both and try again.', {
    field: 'email',
  });

/** Second step: a code of the app, or a recovery code. Gives the token of a new session. */
export function confirmCode(
  tx: Tx,
  actor: Actor,
  { token, code, keys, address, now, arrival }: Approach & { token: string; code: string; arrival: Arrival },
): Promise<Step> {
  return asMachinery(tx, actor, async (machinery) => {
    const pending = await findPending(tx, machinery, token, now);
    const known = pending && (await findCredential(tx, machinery, 'id', pending.account_id));
    const member = known && (await memberForAudit(tx, machinery, known.account_id));
    if (!known || !member)
      return turnAway(
        tx,
        machinery,
        undefined,
        refused('sign-in-again', 'Your sign-in took too long. Start again.'),
      );
    const trier = trierOf(keys, known.email, address);
    const wait = await throttled(tx, machinery, trier, now);
    if (wait) return turnAway(tx, machinery, known.account_id, wait);
    if (!(await takeCode(tx, machinery, keys, known, code, now)))
      return wrongCode(tx, machinery, known.account_id, trier, token, now);
    await recordAttempt(tx, machinery, trier, now, true);
    await forget(tx, machinery, token);
    const session = await beginSession(tx, machinery, member.accountId, 'password', arrival);
    await recordCommand(tx, member, {
      action: 'session.began',
      subject: { kind: 'session', id: session.id },
    });
    return { token: session.token };
  });
}

async function wrongCode(
  tx: Tx,
  machinery: Actor,
  accountId: string,
  trier: Trier,
  token: string,
  now: Date,
): Promise<Step> {
  await recordAttempt(tx, machinery, trier, now, false);
  const { wrong_codes } = await tx
    .updateTable('access.pending_sign_in')
    .set((eb) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('partnership_id', '=', machinery.partnershipId)
    .where('token_hash', '=', hashToken(token))
    .returning('wrong_codes')
    .executeTakeFirstOrThrow();
  return turnAway(
    tx,
    machinery,
    accountId,
    wrong_codes >= WRONG_CODES
      ? refused('sign-in-again', 'Too many wrong codes. Start again with your password.')
      : refused(
          'code-wrong',
          'This code is wrong or was used before. Wait for the next one and enter that.',
          {
            field: 'code',
          },
        ),
  );
}

async function turnAway(
  tx: Tx,
  machinery: Actor,
  accountId: string | undefined,
  refusal: Refusal,
): Promise<Step> {
  await recordCommand(tx, machinery, {
    action: `sign-in.${refusal.refused}`,
    ...(accountId === undefined ? {} : { subject: { kind: 'account', id: accountId } }),
  });
  return { turnedAway: refusal };
}

/** True when the browser's token is of a sign-in that waits for its code. */
export const awaitsCode = (tx: Tx, actor: Actor, token: string | undefined, now: Date): Promise<boolean> =>
  token === undefined
    ? Promise.resolve(false)
    : asMachinery(
        tx,
        actor,
        async (machinery) => (await findPending(tx, machinery, token, now)) !== undefined,
      );

const findPending = (tx: Tx, machinery: Actor, token: string, now: Date) =>
  tx
    .selectFrom('access.pending_sign_in')
    .where('partnership_id', '=', machinery.partnershipId)
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .where('wrong_codes', '<', WRONG_CODES)
    .select('account_id')
    .executeTakeFirst();

const forget = (tx: Tx, machinery: Actor, token: string) =>
  tx
    .deleteFrom('access.pending_sign_in')
    .where('partnership_id', '=', machinery.partnershipId)
    .where('token_hash', '=', hashToken(token))
    .execute();

export interface Credential {
  readonly account_id: Id<'account'>;
  readonly email: string;
  readonly password_hash: string;
  readonly password_set_at: Date;
  readonly totp_secret: Buffer;
  readonly totp_set_at: Date;
}

/** The credential of an account that has not ended (as the sign-in machinery). */
export async function findCredential(
  tx: Tx,
  machinery: Actor,
  by: 'email' | 'id',
  value: string,
): Promise<Credential | undefined> {
  const found = await tx
    .selectFrom('access.account as account')
    .innerJoin('access.credential as credential', (join) =>
      join
        .onRef('credential.partnership_id', '=', 'account.partnership_id')
        .onRef('credential.account_id', '=', 'account.id'),
    )
    .leftJoin('access.account_ending as ending', (join) =>
      join
        .onRef('ending.partnership_id', '=', 'account.partnership_id')
        .onRef('ending.account_id', '=', 'account.id'),
    )
    .where('account.partnership_id', '=', machinery.partnershipId)
    .where(`account.${by}`, '=', value)
    .where('ending.ended_at', 'is', null)
    .select([
      'account.email',
      'credential.account_id',
      'credential.password_hash',
      'credential.password_set_at',
      'credential.totp_secret',
      'credential.totp_set_at',
    ])
    .executeTakeFirst();
  return found && { ...found, account_id: found.account_id as Id<'account'> };
}
