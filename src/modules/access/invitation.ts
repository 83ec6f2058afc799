import type { Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { KeyStore } from '../../platform/keys/index.ts';
import { findLink, linkUnknown, useLink } from './links.ts';
import { asMachinery } from './machinery.ts';
import { memberForAudit } from './member.ts';
import { hashPassword, passwordRefusal } from './passwords.ts';
import { codeWrong, offeredSecret, renewRecoveryCodes, sealSecret, stepOf } from './second-factor.ts';
import { endSessions } from './session.ts';

interface NewFactor {
  readonly keys: KeyStore;
  readonly code: string;
  readonly now: Date;
}

/** The secret that an invitation offers. */
export const secretOfInvitation = (keys: KeyStore, token: string): Buffer =>
  offeredSecret(keys, `invitation:${token}`);

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
