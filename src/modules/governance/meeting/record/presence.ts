import { type Id, isUuid, newId } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { type PresenceEntry, whoIsHere, whose } from '../here.ts';
import { presenceEntries } from '../quorum-at.ts';
import { itemOf, meetingToRecord, memberAt } from './meeting.ts';

/** Who came or left, from which item on. A guest has a name instead of a membership, and perhaps an agency. */
export interface PresenceInput {
  readonly sittingId: string;
  readonly kind: 'arrived' | 'left';
  readonly membershipId?: string | undefined;
  readonly guest?: string | undefined;
  readonly agencyId?: string | undefined;
  /** Who sits in the member's place. */
  readonly substitute?: string | undefined;
  readonly remote?: boolean | undefined;
  /** The item from which it holds; without one, from the start of the sitting. */
  readonly fromItemId?: string | undefined;
  /** Time by the clock, `HH:MM`. */
  readonly at?: string | undefined;
}

type Who = Pick<PresenceEntry, 'membershipId' | 'guest' | 'substitute'>;

/** Records that somebody came or left. A named substitute who comes makes present whose substitute they are. */
export async function recordPresence(
  tx: Tx,
  actor: Actor,
  input: PresenceInput,
): Promise<Id<'presence'> | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  const item = input.fromItemId === undefined ? null : await itemOf(tx, sitting, input.fromItemId);
  if (isRefusal(item)) return item;
  if (input.agencyId !== undefined && !isUuid(input.agencyId))
    return refused('agency-unknown', 'Choose an agency of the partnership.', { field: 'agencyId' });
  const who = await whoOf(tx, sitting, input);
  if (isRefusal(who)) return who;
  const now = whoIsHere(
    await presenceEntries(tx, sitting.id),
    item?.position ?? Number.NEGATIVE_INFINITY,
  ).get(whose(who));
  const remote = input.remote ?? false;
  if (input.kind === 'left' && !now)
    return refused('is-not-here', 'They are not recorded as here at this item.', { field: 'membershipId' });
  if (input.kind === 'arrived' && now && now.remote === remote && now.substitute === who.substitute)
    return refused('is-here-already', 'They are recorded as here already.', { field: 'membershipId' });
  const id = newId<'presence'>();
  await tx
    .insertInto('governance.presence')
    .values({
      partnership_id: actor.partnershipId,
      id,
      sitting_id: sitting.id,
      kind: input.kind,
      membership_id: who.membershipId,
      guest: who.guest,
      agency_id: input.agencyId ?? null,
      substitute: input.kind === 'arrived' ? who.substitute : null,
      remote,
      from_item_id: item?.id ?? null,
      from_position: item?.position ?? null,
      at: input.at ?? null,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `sitting.${input.kind}`,
    subject: { kind: 'sitting', id: sitting.id },
    detail: { presenceId: id, ...who, remote, fromItemId: item?.id ?? null },
  });
  return id;
}

async function whoOf(
  tx: Tx,
  sitting: Parameters<typeof memberAt>[1],
  { membershipId, guest, substitute }: PresenceInput,
): Promise<Who | Refusal> {
  const inPlace = substitute?.trim() || null;
  if (membershipId === undefined) {
    const name = guest?.trim() || null;
    return name === null
      ? refused('presence-is-of-somebody', 'Say who came or left.', { field: 'guest' })
      : { membershipId: null, guest: name, substitute: null };
  }
  const member = await memberAt(tx, sitting, membershipId, 'membershipId');
  if (isRefusal(member)) return member;
  return member.substituteForId === null
    ? { membershipId: member.id, guest: null, substitute: inPlace }
    : { membershipId: member.substituteForId, guest: null, substitute: inPlace ?? member.title };
}

/** Strikes out an entry of the attendance book that was wrong; struck out itself, the entry stands again. */
export async function strikePresence(
  tx: Tx,
  actor: Actor,
  input: { readonly sittingId: string; readonly presenceId: string },
): Promise<Id<'presence'> | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  if (!isUuid(input.presenceId)) return notFound('entry');
  const wrong = await tx
    .selectFrom('governance.presence')
    .select('id')
    .where('id', '=', input.presenceId)
    .where('sitting_id', '=', sitting.id)
    .executeTakeFirst();
  if (!wrong) return notFound('entry');
  const id = newId<'presence'>();
  await tx
    .insertInto('governance.presence')
    .values({
      partnership_id: actor.partnershipId,
      id,
      sitting_id: sitting.id,
      kind: 'corrected',
      corrects_id: wrong.id,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.strike-attendance',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { presenceId: wrong.id },
  });
  return id;
}
