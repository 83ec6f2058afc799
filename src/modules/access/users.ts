import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { endAccount, inviteAccount, inviteAgain, type Post } from './accounts.ts';
import { grantRole } from './grants.ts';
import { type AccountRow, listAccounts } from './queries.ts';
import type { Role } from './roles.ts';
import { addressTyped } from './sign-in.ts';

export interface NewUser {
  readonly name: string;
  readonly email: string;
  /** Slug of their agency. */
  readonly agency: string;
  readonly role: Role;
  /** Slug of the agency the role is held for; without it the whole partnership. */
  readonly roleFor?: string;
  readonly today: PlainDate;
}

/** For the operator's terminal: makes an account with a role and gives the link by which its owner accepts it. */
export async function createUser(
  tx: Tx,
  actor: Actor,
  user: NewUser,
  post: Post,
): Promise<{ accountId: string; link: string } | Refusal> {
  const agencyId = await agencyOfSlug(tx, actor, user.agency);
  const roleFor = user.roleFor === undefined ? null : await agencyOfSlug(tx, actor, user.roleFor);
  if (agencyId === undefined || roleFor === undefined)
    return refused(
      'agency-unknown',
      'There is no agency of that name. See them with: concord list agencies',
      {
        field: 'agency',
      },
    );
  const invited = await inviteAccount(
    tx,
    actor,
    { name: user.name, email: user.email, agencyId, postId: null },
    post,
  );
  if ('refused' in invited) return invited;
  const granted = await grantRole(tx, actor, {
    accountId: invited.accountId,
    role: user.role,
    agencyId: roleFor,
    startsOn: user.today,
    endsOn: null,
  });
  return 'refused' in granted ? granted : invited;
}

/** Every account, with its roles of the day and whether it can sign in. */
export const listUsers = (tx: Tx, actor: Actor, today: PlainDate): Promise<readonly AccountRow[]> =>
  listAccounts(tx, actor, today);

/** Takes password and second factor away and gives the link of a new invitation. */
export async function resetUser(
  tx: Tx,
  actor: Actor,
  email: string,
  post: Post,
): Promise<{ link: string } | Refusal> {
  const accountId = await accountOfEmail(tx, actor, email);
  return typeof accountId === 'string' ? inviteAgain(tx, actor, accountId, post) : accountId;
}

/** Ends an account by its address. */
export async function endUser(
  tx: Tx,
  actor: Actor,
  email: string,
  reason: string,
): Promise<undefined | Refusal> {
  const accountId = await accountOfEmail(tx, actor, email);
  return typeof accountId === 'string' ? endAccount(tx, actor, { accountId, reason }) : accountId;
}

async function accountOfEmail(tx: Tx, actor: Actor, email: string): Promise<string | Refusal> {
  const row = await tx
    .selectFrom('access.account')
    .where('partnership_id', '=', actor.partnershipId)
    .where('email', '=', addressTyped(email))
    .select('id')
    .executeTakeFirst();
  return (
    row?.id ??
    refused('account-unknown', 'There is no account with this address. See them with: concord user list')
  );
}

async function agencyOfSlug(tx: Tx, actor: Actor, slug: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', '=', slug)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}
