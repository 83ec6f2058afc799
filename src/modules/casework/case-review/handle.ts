/** Handling a case review: its steps, its panel, what it recommends and what agencies answer. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday } from '../retention/review-on.ts';
import { disclose } from '../sharing/index.ts';
import { clustersOfRecords } from './people.ts';
import { findReview } from './queries.ts';
import { NEXT, type Step } from './states.ts';
import { addStep } from './step.ts';

export interface StepInput {
  readonly reviewId: string;
  readonly step: Step;
  readonly reason: string;
}

/**
 * Takes the next step. The threshold is computed, never typed: a step that says otherwise is refused. Refused: not-found,
 * not-allowed, case-review-step-not-next, case-review-step-without-reason, case-review-threshold-is-computed,
 * case-review-without-panel, changed-meanwhile.
 */
export async function takeStep(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { reviewId, step, reason }: StepInput,
): Promise<{ reviewId: string } | Refusal> {
  const review = await findReview(tx, actor, subjects, reviewId);
  if (!review) return notFound('case review');
  if (!mayFor(actor, 'case-review.handle', review.agencyId) || agencyOf(actor) !== review.agencyId)
    return notAllowed();
  const allowed: readonly Step[] = NEXT[review.step];
  if (!allowed.includes(step))
    return refused('case-review-step-not-next', 'This step does not follow from where the review stands.', {
      field: 'step',
    });
  if (reason.trim() === '')
    return refused('case-review-step-without-reason', 'Say why, as the applicant will be told it.', {
      field: 'reason',
    });
  const { met, qualifying, needed } = review.threshold;
  if ((step === 'threshold-met' && !met) || (step === 'threshold-not-met' && met))
    return refused(
      'case-review-threshold-is-computed',
      `${qualifying} qualifying complaints of ${needed} needed: the threshold is ${met ? '' : 'not '}met. Add complaints that are missing first.`,
      { field: 'step' },
    );
  if (step === 'reviewed' && review.panel.length < 2)
    return refused(
      'case-review-without-panel',
      'Add the agencies of the panel first: one agency alone does not review.',
      {
        field: 'step',
      },
    );
  const today = await businessToday(tx);
  const facts = step.startsWith('threshold') ? { qualifying, needed } : {};
  const taken = await asMachine(tx, actor, async (machine) => {
    if (!(await standsAt(tx, machine, reviewId, review.step))) return changedMeanwhile('case review');
    return addStep(tx, machine, subjects, { reviewId, step, today, says: reason, facts });
  });
  if (isRefusal(taken)) return taken;
  await recordCommand(tx, actor, {
    action: `case-review.${step}`,
    subject: { kind: 'case-review', id: reviewId },
    detail: facts,
  });
  return { reviewId };
}

/** Holds the review until the end of the transaction; false where somebody took a step since it was read. */
async function standsAt(tx: Tx, machine: Actor, reviewId: string, step: Step): Promise<boolean> {
  await tx
    .selectFrom('casework.case_review')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', reviewId)
    .select('id')
    .forUpdate()
    .execute();
  const now = await tx
    .selectFrom('casework.case_review_now')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', reviewId)
    .select('step')
    .executeTakeFirst();
  return now?.step === step;
}

/**
 * Brings an agency into the panel, which sees the review from then on; what it is shown stands in the ledger. Refused:
 * not-found, not-allowed, case-review-panel-has-it, changed-meanwhile, and as disclose refuses.
 */
