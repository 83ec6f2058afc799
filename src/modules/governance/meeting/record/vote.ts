import { newId } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Sitting } from '../../queries.ts';
import { listOffices } from '../../terms/member-queries.ts';
import { type Choice, type Tally, tallyOf, type VoteEntry } from '../tally.ts';
import { itemOf, meetingToRecord } from './meeting.ts';
import { mayTakePart, openMotion } from './motion.ts';

export interface VotesInput {
  readonly sittingId: string;
  readonly motionId: string;
  readonly votes: readonly { readonly membershipId: string; readonly choice: Choice }[];
  /** The chair's casting vote, where the others are tied. */
  readonly casting?: { readonly membershipId: string; readonly choice: 'for' | 'against' } | undefined;
}

/** The votes on a motion in the order of recording. */
export const motionVotes = (tx: Tx, motionId: string): Promise<readonly VoteEntry[]> =>
  tx
    .selectFrom('governance.vote')
    .select(['membership_id as membershipId', 'choice', 'casting'])
    .where('motion_id', '=', motionId)
    .orderBy('recorded_at')
    .orderBy('id')
    .$castTo<VoteEntry>()
    .execute();

/** Records how members voted on a motion; recorded again before the motion is decided, a member's later vote counts. */
export async function recordVotes(tx: Tx, actor: Actor, input: VotesInput): Promise<Tally | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  const motion = await openMotion(tx, sitting, input.motionId);
  if (isRefusal(motion)) return motion;
  const item = await itemOf(tx, sitting, motion.itemId);
  if (isRefusal(item)) return item;
  if (input.votes.length === 0 && !input.casting)
    return refused('nobody-voted', 'Record at least one vote.', { field: 'votes' });
  const takesPart = await mayTakePart(tx, sitting, item);
  for (const { membershipId } of input.votes) {
    const forbidden = await takesPart(membershipId, `vote-${membershipId}`);
    if (forbidden) return forbidden;
  }
  const plain = input.votes.map((vote) => ({ ...vote, casting: false }));
  const before = await motionVotes(tx, motion.id);
  if (input.casting) {
    const forbidden =
      (await takesPart(input.casting.membershipId, 'casting')) ??
      (await castingRefused(tx, sitting, input.casting.membershipId, [...before, ...plain]));
    if (forbidden) return forbidden;
  }
  const cast = [...plain, ...(input.casting ? [{ ...input.casting, casting: true }] : [])];
  await tx
    .insertInto('governance.vote')
    .values(
      cast.map(({ membershipId, choice, casting }) => ({
        partnership_id: actor.partnershipId,
        id: newId(),
        motion_id: motion.id,
        exempt: item.exempt,
        membership_id: membershipId,
        choice,
        casting,
        account_id: accountOf(actor) ?? null,
      })),
    )
    .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.record-votes',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { motionId: motion.id, votes: input.votes, casting: input.casting ?? null },
  });
  return tallyOf([...before, ...cast]);
}

/** Rule: a casting vote is the chair's, or the vice-chair's in the chair's place, and breaks a tie. */
async function castingRefused(
  tx: Tx,
  sitting: Sitting,
  membershipId: string,
  votes: readonly VoteEntry[],
): Promise<Refusal | undefined> {
  const day = sitting.latestDay;
  const presides = (await listOffices(tx, sitting.bodyId)).some(
    (held) =>
      held.membershipId === membershipId &&
      held.office !== 'secretary' &&
      held.startsOn <= day &&
      (held.endsOn === null || held.endsOn >= day),
  );
  if (!presides)
    return refused('casting-vote-is-the-chairs', 'Only the chair or vice-chair has a casting vote.', {
      field: 'casting',
    });
  return tallyOf(votes.filter(({ casting }) => !casting)).tied
    ? undefined
    : refused('casting-vote-breaks-a-tie', 'A casting vote counts only where the votes are tied.', {
        field: 'casting',
      });
}
