import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { CohortKind, LeftAs } from './words.ts';

/** A cohort as its row has it; it names nobody. */
export interface CohortRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: CohortKind;
  readonly says: string;
  readonly lead_agency_id: string;
  readonly agency_ids: readonly string[];
  readonly regime: 'uk-gdpr' | 'part-3';
  readonly assessment: string;
  readonly rated_by: string;
  readonly criterion_count: number;
  readonly criterion_months: number;
  readonly started_on: PlainDate;
  readonly ended_on: PlainDate | null;
  readonly revision: number;
}

/** Somebody in a cohort as the row has it; the reasons are sealed. */
export interface MemberRow {
  readonly id: string;
  readonly cohort_id: string;
  readonly agency_id: string;
  readonly lead_agency_id: string;
  readonly agency_ids: readonly string[];
  readonly restricted: boolean;
  readonly address_id: string | null;
  readonly from_on: PlainDate;
  readonly because: Buffer;
  readonly until_on: PlainDate | null;
  readonly left_as: LeftAs | null;
  readonly left_because: Buffer | null;
  readonly next_review_on: PlainDate;
  readonly revision: number;
}

/** The cohort, when the actor's agency takes part in it. */
export async function cohortRow(tx: Tx, actor: Actor, id: string): Promise<CohortRow | undefined> {
  const row = await tx
    .selectFrom('casework.cohort')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  return row as CohortRow | undefined;
}

/** Somebody in a cohort, when the actor's agency takes part in it. */
export async function memberRow(tx: Tx, actor: Actor, id: string): Promise<MemberRow | undefined> {
  const row = await tx
    .selectFrom('casework.cohort_member')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  return row as MemberRow | undefined;
}

/** The actor's agency, where it works on the rows of these agencies. Refuses `not-allowed`. */
export function agencyToWorkFor(actor: Actor, agencyIds: readonly string[]): string | Refusal {
  const agencyId = agencyOf(actor);
  return agencyId !== undefined && agencyIds.includes(agencyId) && mayFor(actor, 'casework.write', agencyId)
    ? agencyId
    : notAllowed();
}

/** Somebody who is in a cohort now. Refuses `not-found`, `not-allowed` and `has-left-the-cohort`. */
export async function memberToWorkOn(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ member: MemberRow; cohort: CohortRow; agencyId: string } | Refusal> {
  const member = await memberRow(tx, actor, id);
  const cohort = member && (await cohortRow(tx, actor, member.cohort_id));
  if (!member || !cohort) return notFound('person in this cohort');
  const agencyId = agencyToWorkFor(actor, member.agency_ids);
  if (typeof agencyId !== 'string') return agencyId;
  if (member.until_on !== null)
    return refused('has-left-the-cohort', 'They have left this cohort. Enter them again, with the reason.');
  return { member, cohort, agencyId };
}

type Columns = Partial<{
  next_review_on: PlainDate;
  lead_agency_id: string;
  restricted: boolean;
  until_on: PlainDate;
  left_as: LeftAs;
  left_because: Buffer;
  review_on: PlainDate;
}>;

/** Changes the row of the revision that was seen. Refuses `changed-meanwhile`. */
export async function changeMember(
  tx: Tx,
  actor: Actor,
  seen: { readonly id: string; readonly revision: number },
  columns: Columns,
): Promise<Refusal | undefined> {
  const { numUpdatedRows } = await tx
    .updateTable('casework.cohort_member')
    .set({ ...columns, revision: seen.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', seen.id)
    .where('revision', '=', seen.revision)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? changedMeanwhile('person in this cohort') : undefined;
}
