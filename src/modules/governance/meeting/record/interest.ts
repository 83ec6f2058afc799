import { type Id, isUuid, newId } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { listInterestsAt } from '../interests-at.ts';
import type { QuorumDeclaration } from '../quorum.ts';
import { itemOf, meetingToRecord, memberAt } from './meeting.ts';

/** Records that a member declared an interest in an item, and what follows for it. */
export async function declareInterest(
  tx: Tx,
  actor: Actor,
  input: {
    readonly sittingId: string;
    readonly itemId: string;
    readonly membershipId: string;
    readonly nature: string;
    readonly consequence: QuorumDeclaration['consequence'];
  },
): Promise<Id<'declaration'> | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  const item = await itemOf(tx, sitting, input.itemId);
  if (isRefusal(item)) return item;
  const member = await memberAt(tx, sitting, input.membershipId, 'membershipId');
  if (isRefusal(member)) return member;
  const membershipId = member.substituteForId ?? member.id;
  const struck = await tx
    .selectFrom('governance.declaration as d')
    .innerJoin('governance.struck_out as x', (join) =>
      join.onRef('x.partnership_id', '=', 'd.partnership_id').onRef('x.fact_id', '=', 'd.id'),
    )
    .select('d.id')
    .where('d.item_id', '=', item.id)
    .where('d.membership_id', '=', membershipId)
    .execute();
  const id = newId<'declaration'>();
  await tx
    .insertInto('governance.declaration')
    .values({
      partnership_id: actor.partnershipId,
      id,
      sitting_id: sitting.id,
      item_id: item.id,
      exempt: item.exempt,
      membership_id: membershipId,
      nature: input.nature.trim(),
      consequence: input.consequence,
      round: struck.length + 1,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.declare-interest',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { declarationId: id, itemId: item.id, membershipId, consequence: input.consequence },
  });
  return id;
}

/**
 * Withdraws an interest that was declared at an earlier item about the same thing, from this item on. One of the item
 * itself is struck out instead; one that holds again is declared anew.
 */
export async function withdrawInterest(
  tx: Tx,
  actor: Actor,
  input: {
    readonly sittingId: string;
    readonly itemId: string;
    readonly declarationId: string;
    readonly reason: string;
  },
): Promise<undefined | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  const item = await itemOf(tx, sitting, input.itemId);
  if (isRefusal(item)) return item;
  const held = (await listInterestsAt(tx, sitting.id)).find(
    (one) => one.itemId === item.id && one.declarationId === input.declarationId,
  );
  if (!held || held.from === null)
    return refused(
      'no-interest-is-carried-here',
      'No such interest is carried to this item. Strike out what was declared at the item itself.',
    );
  if (held.withdrawn !== null)
    return refused('interest-withdrawn-once', 'This interest was withdrawn already.');
  await tx
    .insertInto('governance.interest_withdrawal')
    .values({
      partnership_id: actor.partnershipId,
      declaration_id: held.declarationId,
      sitting_id: sitting.id,
      item_id: item.id,
      exempt: item.exempt,
      reason: input.reason.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.withdraw-interest',
    subject: { kind: 'sitting', id: sitting.id },
    detail: {
      declarationId: held.declarationId,
      itemId: item.id,
      ...(item.exempt ? {} : { reason: input.reason }),
    },
  });
  return undefined;
}

/** Strikes out a declaration or a motion, with the reason; it stays to be read. */
export async function strikeOut(
  tx: Tx,
  actor: Actor,
  input: {
    readonly sittingId: string;
    readonly kind: 'declaration' | 'motion';
    readonly factId: string;
    readonly reason: string;
  },
): Promise<undefined | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  if (!isUuid(input.factId)) return notFound(input.kind);
  const table = input.kind === 'motion' ? 'governance.motion' : 'governance.declaration';
  const fact = await tx
    .selectFrom(table)
    .select(['id', 'item_id', 'exempt'])
    .where('id', '=', input.factId)
    .where('sitting_id', '=', sitting.id)
    .executeTakeFirst();
  if (!fact) return notFound(input.kind);
  await tx
    .insertInto('governance.struck_out')
    .values({
      partnership_id: actor.partnershipId,
      fact_id: fact.id,
      kind: input.kind,
      sitting_id: sitting.id,
      item_id: fact.item_id,
      exempt: fact.exempt,
      reason: input.reason.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `sitting.strike-${input.kind}`,
    subject: { kind: 'sitting', id: sitting.id },
    detail: { factId: fact.id, ...(fact.exempt ? {} : { reason: input.reason }) },
  });
  return undefined;
}