export async function addToPanel(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { reviewId, agencyId, revision }: { reviewId: string; agencyId: string; revision: number },
): Promise<{ reviewId: string } | Refusal> {
  const review = await findReview(tx, actor, subjects, reviewId);
  if (!review) return notFound('case review');
  if (!mayFor(actor, 'case-review.handle', review.agencyId) || agencyOf(actor) !== review.agencyId)
    return notAllowed();
  if (review.revision !== revision) return changedMeanwhile('case review');
  if (review.panel.some((one) => one.agencyId === agencyId))
    return refused('case-review-panel-has-it', 'This agency is on the panel already.', { field: 'agencyId' });
  const [clusterId = null] =
    review.recordId === null ? [] : await clustersOfRecords(tx, actor, [review.recordId]);
  const disclosed = await disclose(tx, actor, subjects, {
    item: { kind: 'case-review', id: reviewId },
    clusterId,
    to: { agencyId },
    categories: ['identity', 'concerns', 'victim'],
    ground: 'legal-duty',
    basis: 'Anti-social Behaviour, Crime and Policing Act 2014, section 104 and schedule 4, paragraph 7',
  });
  if (isRefusal(disclosed)) return disclosed;
  await asMachine(tx, actor, async (machine) => {
    const agencyIds = [...new Set([...review.panel.map((one) => one.agencyId), agencyId])];
    const shown = { agency_ids: agencyIds };
    await tx
      .updateTable('casework.case_review')
      .set({ ...shown, revision: sql<number>`revision + 1` })
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', '=', reviewId)
      .execute();
    for (const table of [
      'casework.case_review_complaint',
      'casework.case_review_step',
      'casework.case_review_recommendation',
    ] as const)
      await tx
        .updateTable(table)
        .set(shown)
        .where('partnership_id', '=', machine.partnershipId)
        .where('review_id', '=', reviewId)
        .execute();
  });
  await recordCommand(tx, actor, {
    action: 'case-review.panel-joined',
    subject: { kind: 'case-review', id: reviewId },
    detail: { agencyId },
  });
  return { reviewId };
}

/** What the panel recommends to an agency of its. Refused: not-found, not-allowed, recommendation-says-nothing, recommendation-to-stranger. */
export async function recommendTo(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { reviewId: string; agencyId: string; says: string; dueOn: PlainDate },
): Promise<{ id: string } | Refusal> {
  const review = await findReview(tx, actor, subjects, input.reviewId);
  if (!review) return notFound('case review');
  if (!mayFor(actor, 'case-review.handle', review.agencyId) || agencyOf(actor) !== review.agencyId)
    return notAllowed();
  if (input.says.trim() === '')
    return refused('recommendation-says-nothing', 'Write what the panel recommends.', { field: 'says' });
  if (!review.panel.some((one) => one.agencyId === input.agencyId))
    return refused('recommendation-to-stranger', 'Choose an agency of the panel.', { field: 'toAgencyId' });
  const id = newId();
  await asMachine(tx, actor, (machine) =>
    tx
      .insertInto('casework.case_review_recommendation')
      .values({
        partnership_id: machine.partnershipId,
        id,
        review_id: input.reviewId,
        agency_ids: review.panel.map((one) => one.agencyId),
        restricted: review.restricted,
        to_agency_id: input.agencyId,
        says: subjects.seal(id, input.says.trim()),
        due_on: input.dueOn,
      })
      .execute(),
  );
  await recordCommand(tx, actor, {
    action: 'case-review.recommended',
    subject: { kind: 'case-review', id: input.reviewId },
    detail: { recommendation: id, to: input.agencyId },
  });
  return { id };
}

/** An agency answers what was recommended to it. Refused: not-found, not-allowed, case-review-recommendation-refusal-says-why. */
export async function answerRecommendation(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { id: string; answer: 'accepted' | 'refused' | 'carried-out'; reason: string },
): Promise<{ id: string } | Refusal> {
  const row = await tx
    .selectFrom('casework.case_review_recommendation')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .select(['to_agency_id', 'review_id'])
    .executeTakeFirst();
  if (!row) return notFound('recommendation');
  if (row.to_agency_id !== agencyOf(actor) || !mayFor(actor, 'casework.write', row.to_agency_id))
    return notAllowed();
  const today = await businessToday(tx);
  await asMachine(tx, actor, (machine) =>
    tx
      .updateTable('casework.case_review_recommendation')
      .set({
        answer: input.answer,
        answered_on: today,
        reason: input.reason.trim() ? subjects.seal(input.id, input.reason.trim()) : null,
        revision: sql<number>`revision + 1`,
      })
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', '=', input.id)
      .execute(),
  );
  await recordCommand(tx, actor, {
    action: `case-review.recommendation-${input.answer}`,
    subject: { kind: 'case-review', id: row.review_id },
    detail: { recommendation: input.id },
  });
  return { id: row.review_id };
}
