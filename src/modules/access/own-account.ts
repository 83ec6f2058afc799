import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, type Member } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { JobQueue } from '../../platform/jobs.ts';
import type { KeyStore } from '../../platform/keys/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import type { Post } from './accounts.ts';
import { changedLetter, invitationLetter, resetLetter } from './letters.ts';
import { findLink, linkUnknown, makeLink, recentLinks, useLink } from './links.ts';
import { asMachinery } from './machinery.ts';
import { memberForAudit } from './member.ts';
import { hashPassword, passwordHolds, passwordRefusal } from './passwords.ts';
import { offeredSecret, renewRecoveryCodes, sealSecret, stepOf } from './second-factor.ts';
import { endSessions } from './session.ts';
import { type Approach, addressTyped, type Credential, findCredential } from './sign-in.ts';
import { recordAttempt, throttled, trierOf } from './throttle.ts';

const LINKS_AN_HOUR = 5;

interface NewFactor {
  readonly keys: KeyStore;
  readonly code: string;
  readonly now: Date;
}

const codeWrong = (): Refusal =>
  refused(
    'code-wrong',
    'This is not the code that your app shows. Scan the picture again, then enter the next code.',
    {
      field: 'code',
    },
  );

/** The secret that an invitation offers. */
export const secretOfInvitation = (keys: KeyStore, token: string): Buffer =>
  offeredSecret(keys, `invitation:${token}`);

/** The secret offered to a member who sets up another phone. */
export const secretForMember = (keys: KeyStore, known: Credential): Buffer =>
  offeredSecret(keys, `replace:${known.account_id}:${known.totp_set_at.toISOString()}`);

/** Chooses a password and sets up the second factor. Gives the recovery codes, which are shown this once. */
export function acceptInvitation(
  tx: Tx,
  actor: Actor,
  { token, password, code, keys, now }: NewFactor & { token: string; password: string },
): Promise<{ recoveryCodes: readonly string[] } | Refusal> {
  return asMachinery(tx, actor, async (machinery) => {
    const link = await findLink(tx, machinery, 'invitation', token, now);
    const member = link && (await memberForAudit(tx, machinery, link.accountId));
    if (!link || !member) return linkUnknown();
    const unfit = passwordRefusal(password, link.email);
    if (unfit) return unfit;
    const secret = secretOfInvitation(keys, token);
    const step = stepOf(secret, code, now);
    if (step === undefined) return codeWrong();
    if (!(await useLink(tx, machinery, token, now))) return linkUnknown();
    await tx
      .insertInto('access.credential')
      .values({
        partnership_id: machinery.partnershipId,
        account_id: link.accountId,
        password_hash: await hashPassword(password),
        password_set_at: now,
        totp_secret: sealSecret(keys, link.accountId, secret),
        totp_set_at: now,
        totp_last_counter: step,
      })
      .onConflict((conflict) =>
        conflict.columns(['partnership_id', 'account_id']).doUpdateSet((eb) => ({
          password_hash: eb.ref('excluded.password_hash'),
          password_set_at: now,
          totp_secret: eb.ref('excluded.totp_secret'),
          totp_set_at: now,
          totp_last_counter: step,
        })),
      )
      .execute();
    const recoveryCodes = await renewRecoveryCodes(tx, machinery, link.accountId);
    await endSessions(tx, machinery, link.accountId, 'password-changed', { now });
    await recordCommand(tx, member, {
      action: 'invitation.accepted',
      subject: { kind: 'account', id: link.accountId },
    });
    return { recoveryCodes };
  });
}

/**
 * Sends a link for a new password, or a new invitation to somebody who never chose one. The answer is always the same,
 * and nobody is locked out by it; an account gets at most five in an hour.
 */
export function requestReset(
  tx: Tx,
  actor: Actor,
  { email, keys, address, now, post }: Approach & { email: string; post: Post },
): Promise<{ readonly turnedAway?: Refusal }> {
  return asMachinery(tx, actor, async (machinery) => {
    const typed = addressTyped(email);
    const trier = trierOf(keys, `reset:${typed}`, address);
    const wait = await throttled(tx, machinery, trier, now);
    const known = wait ? undefined : await findByEmail(tx, machinery, typed);
    const member = known && (await memberForAudit(tx, machinery, known.id));
    await recordCommand(tx, machinery, {
      action: wait ? 'password.reset-throttled' : 'password.reset-requested',
      ...(member ? { subject: { kind: 'account', id: member.accountId } } : {}),
    });
    if (wait) return { turnedAway: wait };
    await recordAttempt(tx, machinery, trier, now, false);
    if (!known || !member) return {};
    const purpose = known.hasPassword ? 'password-reset' : 'invitation';
    if ((await recentLinks(tx, machinery, purpose, known.id, now)) >= LINKS_AN_HOUR) return {};
    const token = await makeLink(tx, machinery, { purpose, accountId: known.id, madeBy: machinery, now });
    const letter = known.hasPassword ? resetLetter : invitationLetter;
    await queueMail(
      tx,
      machinery,
      letter(post.partnership, { to: typed, site: post.site, token, accountId: known.id }),
      post.jobs,
    );
    return {};
  });
}

