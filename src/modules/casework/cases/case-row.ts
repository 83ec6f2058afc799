import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { CaseKind, CaseOutcome } from './words.ts';

/** A case as its row has it; the title is sealed. */
export interface CaseRow {
  readonly id: string;
  readonly kind: CaseKind;
  readonly lead_agency_id: string;
  readonly agency_ids: readonly string[];
  readonly restricted: boolean;
  readonly title: Buffer;
  readonly regime: 'uk-gdpr' | 'part-3';
  readonly assessment: string;
  readonly opened_on: PlainDate;
  readonly next_review_on: PlainDate;
  readonly closed_on: PlainDate | null;
  readonly outcome: CaseOutcome | null;
  readonly revision: number;
}

const COLUMNS = [
  'id',
  'kind',
  'lead_agency_id',
  'agency_ids',
  'restricted',
  'title',
  'regime',
  'assessment',
  'opened_on',
  'next_review_on',
  'closed_on',
  'outcome',
  'revision',
] as const;

/** The case, when the actor may see it. */
export async function caseRow(tx: Tx, actor: Actor, id: string): Promise<CaseRow | undefined> {
  const row = await tx
    .selectFrom('casework.case_file')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .select(COLUMNS)
    .executeTakeFirst();
  return row as CaseRow | undefined;
}

/**
 * The case and the actor's agency, when the actor may work on it: the agency takes part, and the case is open unless
 * `closedToo`. Refuses `not-found`, `not-allowed` and `case-is-closed`.
 */
export async function caseToWorkOn(
  tx: Tx,
  actor: Actor,
  id: string,
  { closedToo = false }: { closedToo?: boolean } = {},
): Promise<{ row: CaseRow; agencyId: string } | Refusal> {
  const agencyId = agencyOf(actor);
  const row = await caseRow(tx, actor, id);
  if (!row) return notFound('case');
  if (
    agencyId === undefined ||
    !row.agency_ids.includes(agencyId) ||
    !mayFor(actor, 'casework.write', agencyId)
  )
    return notAllowed();
  if (row.closed_on !== null && !closedToo)
    return refused('case-is-closed', 'This case is closed. Reopen it first, with the reason.');
  return { row, agencyId };
}
