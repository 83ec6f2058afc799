import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { DecisionInput } from './input.ts';
import type { Outcome, State } from './words.ts';

/** An earlier decision that a new one ratifies or undoes. */
export interface Earlier {
  readonly id: string;
  readonly reference: string;
  readonly bodyId: string;
  readonly body: string;
  readonly outcome: Outcome;
  /** The outcome that counts: of a ratification, that of the decision it ratified. */
  readonly countsAs: Outcome;
  readonly state: State;
  readonly standing: 'stands' | 'awaits-ratification';
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly keyDecision: boolean;
  readonly exempt: boolean;
  readonly reason: string;
  readonly decidedOn: PlainDate;
  readonly deferredTo: PlainDate | null;
  readonly effectSays: string | null;
}

/** The decision that a ratification or an undoing names, when it can be ratified or undone by that body. */
export async function earlierOf(tx: Tx, input: DecisionInput): Promise<Earlier | undefined | Refusal> {
  const id = input.ratifiesId ?? input.undoesId;
  if (!id) return undefined;
  const { rows } = await sql<Earlier>`
    select id, reference, body_id as "bodyId", body, outcome, counts_as as "countsAs", state, standing,
      subject_kind as "subjectKind", subject_id as "subjectId", key_decision as "keyDecision", exempt, reason,
      decided_on as "decidedOn", deferred_to as "deferredTo", effect_says as "effectSays"
    from governance.decision_now where id = ${id}`.execute(tx);
  const [earlier] = rows;
  if (!earlier) return notFound('decision');
  if (earlier.bodyId !== input.bodyId)
    return refused(
      'another-body-decided',
      `Decision ${earlier.reference} is the ${earlier.body}’s. Only that body can ratify or undo it.`,
    );
  if (earlier.state === 'undone')
    return refused('decision-undone-already', `Decision ${earlier.reference} was undone already.`);
  if (earlier.decidedOn > input.decidedOn)
    return refused('decision-is-later', `Decision ${earlier.reference} was taken later than that day.`, {
      field: 'decidedOn',
    });
  return input.ratifiesId ? ratifiable(earlier) : undoable(tx, earlier);
}

function ratifiable(earlier: Earlier): Earlier | Refusal {
  if (earlier.state === 'ratified')
    return refused('decision-ratified-once', `Decision ${earlier.reference} was ratified already.`);
  return earlier.standing === 'awaits-ratification'
    ? earlier
    : refused('needs-no-ratification', `Decision ${earlier.reference} stands; it needs no ratification.`);
}

async function undoable(tx: Tx, earlier: Earlier): Promise<Earlier | Refusal> {
  if (earlier.state === 'ratified')
    return refused(
      'undo-the-ratification',
      `Decision ${earlier.reference} was ratified. Undo the decision that ratified it.`,
    );
  if (earlier.outcome === 'undone')
    return refused('decide-anew', `Decision ${earlier.reference} undid another. Decide anew instead.`);
  if (earlier.subjectId === null || earlier.countsAs !== 'recommended') return earlier;
  const { rows } = await sql<{ reference: string; body: string }>`
    select reference, body from governance.decision_now
    where subject_kind = ${earlier.subjectKind} and subject_id = ${earlier.subjectId} and state = 'stands'
      and counts_as in ('recommended', 'endorsed', 'endorsed-on-condition') and body_id <> ${earlier.bodyId}
      and id > ${earlier.id} limit 1`.execute(tx);
  const [later] = rows;
  return later
    ? refused(
        'later-decision-stands-on-it',
        `The ${later.body} decided ${later.reference} on this recommendation. That decision must be undone first.`,
      )
    : earlier;
}
