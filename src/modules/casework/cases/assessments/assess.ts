import { newId } from '../../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { reviewOn } from '../../retention/review-on.ts';
import { caseToWorkOn } from '../case-row.ts';
import { type Answers, scoreOf } from './score.ts';
import { findTemplate } from './template-queries.ts';

/**
 * Assesses the risk in a case on a published template; a review that the band asks for sooner moves the case's review
 * forward. Refuses `template-not-in-use` and what `scoreOf` refuses.
 */
export async function assessCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; templateId: string; answers: Answers; on: PlainDate },
): Promise<{ id: string; score: number; band: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const template = await findTemplate(tx, actor, input.templateId);
  if (template?.of !== 'case') return notFound('assessment');
  if (template.publishedOn === null || template.endsOn !== null)
    return refused('template-not-in-use', 'This version is not in use. Choose the one that is.');
  const scored = scoreOf(template, input.answers);
  if (isRefusal(scored)) return scored;
  const { row } = found;
  const id = newId<'assessment'>();
  const due = addDays(input.on, scored.band.reviewWithinDays);
  await tx
    .insertInto('casework.assessment')
    .values({
      partnership_id: actor.partnershipId,
      id,
      case_id: row.id,
      agency_id: found.agencyId,
      agency_ids: [...row.agency_ids],
      restricted: row.restricted,
      template_id: template.id,
      answers: subjects.seal(row.id, JSON.stringify(input.answers)),
      score: scored.score,
      band: scored.band.name,
      made_on: input.on,
      review_due_on: due,
      account_id: accountOf(actor) ?? null,
      review_on: await reviewOn(tx, actor, 'case', input.on),
    })
    .execute();
  if (due < row.next_review_on)
    await tx
      .updateTable('casework.case_file')
      .set((eb) => ({ next_review_on: due, revision: eb('revision', '+', 1) }))
      .where('partnership_id', '=', actor.partnershipId)
      .where('id', '=', row.id)
      .execute();
  await recordCommand(tx, actor, {
    action: 'case.assessed',
    subject: { kind: 'case', id: row.id },
    detail: {
      template: template.slug,
      version: template.version,
      score: scored.score,
      band: scored.band.name,
    },
  });
  return { id, score: scored.score, band: scored.band.name };
}
