import { type Id, newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, maySomewhere } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { hashToken, newToken } from './tokens.ts';

export interface TokenInput {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
}

/** Makes a token for a program. It is shown this once, and can do no more than its owner, now or later. */
export async function makeApiToken(
  tx: Tx,
  actor: Actor,
  { name, scopes, expiresAt }: TokenInput,
): Promise<{ id: Id<'api-token'>; token: string } | Refusal> {
  const accountId = accountOf(actor);
  if (accountId === undefined || !maySomewhere(actor, 'api.tokens'))
    return refused('not-allowed', 'Your role does not include tokens for programs. Ask your administrator.');
  const beyond = scopes.filter((scope) => !maySomewhere(actor, scope));
  if (beyond.length > 0)
    return refused('scopes-beyond-own-rights', 'A token can do only what you may do yourself.', {
      field: 'scopes',
      details: { scopes: beyond },
    });
  const id = newId<'api-token'>();
  const token = `concord_${newToken()}`;
  await tx
    .insertInto('access.api_token')
    .values({
      partnership_id: actor.partnershipId,
      id,
      account_id: accountId,
      name: name.trim(),
      token_hash: hashToken(token),
      scopes: [...scopes],
      made_at: new Date(),
      expires_at: expiresAt,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'api-token.made',
    subject: { kind: 'api-token', id },
    detail: { name: name.trim(), scopes, expiresAt },
  });
  return { id, token };
}

/** Stops one of the member's own tokens at once. */
export async function revokeApiToken(tx: Tx, actor: Actor, tokenId: string): Promise<undefined | Refusal> {
  const revoked = await tx
    .updateTable('access.api_token')
    .set({ revoked_at: new Date() })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', tokenId)
    .where('account_id', '=', accountOf(actor) ?? null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) return refused('not-found', 'This token has been revoked already.');
  await recordCommand(tx, actor, {
    action: 'api-token.revoked',
    subject: { kind: 'api-token', id: tokenId },
  });
  return undefined;
}
