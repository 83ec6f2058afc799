import { createHash, randomBytes } from 'node:crypto';
import { type Id, newId } from '../../../kernel/ids.ts';
import { daysBetween, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, type LinkHolder, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import { dayOfSitting, findSitting, type Sitting } from '../queries.ts';
import type { Member } from '../terms/member-queries.ts';
import { addressesOf, membersAt } from './members.ts';
import { placeOf, whenOf } from './words.ts';

const DAY = 86_400_000;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** When it is, and where this Concord is reached. */
export interface Occasion {
  readonly today: PlainDate;
  readonly now: Date;
  readonly site: string;
}

export interface Invited {
  readonly invited: readonly string[];
  /** Members of whom no address is known: they have to be asked otherwise. */
  readonly withoutAddress: readonly string[];
}

const bodyOf = (sitting: Sitting, member: Member, address: string): string =>
  [
    `You are invited to sit on the ${sitting.body}${member.agency ? ` for ${member.agency}` : ''}.`,
    `When: ${whenOf(sitting)}`,
    ...(sitting.venue === null ? [] : [`Where: ${sitting.venue}`]),
    ...(sitting.joiningLink === null ? [] : [`Remotely: ${sitting.joiningLink}`]),
    '',
    'Say here whether you come, send somebody in your place, or send apologies. No password is needed; the link answers once, so do not pass it on:',
    '',
    address,
    '',
  ].join('\n');

/**
 * Invites the members who were not invited yet, or all of them again. Each mail has a link that answers once, without
 * signing in, until the day is over.
 */
export async function inviteMembers(
  tx: Tx,
  actor: Actor,
  sittingId: string,
  { today, now, site, again = false }: Occasion & { readonly again?: boolean },
): Promise<Invited | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, sittingId);
  if (!sitting) return notFound('sitting');
  if (sitting.status !== 'planned' || sitting.latestDay < today)
    return refused('sitting-is-not-to-come', 'Only a sitting that is still to come can be invited to.');
  if (sitting.precision === 'month')
    return refused('sitting-day-unknown', 'Set the day of the sitting before you invite to it.');
  const before = again ? new Set<string>() : await invitedTo(tx, sittingId);
  const members = (await membersAt(tx, sitting)).filter(({ id }) => !before.has(id));
  if (members.length === 0)
    return refused('nobody-to-invite', 'There is nobody left to invite: add members to the body first.');
  const addresses = await addressesOf(tx, members, today);
  const expires = new Date(now.getTime() + (daysBetween(today, sitting.latestDay) + 1) * DAY);
  for (const member of members) {
    const to = addresses.get(member.id);
    if (to === undefined) continue;
    const token = randomBytes(24).toString('base64url');
    await tx
      .insertInto('governance.invitation')
      .values({
        partnership_id: actor.partnershipId,
        id: newId(),
        sitting_id: sitting.id,
        membership_id: member.id,
        token_hash: hashOf(token),
        sent_at: now,
        expires_at: expires,
      })
      .execute();
    await queueMail(tx, actor, {
      to,
      subject: `${sitting.body}, ${dayOfSitting(sitting)}: will you come?`,
      body: bodyOf(sitting, member, `${site}/reply/${token}`),
      about: { kind: 'sitting', id: sitting.id },
    });
  }
  const titlesOf = (wanted: boolean) =>
    members.filter(({ id }) => addresses.has(id) === wanted).map(({ title }) => title);
  await recordCommand(tx, actor, {
    action: 'sitting.invite',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { invited: titlesOf(true).length, withoutAddress: titlesOf(false).length },
  });
  return { invited: titlesOf(true), withoutAddress: titlesOf(false) };
}

async function invitedTo(tx: Tx, sittingId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('governance.invitation')
    .select('membership_id')
    .distinct()
    .where('sitting_id', '=', sittingId)
    .execute();
  return new Set(rows.map((row) => row.membership_id));
}

