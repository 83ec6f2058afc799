import { type Id, isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { Decidable, Decided, DecisionOutcome, Effect } from '../../../platform/module.ts';
import { effectHash } from './seal.ts';
import { isDecisive, type Outcome } from './words.ts';

/** What a decision is about to do. */
export interface Deed {
  readonly decidable: Decidable;
  readonly effect: Effect;
  readonly outcome: DecisionOutcome;
}

/**
 * What a kind of thing does on an outcome: recommendations act where a body recommends, endorsements and refusals where
 * it decides, a deferral or a referral back at either.
 */
export function deedOf(
  decidable: Decidable | undefined,
  outcome: Outcome,
  does: 'recommends' | 'decides' | undefined,
): Deed | undefined {
  if (!decidable || does === undefined || !isDecisive(outcome)) return undefined;
  if (does === 'recommends' && outcome === 'refused') return undefined;
  const effect = decidable.effects[outcome];
  return effect ? { decidable, effect, outcome } : undefined;
}

/** What undoing a decision does: nothing where that did nothing; refused where its effect cannot be taken back. */
export function undoingOf(
  decidable: Decidable | undefined,
  earlier: { readonly reference: string; readonly effectSays: string | null },
): Deed | undefined | Refusal {
  if (earlier.effectSays === null) return undefined;
  const effect = decidable?.effects.undone;
  return decidable && effect
    ? { decidable, effect, outcome: 'undone' }
    : refused(
        'cannot-be-undone',
        `What decision ${earlier.reference} did cannot be taken back: “${earlier.effectSays}” Decide anew what is to follow.`,
      );
}

/** Carries a decision out with the authority of its kind, whoever records it, and keeps what it did. */
export async function carryOut(
  tx: Tx,
  actor: Actor,
  deed: Deed,
  subjectId: string,
  decided: Decided,
  exempt: boolean,
): Promise<string | Refusal> {
  if (!isUuid(subjectId)) return refused('not-found', 'There is no such thing to decide on.');
  const permissions = [...new Set([...actor.permissions, ...deed.decidable.authority])];
  const says = await actingAs(tx, actor, { ...actor, permissions }, (other) =>
    deed.effect(tx, other, subjectId, decided),
  );
  if (isRefusal(says)) return says;
  await keepEffect(tx, actor, decided.decisionId, { kind: 'ran', outcome: deed.outcome, says, exempt });
  return says;
}

/** Keeps what a decision did, sealed in the audit trail. */
export async function keepEffect(
  tx: Tx,
  actor: Actor,
  decisionId: Id<'decision'>,
  effect: {
    readonly kind: 'ran' | 'done-before';
    readonly outcome: string;
    readonly says: string;
    readonly exempt: boolean;
  },
): Promise<void> {
  const { exempt, ...rest } = effect;
  const hash = effectHash({ decision_id: decisionId, ...rest });
  await tx
    .insertInto('governance.decision_effect')
    .values({ partnership_id: actor.partnershipId, decision_id: decisionId, exempt, ...rest, hash })
    .execute();
  await recordCommand(tx, actor, {
    action: effect.kind === 'ran' ? 'decision.take-effect' : 'decision.note-effect',
    subject: { kind: 'decision', id: decisionId },
    rowHash: hash,
  });
}
