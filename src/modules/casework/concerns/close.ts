import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday } from '../retention/review-on.ts';
import type { Outcome } from './types.ts';

export interface ClosingInput {
  readonly concernId: string;
  readonly outcome: Outcome;
  readonly reason: string;
}

/** Closes a concern of the own agency; it counts in patterns all the same. Refused: not-found, not-allowed, concern-closed-without-reason, concern-closure-pkey. */
export async function closeConcern(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { concernId, outcome, reason }: ClosingInput,
): Promise<{ concernId: string } | Refusal> {
  const concern = await tx
    .selectFrom('casework.concern')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', concernId)
    .select(['agency_id', 'restricted'])
    .executeTakeFirst();
  if (!concern) return notFound('concern');
  if (!mayFor(actor, 'concern.record', concern.agency_id)) return notAllowed();
  if (reason.trim() === '')
    return refused('concern-closed-without-reason', 'Say why it is closed.', { field: 'reason' });
  await tx
    .insertInto('casework.concern_closure')
    .values({
      partnership_id: actor.partnershipId,
      concern_id: concernId,
      agency_id: concern.agency_id,
      restricted: concern.restricted,
      outcome,
      reason: subjects.seal(concernId, reason.trim()),
      closed_on: await businessToday(tx),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'concern.closed',
    subject: { kind: 'concern', id: concernId },
    detail: { outcome },
  });
  return { concernId };
}