async function findByEmail(
  tx: Tx,
  machinery: Actor,
  email: string,
): Promise<{ id: string; hasPassword: boolean } | undefined> {
  const account = await tx
    .selectFrom('access.account')
    .where('partnership_id', '=', machinery.partnershipId)
    .where('email', '=', email)
    .select('id')
    .executeTakeFirst();
  return (
    account && {
      ...account,
      hasPassword: (await findCredential(tx, machinery, 'id', account.id)) !== undefined,
    }
  );
}

/** Chooses a new password by a link from a mail. Every session ends; the second factor stays. */
export function resetPassword(
  tx: Tx,
  actor: Actor,
  { token, password, now }: { token: string; password: string; now: Date },
): Promise<undefined | Refusal> {
  return asMachinery(tx, actor, async (machinery) => {
    const link = await findLink(tx, machinery, 'password-reset', token, now);
    const member = link && (await memberForAudit(tx, machinery, link.accountId));
    if (!link || !member) return linkUnknown();
    const unfit = passwordRefusal(password, link.email);
    if (unfit) return unfit;
    if (!(await useLink(tx, machinery, token, now))) return linkUnknown();
    await setPassword(tx, machinery, link.accountId, password, now);
    await endSessions(tx, machinery, link.accountId, 'password-changed', { now });
    await recordCommand(tx, member, {
      action: 'password.reset',
      subject: { kind: 'account', id: link.accountId },
    });
    return undefined;
  });
}

async function setPassword(
  tx: Tx,
  machinery: Actor,
  accountId: string,
  password: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('access.credential')
    .set({ password_hash: await hashPassword(password), password_set_at: now })
    .where('partnership_id', '=', machinery.partnershipId)
    .where('account_id', '=', accountId)
    .execute();
}

export type OwnChange = { readonly turnedAway: Refusal } | undefined;

/** Changes the member's own password; their other sessions end. Wrong attempts count, as at sign-in. */
export const changePassword = (
  tx: Tx,
  actor: Actor,
  input: Approach & { current: string; password: string; jobs?: Pick<JobQueue, 'enqueue'> },
): Promise<OwnChange | Refusal> =>
  provingPassword(tx, actor, input, async (machinery, known, member) => {
    const unfit = passwordRefusal(input.password, known.email);
    if (unfit) return unfit;
    await setPassword(tx, machinery, known.account_id, input.password, input.now);
    await endSessions(tx, machinery, known.account_id, 'password-changed', {
      except: member.sessionId,
      now: input.now,
    });
    const letter = changedLetter(known.email, known.account_id, 'The password of your account was changed.');
    await queueMail(tx, machinery, letter, input.jobs);
    await recordCommand(tx, member, {
      action: 'password.changed',
      subject: { kind: 'account', id: known.account_id },
    });
    return undefined;
  });

/** Sets up another phone as second factor. Gives new recovery codes; the old ones stop working. */
export const replaceSecondFactor = (
  tx: Tx,
  actor: Actor,
  input: Approach & { current: string; code: string; jobs?: Pick<JobQueue, 'enqueue'> },
): Promise<{ recoveryCodes: readonly string[] } | OwnChange | Refusal> =>
  provingPassword(tx, actor, input, async (machinery, known, member) => {
    const secret = secretForMember(input.keys, known);
    const step = stepOf(secret, input.code, input.now);
    if (step === undefined) return codeWrong();
    await tx
      .updateTable('access.credential')
      .set({
        totp_secret: sealSecret(input.keys, known.account_id, secret),
        totp_set_at: input.now,
        totp_last_counter: step,
      })
      .where('partnership_id', '=', machinery.partnershipId)
      .where('account_id', '=', known.account_id)
      .execute();
    const letter = changedLetter(
      known.email,
      known.account_id,
      'Another phone was set up as your second factor.',
    );
    await queueMail(tx, machinery, letter, input.jobs);
    await recordCommand(tx, member, {
      action: 'second-factor.replaced',
      subject: { kind: 'account', id: known.account_id },
    });
    return { recoveryCodes: await renewRecoveryCodes(tx, machinery, known.account_id) };
  });

/** Rule: whoever changes how an account is signed in to must know its password, not only hold its session. */
function provingPassword<T>(
  tx: Tx,
  actor: Actor,
  { current, keys, address, now }: Approach & { current: string },
  work: (machinery: Actor, known: Credential, member: Member) => Promise<T | Refusal>,
): Promise<T | { turnedAway: Refusal } | Refusal> {
  return asMachinery(tx, actor, async (machinery) => {
    const known = await findCredential(tx, machinery, 'id', accountOf(actor) ?? '');
    if (actor.kind !== 'member' || !known)
      return refused('no-password', 'This account has no password: it belongs to the example.');
    const trier = trierOf(keys, known.email, address);
    const wait = await throttled(tx, machinery, trier, now);
    if (wait) return wait;
    if (await passwordHolds(known.password_hash, current)) return work(machinery, known, actor);
    await recordAttempt(tx, machinery, trier, now, false);
    await recordCommand(tx, actor, {
      action: 'password.wrong',
      subject: { kind: 'account', id: known.account_id },
    });
    return {
      turnedAway: refused('password-wrong', 'This is not your present password.', { field: 'current' }),
    };
  });
}
