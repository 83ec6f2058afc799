import { isUuid } from '../../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, may } from '../../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { tellFollowers } from '../../../../platform/live.ts';
import { findSitting, type Sitting } from '../../queries.ts';
import { findMember, type Member } from '../../terms/member-queries.ts';

/** The sitting that is being recorded; whoever follows it is told once the change is committed. */
export async function meetingToRecord(tx: Tx, actor: Actor, sittingId: string): Promise<Sitting | Refusal> {
  if (!may(actor, 'meeting.record')) return notAllowed();
  const sitting = isUuid(sittingId) ? await findSitting(tx, sittingId) : undefined;
  if (!sitting) return notFound('sitting');
  if (sitting.status === 'cancelled')
    return refused('sitting-is-cancelled', 'This sitting was cancelled. Nothing happened at it.');
  const { state } =
    (await tx
      .selectFrom('governance.minutes')
      .select('state')
      .where('sitting_id', '=', sitting.id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()) ?? {};
  if (state === 'agreed' || state === 'published')
    return refused(
      'minutes-are-agreed',
      'The minutes of this sitting are agreed. What was recorded at it stays as it is.',
    );
  tellFollowers(tx, sitting.id);
  return sitting;
}

/** A member who sat on that body on the day of the sitting; a refusal names the field. */
export async function memberAt(
  tx: Tx,
  sitting: Sitting,
  membershipId: string,
  field: string,
): Promise<Member | Refusal> {
  const member = isUuid(membershipId) ? await findMember(tx, membershipId, sitting.latestDay) : undefined;
  const day = sitting.latestDay;
  const sat =
    member?.bodyId === sitting.bodyId &&
    (member.startsOn === null || member.startsOn <= day) &&
    (member.endsOn === null || member.endsOn >= day);
  return sat
    ? member
    : refused('not-a-member-of-this-body', `Choose a member of the ${sitting.body} on that day.`, { field });
}

/** An item as far as what is recorded at it asks; what is recorded at an exempt one is exempt. */
export interface ItemOfMeeting {
  readonly id: string;
  readonly position: number;
  readonly title: string;
  readonly exempt: boolean;
}

/** The item of that sitting, with its place; a refusal names the field. */
export async function itemOf(tx: Tx, sitting: Sitting, itemId: string): Promise<ItemOfMeeting | Refusal> {
  const unknown = refused('not-on-this-agenda', 'Choose an item of this agenda.', { field: 'itemId' });
  if (!isUuid(itemId)) return unknown;
  const item = await tx
    .selectFrom('governance.agenda_item')
    .select(['id', 'position', 'title', 'exempt'])
    .where('id', '=', itemId)
    .where('sitting_id', '=', sitting.id)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst();
  return item ?? unknown;
}
