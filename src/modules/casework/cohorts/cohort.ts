/** A cohort is set up by the agency that leads it; it names nobody. */
import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listTemplates } from '../cases/assessments/template-queries.ts';
import { cohortRow } from './rows.ts';
import type { CohortKind } from './words.ts';

export interface CohortFields {
  readonly title: string;
  readonly kind: CohortKind;
  readonly says: string;
  /** Beside the agency that leads. */
  readonly agencyIds: readonly string[];
  readonly regime: 'uk-gdpr' | 'part-3';
  /** The data protection impact assessment that joint work rests on; may be empty where one agency works alone. */
  readonly assessment: string;
  /** The short name of an assessment of persons that is in use. */
  readonly ratedBy: string;
  readonly criterionCount: number;
  readonly criterionMonths: number;
  readonly on: PlainDate;
}

/** Sets up a cohort, led by the actor's agency. Refuses `not-allowed` and `template-not-in-use`. */
export async function startCohort(
  tx: Tx,
  actor: Actor,
  fields: CohortFields,
): Promise<{ id: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  const rates = (await listTemplates(tx, actor, { inUse: true })).some(
    ({ slug, of }) => slug === fields.ratedBy && of === 'person',
  );
  if (!rates)
    return refused('template-not-in-use', 'Choose an assessment of persons that is published.', {
      field: 'ratedBy',
    });
  const id = newId<'cohort'>();
  const agencyIds = [...new Set([agencyId, ...fields.agencyIds])];
  await tx
    .insertInto('casework.cohort')
    .values({
      partnership_id: actor.partnershipId,
      id,
      slug: slugOf(fields.title),
      title: fields.title.trim(),
      kind: fields.kind,
      says: fields.says.trim(),
      lead_agency_id: agencyId,
      agency_ids: agencyIds,
      regime: fields.regime,
      assessment: fields.assessment.trim(),
      rated_by: fields.ratedBy,
      criterion_count: fields.criterionCount,
      criterion_months: fields.criterionMonths,
      started_on: fields.on,
    })
    .execute();
  await tx
    .insertInto('casework.cohort_agency')
    .values(
      agencyIds.map((agency_id) => ({
        ...{ partnership_id: actor.partnershipId, cohort_id: id, agency_id },
        ...{ lead_agency_id: agencyId, from_on: fields.on },
      })),
    )
    .execute();
  await recordCommand(tx, actor, { action: 'cohort.started', subject: { kind: 'cohort', id } });
  return { id };
}

/**
 * Ends a cohort that nobody is in any more; its history stays. Only the agency that leads it. Refuses
 * `somebody-is-in-it` and `cohort-has-ended`.
 */
export async function endCohort(
  tx: Tx,
  actor: Actor,
  input: { readonly id: string; readonly revision: number; readonly on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const cohort = await cohortRow(tx, actor, input.id);
  if (!cohort) return notFound('cohort');
  if (!mayFor(actor, 'casework.write', cohort.lead_agency_id)) return notAllowed();
  if (cohort.ended_on !== null) return cohortHasEnded();
  const inIt = await tx
    .selectFrom('casework.cohort_member')
    .where('partnership_id', '=', actor.partnershipId)
    .where('cohort_id', '=', input.id)
    .where('until_on', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (inIt)
    return refused('somebody-is-in-it', 'Say of everybody in this cohort why they leave it, then end it.');
  const { numUpdatedRows } = await tx
    .updateTable('casework.cohort')
    .set({ ended_on: input.on, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('cohort');
  await recordCommand(tx, actor, { action: 'cohort.ended', subject: { kind: 'cohort', id: input.id } });
  return { id: input.id };
}

export const cohortHasEnded = (): Refusal =>
  refused('cohort-has-ended', 'This cohort has ended. Nobody enters it any more.');
