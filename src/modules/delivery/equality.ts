import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { editable, type ProjectHead } from './may.ts';

export const EQUALITY_STEPS = ['screening', 'assessment', 'review'] as const;

/** Sets by when the equality impact of a project is screened, assessed or reviewed. */
export async function planEqualityStep(
  tx: Tx,
  actor: Actor,
  input: {
    readonly projectId: string;
    readonly step: (typeof EQUALITY_STEPS)[number];
    readonly dueOn: PlainDate;
  },
): Promise<(ProjectHead & { stepId: string }) | Refusal> {
  const project = await editable(tx, actor, input.projectId);
  if (isRefusal(project)) return project;
  const id = newId<'equality-step'>();
  await tx
    .insertInto('delivery.equality_step')
    .values({
      partnership_id: actor.partnershipId,
      id,
      project_id: project.id,
      step: input.step,
      due_on: input.dueOn,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'project.equality-step-planned',
    subject: { kind: 'project', id: project.id },
    detail: { step: input.step, dueOn: input.dueOn },
  });
  return { ...project, stepId: id };
}

/** Records what an equality impact step found; it is then done. */
export async function recordEqualityResult(
  tx: Tx,
  actor: Actor,
  input: { readonly stepId: string; readonly on: PlainDate; readonly says: string },
): Promise<ProjectHead | Refusal> {
  const step = await tx
    .selectFrom('delivery.equality_step')
    .select('project_id')
    .where('id', '=', input.stepId)
    .executeTakeFirst();
  if (!step) return notFound('equality step');
  const project = await editable(tx, actor, step.project_id);
  if (isRefusal(project)) return project;
  if (input.says.trim() === '') return refused('finding-needed', 'Enter what was found.', { field: 'says' });
  await tx
    .insertInto('delivery.equality_result')
    .values({
      partnership_id: actor.partnershipId,
      step_id: input.stepId,
      done_on: input.on,
      says: input.says.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'project.equality-step-done',
    subject: { kind: 'project', id: project.id },
  });
  return project;
}
