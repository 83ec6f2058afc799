import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** A support as its row has it: codes and days, no name. */
export interface SupportRow {
  readonly id: string;
  readonly agency_id: string;
  readonly restricted: boolean;
  readonly record_id: string;
  readonly worker_id: string;
  readonly opened_on: PlainDate;
  readonly closed_on: PlainDate | null;
  readonly revision: number;
}

/**
 * The support, when the actor may work on it: only the agency that gives it does, whoever else may read.
 * Refused: not-found, not-allowed, support-is-over.
 */
export async function supportToWorkOn(tx: Tx, actor: Actor, id: string): Promise<SupportRow | Refusal> {
  const row = await tx
    .selectFrom('casework.victim_support')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .select(['id', 'agency_id', 'restricted', 'record_id', 'worker_id', 'opened_on', 'closed_on', 'revision'])
    .executeTakeFirst();
  if (!row) return notFound('support');
  if (row.agency_id !== agencyOf(actor) || !mayFor(actor, 'casework.write', row.agency_id))
    return notAllowed();
  return row.closed_on === null
    ? row
    : refused('support-is-over', 'This support has ended. Open a new one if it is needed again.');
}
