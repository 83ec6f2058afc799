import { type Id, newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { JobQueue } from '../../platform/jobs.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { addPerson } from '../partners/index.ts';
import { changedLetter, invitationAddress, invitationLetter } from './letters.ts';
import { makeLink } from './links.ts';
import { asMachinery } from './machinery.ts';
import { endSessions } from './session.ts';
import { addressTyped } from './sign-in.ts';

/** What an invitation needs to be written and sent. */
export interface Post {
  readonly site: string;
  readonly partnership: string;
  readonly now: Date;
  readonly jobs?: Pick<JobQueue, 'enqueue'>;
}

export interface AccountDetails {
  readonly name: string;
  readonly email: string;
  readonly agencyId: string;
  readonly postId: string | null;
}

/** Makes an account without a password and invites its owner by mail. Gives the link too, for the operator's terminal. */
export async function inviteAccount(
  tx: Tx,
  actor: Actor,
  details: AccountDetails,
  post: Post,
): Promise<{ accountId: Id<'account'>; link: string } | Refusal> {
  const made = await makeAccount(tx, actor, details);
  if ('refused' in made) return made;
  return {
    accountId: made.accountId,
    link: await invite(tx, actor, made.accountId, addressTyped(details.email), post),
  };
}

/** Makes an account that nobody can sign in to yet. */
export async function makeAccount(
  tx: Tx,
  actor: Actor,
  { name, email, agencyId, postId }: AccountDetails,
): Promise<{ accountId: Id<'account'>; personId: Id<'person'> } | Refusal> {
  if (!may(actor, 'accounts.manage')) return notAllowed();
  const address = addressTyped(email);
  const accountId = newId<'account'>();
  const personId = await personWith(tx, actor, name.trim(), address);
  if (typeof personId !== 'string') return personId;
  await tx
    .insertInto('access.account')
    .values({
      partnership_id: actor.partnershipId,
      id: accountId,
      person_id: personId,
      agency_id: agencyId,
      post_id: postId,
      email: address,
      made_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'account.made',
    subject: { kind: 'account', id: accountId },
    detail: { email: address, agencyId, postId },
  });
  return { accountId, personId };
}

/** The person of that address, who may be known already as the holder of a post. */
async function personWith(
  tx: Tx,
  actor: Actor,
  name: string,
  email: string,
): Promise<Id<'person'> | Refusal> {
  const known = await tx
    .selectFrom('partners.person')
    .where('partnership_id', '=', actor.partnershipId)
    .where('email', '=', email)
    .select('id')
    .executeTakeFirst();
  return known ? (known.id as Id<'person'>) : addPerson(tx, actor, { name, email });
}

async function invite(
  tx: Tx,
  actor: Actor,
  accountId: string,
  to: string,
  { site, partnership, now, jobs }: Post,
): Promise<string> {
  const token = await asMachinery(tx, actor, (machinery) =>
    makeLink(tx, machinery, { purpose: 'invitation', accountId, madeBy: actor, now }),
  );
  await queueMail(tx, actor, invitationLetter(partnership, { to, site, token, accountId }), jobs);
  return invitationAddress(site, token);
}

/**
 * Takes password and second factor away, ends all sessions and invites anew: for somebody who lost their phone, or
 * never answered the first invitation. Nobody can do this to their own account.
 */
export async function inviteAgain(
  tx: Tx,
  actor: Actor,
  accountId: string,
  post: Post,
): Promise<{ link: string } | Refusal> {
  if (!may(actor, 'accounts.manage')) return notAllowed();
  if (accountOf(actor) === accountId)
    return refused(
      'own-account',
      'You cannot reset your own account. Change your password on your account page.',
    );
  const account = await findLive(tx, actor, accountId);
  if (!account) return notFound('account');
  await asMachinery(tx, actor, async (machinery) => {
    for (const table of ['access.credential', 'access.recovery_code'] as const)
      await tx
        .deleteFrom(table)
        .where('partnership_id', '=', actor.partnershipId)
        .where('account_id', '=', accountId)
        .execute();
    await endSessions(tx, machinery, accountId, 'revoked');
  });
  await recordCommand(tx, actor, {
    action: 'account.invited-again',
    subject: { kind: 'account', id: accountId },
  });
  return { link: await invite(tx, actor, accountId, account.email, post) };
}

const findLive = (tx: Tx, actor: Actor, accountId: string) =>
  tx
    .selectFrom('access.account as account')
    .leftJoin('access.account_ending as ending', (join) =>
      join
        .onRef('ending.partnership_id', '=', 'account.partnership_id')
        .onRef('ending.account_id', '=', 'account.id'),
    )
    .where('account.partnership_id', '=', actor.partnershipId)
    .where('account.id', '=', accountId)
    .where('ending.ended_at', 'is', null)
    .select(['account.email', 'account.revision'])
    .executeTakeFirst();

/** Moves an account to another agency, post or address. The old address is told. */
export async function changeAccount(
  tx: Tx,
  actor: Actor,
  input: Omit<AccountDetails, 'name'> & { accountId: string; revision: number },
  jobs?: Pick<JobQueue, 'enqueue'>,
): Promise<undefined | Refusal> {
  if (!may(actor, 'accounts.manage')) return notAllowed();
  const before = await findLive(tx, actor, input.accountId);
  if (!before) return notFound('account');
  const email = addressTyped(input.email);
  const changed = await tx
    .updateTable('access.account')
    .set((eb) => ({
      email,
      agency_id: input.agencyId,
      post_id: input.postId,
      revision: eb('revision', '+', 1),
    }))
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.accountId)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return changedMeanwhile('account');
  if (before.email !== email)
    await queueMail(
      tx,
      actor,
      changedLetter(before.email, input.accountId, 'The email address of your account was changed.'),
      jobs,
    );
  await recordCommand(tx, actor, {
    action: 'account.changed',
    subject: { kind: 'account', id: input.accountId },
    detail: { email, agencyId: input.agencyId, postId: input.postId },
  });
  return undefined;
}

/** Ends an account: its sessions end now, its tokens and roles give nothing any more. */
export async function endAccount(
  tx: Tx,
  actor: Actor,
  { accountId, reason }: { accountId: string; reason: string },
): Promise<undefined | Refusal> {
  if (!may(actor, 'accounts.manage')) return notAllowed();
  if (!(await findLive(tx, actor, accountId))) return notFound('account');
  await tx
    .insertInto('access.account_ending')
    .values({
      partnership_id: actor.partnershipId,
      account_id: accountId,
      ended_by: accountOf(actor) ?? null,
      reason: reason.trim(),
    })
    .execute();
  await asMachinery(tx, actor, (machinery) => endSessions(tx, machinery, accountId, 'account-ended'));
  await recordCommand(tx, actor, {
    action: 'account.ended',
    subject: { kind: 'account', id: accountId },
    detail: { reason: reason.trim() },
  });
  return undefined;
}

/** Takes an ending back; the account keeps the roles that have not run out. */
export async function reinstateAccount(
  tx: Tx,
  actor: Actor,
  accountId: string,
): Promise<undefined | Refusal> {
  if (!may(actor, 'accounts.manage')) return notAllowed();
  const taken = await tx
    .deleteFrom('access.account_ending')
    .where('partnership_id', '=', actor.partnershipId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (taken.numDeletedRows === 0n) return refused('not-ended', 'This account has not ended.');
  await recordCommand(tx, actor, {
    action: 'account.reinstated',
    subject: { kind: 'account', id: accountId },
  });
  return undefined;
}
