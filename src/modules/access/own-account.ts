import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, type Member } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { JobQueue } from '../../platform/jobs.ts';
import type { KeyStore } from '../../platform/keys/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { changedLetter } from './letters.ts';
import { asMachinery } from './machinery.ts';
import { setPassword } from './password-reset.ts';
import { passwordHolds, passwordRefusal } from './passwords.ts';
import { codeWrong, offeredSecret, renewRecoveryCodes, sealSecret, stepOf } from './second-factor.ts';
import { endSessions } from './session.ts';
import { type Approach, type Credential, findCredential } from './sign-in.ts';
import { recordAttempt, throttled, trierOf } from './throttle.ts';

/** The secret offered to a member who sets up another phone. */
export const secretForMember = (keys: KeyStore, known: Credential): Buffer =>
  offeredSecret(keys, `replace:${known.account_id}:${known.totp_set_at.toISOString()}`);

export type OwnChange = { readonly turnedAway: Refusal } | undefined;

/** Changes the member's own password; their other sessions and their tokens end. Wrong attempts count, as at sign-in. */
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