/** Tells everybody who was invited of something that they must know: it was moved, it is cancelled, a paper came late. */
export async function tellInvited(
  tx: Tx,
  actor: Actor,
  sitting: Sitting,
  { subject, body }: { readonly subject: string; readonly body: string },
): Promise<number> {
  const invited = await invitedTo(tx, sitting.id);
  return tellMembers(tx, actor, sitting, {
    subject,
    body,
    members: (await membersAt(tx, sitting)).filter(({ id }) => invited.has(id)),
  });
}

/** Tells who was invited that the sitting has another day, time or place than the one they know. */
export async function tellOfChange(
  tx: Tx,
  actor: Actor,
  before: Sitting,
  after: Sitting | undefined,
): Promise<void> {
  if (after === undefined || after.status !== 'planned') return;
  if (whenOf(before) === whenOf(after) && placeOf(before) === placeOf(after)) return;
  await tellInvited(tx, actor, after, {
    subject: `${after.body}: changed, now ${whenOf(after)}`,
    body: `The sitting of the ${after.body} on ${whenOf(before)}${placeOf(before)} is changed. If you cannot come any more, sign in and change your answer, or tell the secretary. It is now:`,
  });
}

/** Tells who was invited that there will be no sitting. */
export async function tellOfCancellation(
  tx: Tx,
  actor: Actor,
  sitting: Sitting,
  reason: string | null,
): Promise<void> {
  await tellInvited(tx, actor, sitting, {
    subject: `${sitting.body}, ${dayOfSitting(sitting)}: cancelled`,
    body: `The sitting of the ${sitting.body} is cancelled${reason === null ? '' : `: ${reason}`}. It was to be:`,
  });
}

/** Writes one mail to each of these members of whom an address is known; gives how many. */
export async function tellMembers(
  tx: Tx,
  actor: Actor,
  sitting: Sitting,
  letter: {
    readonly subject: string;
    readonly body: string;
    readonly members: readonly Member[];
  },
): Promise<number> {
  const addresses = new Set((await addressesOf(tx, letter.members, sitting.day)).values());
  for (const to of addresses)
    await queueMail(tx, actor, {
      to,
      subject: letter.subject,
      body: `${letter.body}\n\n${whenOf(sitting)}${placeOf(sitting)}\n`,
      about: { kind: 'sitting', id: sitting.id },
    });
  return addresses.size;
}

export interface FoundInvitation {
  readonly id: string;
  readonly sittingId: string;
  readonly membershipId: Id<'membership'>;
  readonly holder: LinkHolder;
}

/**
 * Who holds the link of an invitation, and to what. Rule: a link answers once, and not once the member has answered
 * otherwise since, so that a mail that is forwarded later answers nothing; `thanks` also opens it after that. Needs `read` and `platform.work`.
 */
export async function findInvitation(
  tx: Tx,
  actor: Actor,
  token: string,
  { now, use }: { readonly now: Date; readonly use: 'answer' | 'thanks' },
): Promise<FoundInvitation | Refusal> {
  const found = await tx
    .selectFrom('governance.invitation')
    .select(['id', 'sitting_id as sittingId', 'membership_id as membershipId', 'sent_at as sentAt'])
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!found)
    return refused('link-unknown', 'This link is too old or not complete. Sign in, or ask for another one.');
  const answered = await tx
    .selectFrom('governance.reply')
    .select('id')
    .where('sitting_id', '=', found.sittingId)
    .where('membership_id', '=', found.membershipId)
    .where((is) => is.or([is('invitation_id', '=', found.id), is('replied_at', '>=', found.sentAt)]))
    .executeTakeFirst();
  if (use === 'answer' && answered)
    return refused(
      'link-used',
      'This link was answered already. Sign in, or ask the secretary, to change the answer.',
    );
  return {
    id: found.id,
    sittingId: found.sittingId,
    membershipId: found.membershipId as Id<'membership'>,
    holder: {
      kind: 'link',
      linkId: found.id as Id<'link'>,
      partnershipId: actor.partnershipId,
      permissions: ['read', 'sitting.reply'],
      ...(actor.requestId === undefined ? {} : { requestId: actor.requestId }),
    },
  };
}
