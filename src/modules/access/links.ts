import { type Id, newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { hashToken, newToken } from './tokens.ts';

const HOUR = 3_600_000;

export type LinkPurpose = 'invitation' | 'password-reset';

/** How long a link works: a week to accept an invitation, two hours for a new password. */
export const LINK_HOURS: Readonly<Record<LinkPurpose, number>> = { invitation: 7 * 24, 'password-reset': 2 };

/** Makes a link that works once (as the sign-in machinery); earlier ones of the same purpose stop working. */
export async function makeLink(
  tx: Tx,
  machinery: Actor,
  { purpose, accountId, madeBy, now }: { purpose: LinkPurpose; accountId: string; madeBy: Actor; now: Date },
): Promise<string> {
  await unused(tx, machinery, now)
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .execute();
  const token = newToken();
  await tx
    .insertInto('access.link')
    .values({
      partnership_id: machinery.partnershipId,
      id: newId(),
      token_hash: hashToken(token),
      purpose,
      account_id: accountId,
      made_at: now,
      made_by: accountOf(madeBy) ?? null,
      expires_at: new Date(now.getTime() + LINK_HOURS[purpose] * HOUR),
    })
    .execute();
  return token;
}

const unused = (tx: Tx, machinery: Actor, now: Date) =>
  tx
    .updateTable('access.link')
    .set({ used_at: now })
    .where('partnership_id', '=', machinery.partnershipId)
    .where('used_at', 'is', null);

export interface FoundLink {
  readonly accountId: Id<'account'>;
  readonly email: string;
}

export const linkUnknown = (): Refusal =>
  refused('link-unknown', 'This link has been used or is too old. Ask for a new one.');

/** The account of a link that still works (as the sign-in machinery). */
export async function findLink(
  tx: Tx,
  machinery: Actor,
  purpose: LinkPurpose,
  token: string,
  now: Date,
): Promise<FoundLink | undefined> {
  const found = await tx
    .selectFrom('access.link as link')
    .innerJoin('access.account as account', (join) =>
      join
        .onRef('account.partnership_id', '=', 'link.partnership_id')
        .onRef('account.id', '=', 'link.account_id'),
    )
    .leftJoin('access.account_ending as ending', (join) =>
      join
        .onRef('ending.partnership_id', '=', 'link.partnership_id')
        .onRef('ending.account_id', '=', 'link.account_id'),
    )
    .where('link.partnership_id', '=', machinery.partnershipId)
    .where('link.token_hash', '=', hashToken(token))
    .where('link.purpose', '=', purpose)
    .where('link.used_at', 'is', null)
    .where('link.expires_at', '>', now)
    .where('ending.ended_at', 'is', null)
    .select(['account.id', 'account.email'])
    .executeTakeFirst();
  return found && { accountId: found.id as Id<'account'>, email: found.email };
}

/** Uses a link up; false when somebody else did in the meantime (as the sign-in machinery). */
export async function useLink(tx: Tx, machinery: Actor, token: string, now: Date): Promise<boolean> {
  const used = await unused(tx, machinery, now).where('token_hash', '=', hashToken(token)).executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** How many links of a purpose an account was sent within the last hour (as the sign-in machinery). */
export async function recentLinks(
  tx: Tx,
  machinery: Actor,
  purpose: LinkPurpose,
  accountId: string,
  now: Date,
): Promise<number> {
  const { count } = await tx
    .selectFrom('access.link')
    .where('partnership_id', '=', machinery.partnershipId)
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('made_at', '>', new Date(now.getTime() - HOUR))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
