import { type Id, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findSitting } from '../queries.ts';
import { membersAt, seatsToAnswerFor } from './members.ts';
import type { Answer } from './words.ts';

export interface Reply {
  readonly membershipId: Id<'membership'>;
  readonly answer: Answer;
  readonly substitute: string | null;
  /** Null where none is given, and for readers who may not see it. */
  readonly reason: string | null;
  readonly repliedAt: Date;
}

/** The last answer of each member who answered, by membership. */
export async function listReplies(tx: Tx, sittingId: string): Promise<ReadonlyMap<string, Reply>> {
  const rows = await tx
    .selectFrom('governance.reply as r')
    .leftJoin('governance.reply_reason as w', (join) =>
      join.onRef('w.partnership_id', '=', 'r.partnership_id').onRef('w.reply_id', '=', 'r.id'),
    )
    .select([
      'r.membership_id as membershipId',
      'r.answer',
      'r.substitute',
      'w.reason',
      'r.replied_at as repliedAt',
    ])
    .where('r.sitting_id', '=', sittingId)
    .orderBy('r.id')
    .$castTo<Reply>()
    .execute();
  return new Map(rows.map((row) => [row.membershipId, row]));
}

export interface ReplyInput {
  readonly sittingId: string;
  readonly membershipId: string;
  readonly answer: Answer;
  readonly substitute?: string | null;
  readonly reason?: string | null;
  readonly today: PlainDate;
  /** The invitation whose link answers; its holder may answer for its member only, once. */
  readonly invitation?: { readonly id: string; readonly membershipId: string } | undefined;
}

/** Says whether a member comes. The last answer counts, so an answer is changed by giving another. */
export async function replyToSitting(
  tx: Tx,
  actor: Actor,
  input: ReplyInput,
): Promise<Id<'reply'> | Refusal> {
  const { invitation, today } = input;
  const sitting = await findSitting(tx, input.sittingId);
  if (!sitting) return notFound('sitting');
  if (sitting.status !== 'planned' || sitting.latestDay < today)
    return refused('sitting-is-not-to-come', 'This sitting is not to come: there is nothing to answer.');
  const members = await membersAt(tx, sitting);
  const member = members.find(({ id }) => id === input.membershipId);
  if (!member) return notFound('member of this body');
  const mine =
    actor.kind === 'link'
      ? invitation?.membershipId === member.id
      : (await seatsToAnswerFor(tx, actor, [member], today)).length > 0;
  if (!mine) return notAllowed();
  const id = newId<'reply'>();
  await tx
    .insertInto('governance.reply')
    .values({
      partnership_id: actor.partnershipId,
      id,
      sitting_id: sitting.id,
      membership_id: member.id,
      invitation_id: invitation?.id ?? null,
      answer: input.answer,
      substitute: input.answer === 'sends-substitute' ? (input.substitute ?? null) : null,
      agency_id: member.agencyId,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  const reason = input.reason?.trim() ?? '';
  if (reason !== '')
    await tx
      .insertInto('governance.reply_reason')
      .values({
        partnership_id: actor.partnershipId,
        reply_id: id,
        membership_id: member.id,
        agency_id: member.agencyId,
        reason,
      })
      .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.reply',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { membershipId: member.id, answer: input.answer, byLink: invitation !== undefined },
  });
  return id;
}
