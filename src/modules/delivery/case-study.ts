import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { editable, type ProjectHead, reportable } from './may.ts';

export const CONSENTS = ['given', 'not-needed', 'not-yet'] as const;

export interface CaseStudyInput {
  readonly projectId: string;
  readonly title: string;
  readonly body: string;
  readonly source: string;
  readonly consent: (typeof CONSENTS)[number];
  readonly toldOn: PlainDate;
}

/** Attaches an anonymised case study to a project; it is not publishable before its sign-off. */
export async function addCaseStudy(
  tx: Tx,
  actor: Actor,
  input: CaseStudyInput,
): Promise<(ProjectHead & { caseStudyId: string }) | Refusal> {
  const project = await reportable(tx, actor, input.projectId);
  if (isRefusal(project)) return project;
  const id = newId<'case-study'>();
  await tx
    .insertInto('delivery.case_study')
    .values({
      partnership_id: actor.partnershipId,
      id,
      project_id: project.id,
      agency_id: project.agency_id,
      title: input.title.trim(),
      body: input.body.trim(),
      source: input.source.trim(),
      consent: input.consent,
      told_on: input.toldOn,
    })
    .execute();
  await recordCommand(tx, actor, { action: 'case-study.added', subject: { kind: 'case-study', id } });
  return { ...project, caseStudyId: id };
}

/** Named rule: a case study is signed off only when consent is settled and somebody says how recognition was ruled out. */
export async function signOffCaseStudy(
  tx: Tx,
  actor: Actor,
  input: { readonly caseStudyId: string; readonly on: PlainDate; readonly says: string },
): Promise<ProjectHead | Refusal> {
  const story = await tx
    .selectFrom('delivery.case_study')
    .select(['project_id', 'consent'])
    .where('id', '=', input.caseStudyId)
    .executeTakeFirst();
  if (!story) return notFound('case study');
  const project = await editable(tx, actor, story.project_id);
  if (isRefusal(project)) return project;
  if (story.consent === 'not-yet')
    return refused(
      'consent-needed',
      'The person it tells of has not consented yet. Add it again once consent is given.',
    );
  if (input.says.trim() === '')
    return refused('check-needed', 'Enter how you checked that nobody can be recognised.', { field: 'says' });
  await tx
    .insertInto('delivery.case_study_sign_off')
    .values({
      partnership_id: actor.partnershipId,
      case_study_id: input.caseStudyId,
      signed_on: input.on,
      says: input.says.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'case-study.signed-off',
    subject: { kind: 'case-study', id: input.caseStudyId },
  });
  return project;
}
