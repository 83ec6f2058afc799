import { formatPence } from '../../../kernel/pence.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidable } from '../../../platform/module.ts';
import { termsInForce } from '../terms/queries.ts';
import type { DecisionInput } from './input.ts';

/** What the terms in force say a decision on something is: key, or not, and by which of their words. */
export interface KeyProposal {
  readonly key: boolean;
  readonly because: string;
  readonly termsId: string;
}

/** Who recorded it took a decision for a key decision, or not, other than the terms define. */
export interface KeyDeparture extends KeyProposal {
  readonly reason: string;
}

type Decidables = ReadonlyMap<string, Pick<Decidable, 'says' | 'worth'>>;

/**
 * Whether the terms in force make a decision on something a key decision: by its kind, or by the money that it is about.
 * Undefined where they name neither, or only an amount and nobody knows what it is worth: then the recorder says.
 */
export async function keyProposal(
  tx: Tx,
  decidable: Decidables,
  { bodyId, subject, on }: { bodyId: string; subject: DecisionInput['subject']; on: PlainDate },
): Promise<KeyProposal | undefined> {
  const terms = await termsInForce(tx, bodyId, on);
  if (!terms || !subject) return undefined;
  const { fromPence, kinds } = terms.keyDecisions;
  if (fromPence === null && kinds.length === 0) return undefined;
  const kind = decidable.get(subject.kind);
  const says = kind?.says.toLowerCase() ?? subject.kind;
  const answer = (key: boolean, because: string) => ({ key, because, termsId: terms.id });
  if (kinds.includes(subject.kind))
    return answer(true, `The terms of reference make every decision on ${says} a key decision.`);
  if (fromPence === null)
    return answer(false, `The terms of reference do not make a decision on ${says} a key decision.`);
  const worth = await kind?.worth?.(tx, subject.id);
  if (worth === undefined) return undefined;
  const limit = `the terms of reference call one about ${formatPence(fromPence)} or more a key decision`;
  return worth >= fromPence
    ? answer(true, `It is about ${formatPence(worth)}, and ${limit}.`)
    : answer(false, `It is about ${formatPence(worth)}, and ${limit}.`);
}

/**
 * Named rule: a decision is key where the terms say so; who records it otherwise says why. What is left open follows the
 * terms, and is no key decision where they say nothing.
 */
export function keyOf(
  proposed: KeyProposal | undefined,
  said: boolean | undefined,
  reason: string | null | undefined,
): { readonly key: boolean; readonly departure: KeyDeparture | undefined } | Refusal {
  const why = reason?.trim() ?? '';
  const key = said ?? proposed?.key ?? false;
  if (!proposed || proposed.key === key) return { key, departure: undefined };
  return why === ''
    ? refused(
        'departs-from-the-terms',
        `${proposed.because} Say why this one is ${key ? 'a key decision all the same' : 'none'}.`,
        { field: 'keyReason', details: { proposed: proposed.key } },
      )
    : { key, departure: { ...proposed, reason: why } };
}
