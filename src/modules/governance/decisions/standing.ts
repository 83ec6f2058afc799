import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Quorum } from '../meeting/quorum.ts';
import type { DecisionInput } from './input.ts';
import type { Setting } from './setting.ts';

/**
 * Reads the quorum of a sitting at an item; with null, by who is there after everything recorded so far. Interests in
 * the decision that is ratified count too.
 */
export type QuorumReader = (
  tx: Tx,
  sittingId: string,
  itemId: string | null,
  ratifiesId: string | null,
) => Promise<Quorum>;

/** What a decision counts for by the quorum it was taken in, with the evidence in data and in words. */
export interface Standing {
  readonly standing: 'stands' | 'awaits-ratification';
  /** Null where nobody knows. */
  readonly quorate: boolean | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly says: string;
}

/** Judges the quorum of a decision. Only a decision that needs a quorum and had none waits to be ratified. */
export async function standingOf(
  tx: Tx,
  input: DecisionInput,
  setting: Setting,
  keyDecision: boolean,
  quorumOf: QuorumReader,
): Promise<Standing | Refusal> {
  const standing =
    input.method === 'recorded-from-minutes'
      ? fromMinutes(input, keyDecision)
      : setting.sitting
        ? inSitting(
            await quorumOf(tx, setting.sitting.id, setting.item?.id ?? null, input.ratifiesId ?? null),
            keyDecision,
          )
        : BETWEEN_SITTINGS;
  const unsure =
    standing.standing !== 'stands' || (input.outcome === 'ratified' && standing.quorate !== true);
  return unsure ? (mustStand(input, standing) ?? standing) : standing;
}

const BETWEEN_SITTINGS: Standing = {
  standing: 'stands',
  quorate: null,
  evidence: { applies: false },
  says: 'Taken between sittings under a delegation, which asks for no quorum.',
};

function fromMinutes({ quorumKnown }: DecisionInput, keyDecision: boolean): Standing {
  if (!quorumKnown)
    return {
      standing: 'stands',
      quorate: null,
      evidence: { known: false },
      says: 'Not known: recorded from minutes that do not say whether the sitting was quorate.',
    };
  const { quorate, says } = quorumKnown;
  return {
    standing: keyDecision && !quorate ? 'awaits-ratification' : 'stands',
    quorate,
    evidence: { known: true, quorate },
    says,
  };
}

function inSitting(quorum: Quorum, keyDecision: boolean): Standing {
  const needsOne =
    quorum.appliesTo === 'all-decisions' || (quorum.appliesTo === 'key-decisions' && keyDecision);
  const { quorate, needed, present, organisations, appliesTo } = quorum;
  return {
    standing: needsOne && !quorate ? 'awaits-ratification' : 'stands',
    quorate,
    evidence: { known: true, quorate, needed, present, organisations, appliesTo, applies: needsOne },
    says:
      needsOne || quorate
        ? quorum.says
        : `${quorum.says} This decision needs none: it is not a key decision.`,
  };
}

/** To ratify or to undo without a quorum would leave nobody knowing what counts. */
function mustStand({ outcome }: DecisionInput, { says }: Standing): Refusal | undefined {
  if (outcome === 'ratified')
    return refused('ratify-at-a-quorate-sitting', `${says} A decision is ratified at a quorate sitting.`);
  if (outcome === 'undone')
    return refused('undo-at-a-quorate-sitting', `${says} A decision is undone at a quorate sitting.`);
  return undefined;
}
