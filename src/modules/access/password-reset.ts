import type { Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { queueMail } from '../../platform/mail/index.ts';
import type { Post } from './accounts.ts';
import { invitationLetter, resetLetter } from './letters.ts';
import { findLink, linkUnknown, makeLink, recentLinks, useLink } from './links.ts';
import { asMachinery } from './machinery.ts';
import { memberForAudit } from './member.ts';
import { hashPassword, passwordRefusal } from './passwords.ts';
import { endSessions } from './session.ts';
import { type Approach, addressTyped, findCredential } from './sign-in.ts';
import { recordAttempt, throttled, trierOf } from './throttle.ts';

const LINKS_AN_HOUR = 5;

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

/** Chooses a new password by a link from a mail. Every session, waiting sign-in and token ends; the second factor stays. */
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

/**
 * Sets the password of an account that has one (as the sign-in machinery). What was begun with the former one ends:
 * sign-ins that wait for their code, and tokens of programs.
 */
export async function setPassword(
  tx: Tx,
  machinery: Actor,
  accountId: string,
  password: string,
  now: Date,
): Promise<void> {
  const { partnershipId } = machinery;
  await tx
    .updateTable('access.credential')
    .set({ password_hash: await hashPassword(password), password_set_at: now })
    .where('partnership_id', '=', partnershipId)
    .where('account_id', '=', accountId)
    .execute();
  await tx
    .deleteFrom('access.pending_sign_in')
    .where('partnership_id', '=', partnershipId)
    .where('account_id', '=', accountId)
    .execute();
  const revoked = await tx
    .updateTable('access.api_token')
    .set({ revoked_at: now })
    .where('partnership_id', '=', partnershipId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of revoked)
    await recordCommand(tx, machinery, {
      action: 'api-token.revoked',
      subject: { kind: 'api-token', id },
      detail: { because: 'password-changed' },
    });
}
