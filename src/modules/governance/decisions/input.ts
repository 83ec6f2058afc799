import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { CARRIES, type Method, type Outcome } from './words.ts';

/** A condition: what must be so, by when, and who sees to it. */
export interface ConditionInput {
  readonly says: string;
  readonly dueOn: PlainDate;
  /** What is still missing, piece by piece, where it can be listed. */
  readonly missing?: readonly string[] | undefined;
  readonly ownerPostId?: string | null | undefined;
  readonly ownerAgencyId?: string | null | undefined;
}

export interface Votes {
  readonly for: number;
  readonly against: number;
  readonly abstained: number;
}

/** What a body decided, as it is recorded. */
export interface DecisionInput {
  readonly bodyId: string;
  readonly sittingId?: string | null | undefined;
  readonly itemId?: string | null | undefined;
  readonly motionId?: string | null | undefined;
  readonly decidedOn: PlainDate;
  readonly title: string;
  /** The decision in its own words, as the minutes will have it. */
  readonly words: string;
  readonly outcome: Outcome;
  /** Left out: as the terms in force define it. */
  readonly keyDecision?: boolean | undefined;
  /** Why that is other than the terms define. */
  readonly keyReason?: string | null | undefined;
  readonly method: Method;
  /** Counted from the motion's recorded votes where there are any. */
  readonly votes?: Votes | undefined;
  /** What was decided on, by kind and id; the agenda item's own where it is left out. */
  readonly subject?: { readonly kind: string; readonly id: string } | undefined;
  readonly conditions?: readonly ConditionInput[] | undefined;
  readonly dissent?: readonly { readonly membershipId: string; readonly words: string }[] | undefined;
  readonly deferredTo?: PlainDate | null | undefined;
  readonly reason?: string | null | undefined;
  readonly exempt?: boolean | undefined;
  readonly ratifiesId?: string | null | undefined;
  readonly undoesId?: string | null | undefined;
  /** From minutes only: whether they say that the sitting was quorate, and in which words. */
  readonly quorumKnown?: { readonly quorate: boolean; readonly says: string } | undefined;
  /** From minutes only: what the decision did before it was recorded here, so that it does not happen twice. */
  readonly effectDone?: string | undefined;
}

/** What a decision answers with. `effect` is the sentence that says what it did. */
export interface RecordedDecision {
  readonly id: Id<'decision'>;
  readonly reference: string;
  readonly standing: 'stands' | 'awaits-ratification';
  readonly effect: string | undefined;
}

const said = (text: string | null | undefined): boolean => (text ?? '').trim() !== '';

/** What is wrong with a decision in itself, whatever the body and the sitting. */
export function whatIsMissing(input: DecisionInput): Refusal | undefined {
  const { outcome, method, conditions = [], decidedOn } = input;
  if (outcome === 'deferred' && (!input.deferredTo || input.deferredTo <= decidedOn || !said(input.reason)))
    return refused(
      'decision-deferral-has-a-date-and-reason',
      'Say until which later day it is deferred, and why.',
      { field: input.deferredTo && input.deferredTo > decidedOn ? 'reason' : 'untilOn' },
    );
  if (['refused', 'referred-back', 'undone'].includes(outcome) && !said(input.reason))
    return refused('decision-refusal-says-why', 'Say why.', { field: 'reason' });
  if (outcome === 'endorsed-on-condition' && conditions.length === 0)
    return refused('condition-needed', 'Say what the condition is and by when it must be met.', {
      field: 'condition',
    });
  if (outcome === 'endorsed' && conditions.length > 0)
    return refused(
      'endorsed-on-condition-instead',
      'An endorsement with conditions is endorsed on condition. Choose that, or remove the conditions.',
      { field: 'outcome' },
    );
  if (conditions.some(({ dueOn }) => dueOn < decidedOn))
    return refused('condition-due-before-decision', 'A condition cannot be due before the decision.', {
      field: 'condition',
    });
  if ((outcome === 'ratified') !== said(input.ratifiesId))
    return refused('decision-ratification-names-it', 'Choose the decision that is ratified.', {
      field: 'ratifies',
    });
  if ((outcome === 'undone') !== said(input.undoesId))
    return refused('decision-undoing-names-it', 'Choose the decision that is undone.', { field: 'undoes' });
  if (method !== 'recorded-from-minutes' && (input.quorumKnown || input.effectDone !== undefined))
    return refused(
      'only-from-minutes',
      'Quorum and effect are taken over as they were only from minutes. Choose recorded from minutes.',
      { field: 'method' },
    );
  return undefined;
}

/** Whether a recorded vote carries what is said to be decided. */
export function voteRefuses(outcome: Outcome, votes: Votes | undefined): Refusal | undefined {
  if (!votes || !CARRIES.has(outcome) || votes.for > votes.against) return undefined;
  return refused(
    'motion-not-carried',
    `The vote was ${votes.for} for and ${votes.against} against, so the motion was not carried. Choose refused, deferred or referred back.`,
    { field: 'outcome', details: { ...votes } },
  );
}
