import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessDay } from '../business-day.ts';
import { conditionsOf, type Decision, findDecision, listDecisions } from './queries.ts';
import type { Outcome } from './words.ts';

/** What everybody may read of a decision: no names, no account, nothing of who voted how. */
export interface PublicContents {
  readonly bodySlug: string;
  readonly title: string;
  readonly words: string;
  readonly outcome: Outcome;
  readonly keyDecision: boolean;
  readonly standing: 'stands' | 'awaits-ratification';
  readonly quorumSays: string;
  readonly reason: string;
  readonly deferredTo: PlainDate | null;
  readonly votes: { readonly for: number; readonly against: number; readonly abstained: number } | null;
  readonly conditions: readonly { readonly says: string; readonly dueOn: PlainDate }[];
  readonly effect: string | null;
  readonly sittingId: string | null;
}

/** Publishes a decision for everybody to read; an exempt one is not published. */
export async function publishDecision(tx: Tx, actor: Actor, reference: string): Promise<undefined | Refusal> {
  if (!may(actor, 'meeting.record')) return notAllowed();
  const decision = await findDecision(tx, reference);
  if (!decision) return notFound('decision');
  if (await isExempt(tx, decision))
    return refused('public-decision-is-open', 'An exempt decision is not published.');
  if (await isPublished(tx, decision.id))
    return refused('published-already', `Decision ${reference} is published already.`);
  await publish(tx, actor, decision);
  return undefined;
}

/** Publishes every open decision of a sitting that is not published yet: when its minutes are. Answers how many. */
export async function publishDecisionsOf(tx: Tx, actor: Actor, sittingId: string): Promise<number | Refusal> {
  if (!may(actor, 'meeting.record')) return notAllowed();
  let count = 0;
  for (const decision of await listDecisions(tx, { wanted: { sittingId } })) {
    if ((await isExempt(tx, decision)) || (await isPublished(tx, decision.id))) continue;
    const refusal = await publish(tx, actor, decision);
    if (isRefusal(refusal)) return refusal;
    count += 1;
  }
  return count;
}

/** Exempt in itself, or taken at an item that became exempt since. */
const isExempt = async (tx: Tx, { exempt, itemId }: Decision): Promise<boolean> =>
  exempt ||
  (itemId !== null &&
    (await tx
      .selectFrom('governance.agenda_item')
      .select('id')
      .where('id', '=', itemId)
      .where('exempt', '=', false)
      .executeTakeFirst()) === undefined);

/** Whether everybody may read it already. */
export const isPublished = async (tx: Tx, decisionId: string): Promise<boolean> =>
  (await tx
    .selectFrom('governance.public_decision')
    .select('decision_id')
    .where('decision_id', '=', decisionId)
    .executeTakeFirst()) !== undefined;

async function publish(tx: Tx, actor: Actor, decision: Decision): Promise<undefined> {
  const { votesFor, votesAgainst, abstained } = decision;
  const contents: PublicContents = {
    bodySlug: decision.bodySlug,
    title: decision.title,
    words: decision.words,
    outcome: decision.outcome,
    keyDecision: decision.keyDecision,
    standing: decision.standing,
    quorumSays: decision.quorumSays,
    reason: decision.reason,
    deferredTo: decision.deferredTo,
    votes:
      votesFor === null || votesAgainst === null || abstained === null
        ? null
        : { for: votesFor, against: votesAgainst, abstained },
    conditions: (await conditionsOf(tx, [decision.id])).map(({ says, dueOn }) => ({ says, dueOn })),
    effect: decision.effectSays,
    sittingId: decision.sittingId,
  };
  await tx
    .insertInto('governance.public_decision')
    .values({
      partnership_id: actor.partnershipId,
      decision_id: decision.id,
      reference: decision.reference,
      decided_on: decision.decidedOn,
      published_on: await businessDay(tx),
      body_name: decision.body,
      contents: JSON.stringify(contents),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'decision.publish',
    subject: { kind: 'decision', id: decision.id },
  });
}
