import { type Id, isUuid, newId } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Sitting } from '../../queries.ts';
import { whoIsHere } from '../here.ts';
import { quorumFacts } from '../quorum-at.ts';
import { itemOf, meetingToRecord, memberAt } from './meeting.ts';

export interface MotionInput {
  readonly sittingId: string;
  readonly itemId: string;
  readonly words: string;
  readonly moverId: string;
  readonly seconderId?: string | undefined;
  /** The motion that it amends. */
  readonly amendsId?: string | undefined;
}

/** Who may move, second and vote at an item: who is here, without an interest that forbids it. */
export async function mayTakePart(
  tx: Tx,
  sitting: Sitting,
  item: { readonly id: string; readonly position: number },
): Promise<(membershipId: string, field: string) => Promise<Refusal | undefined>> {
  const { entries, declarations } = await quorumFacts(tx, sitting.id);
  const here = whoIsHere(entries, item.position);
  return async (membershipId, field) => {
    const member = await memberAt(tx, sitting, membershipId, field);
    if (isRefusal(member)) return member;
    if (!here.has(membershipId))
      return refused('is-not-here', `${member.title} is not here at this item.`, { field });
    if (member.standing === 'advisory')
      return refused('advisory-members-have-no-vote', `${member.title} advises, without a vote.`, { field });
    const declared = declarations.find(
      (one) =>
        one.itemId === item.id &&
        one.membershipId === membershipId &&
        one.consequence !== 'takes-part' &&
        one.withdrawn === null,
    );
    return declared
      ? refused(
          'declared-an-interest',
          `${member.title} ${declared.origin ?? 'declared an interest in this item'}.`,
          {
            field,
          },
        )
      : undefined;
  };
}

/** Records a motion, or an amendment of one, with mover and seconder. */
export async function moveMotion(tx: Tx, actor: Actor, input: MotionInput): Promise<Id<'motion'> | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  const item = await itemOf(tx, sitting, input.itemId);
  if (isRefusal(item)) return item;
  const takesPart = await mayTakePart(tx, sitting, item);
  const forbidden =
    (await takesPart(input.moverId, 'moverId')) ??
    (input.seconderId === undefined ? undefined : await takesPart(input.seconderId, 'seconderId'));
  if (forbidden) return forbidden;
  if (input.amendsId !== undefined) {
    const amended = await openMotion(tx, sitting, input.amendsId);
    if (isRefusal(amended)) return amended;
    if (amended.itemId !== item.id)
      return refused('motion-of-another-item', 'Choose a motion of this item.', { field: 'amendsId' });
  }
  const id = newId<'motion'>();
  await tx
    .insertInto('governance.motion')
    .values({
      partnership_id: actor.partnershipId,
      id,
      sitting_id: sitting.id,
      item_id: item.id,
      exempt: item.exempt,
      words: input.words.trim(),
      mover_id: input.moverId,
      seconder_id: input.seconderId ?? null,
      amends_id: input.amendsId ?? null,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.move-motion',
    subject: { kind: 'sitting', id: sitting.id },
    // Not its words: who reads the trail may have no leave to read an exempt motion.
    detail: { motionId: id, ...input, words: undefined },
  });
  return id;
}

/** The motion, while it is neither struck out nor decided. */
export async function openMotion(
  tx: Tx,
  sitting: Sitting,
  motionId: string,
): Promise<{ readonly id: string; readonly itemId: string } | Refusal> {
  if (!isUuid(motionId)) return notFound('motion');
  const motion = await tx
    .selectFrom('governance.motion as m')
    .leftJoin('governance.struck_out as x', (join) =>
      join.onRef('x.partnership_id', '=', 'm.partnership_id').onRef('x.fact_id', '=', 'm.id'),
    )
    .leftJoin('governance.decision as d', (join) =>
      join.onRef('d.partnership_id', '=', 'm.partnership_id').onRef('d.motion_id', '=', 'm.id'),
    )
    .select(['m.id', 'm.item_id as itemId', 'x.fact_id as struck', 'd.reference'])
    .where('m.id', '=', motionId)
    .where('m.sitting_id', '=', sitting.id)
    .executeTakeFirst();
  if (!motion) return notFound('motion');
  if (motion.struck !== null) return refused('motion-was-struck-out', 'This motion was struck out.');
  if (motion.reference !== null)
    return refused('motion-is-decided', `This motion was decided as ${motion.reference}.`);
  return motion;
}
