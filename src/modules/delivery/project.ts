import { slugOf } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { loadLookup } from './lookup.ts';
import type { ProjectPlan } from './project-plan.ts';
import { type Change, changeProject, insertProject, type Saving } from './save.ts';
import { addStage, type Stage } from './stages.ts';
import { loadProjects, type StoredProject } from './stored.ts';

export interface NewProject {
  /** Made from the title unless given. */
  readonly slug?: string | undefined;
  readonly plan: ProjectPlan;
  readonly stage?: { readonly stage: Stage; readonly since: PlainDate } | undefined;
}

/** Adds a project with its project plan, in a stage. */
export async function addProject(
  tx: Tx,
  actor: Actor,
  input: NewProject,
  saving: Saving,
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const slug = input.slug || slugOf(input.plan.title);
  const id = await insertProject(tx, actor, slug, input.plan, saving);
  if (isRefusal(id)) return id;
  if (input.stage && input.stage.stage !== 'planned')
    await addStage(tx, actor, { projectId: id, stage: input.stage.stage, on: input.stage.since, reason: '' });
  await recordCommand(tx, actor, {
    action: 'project.added',
    subject: { kind: 'project', id },
    detail: { title: input.plan.title },
  });
  return { id, slug };
}

/** Changes a project plan; refused when the revision seen is no longer the current one. */
export async function editProject(
  tx: Tx,
  actor: Actor,
  input: { readonly slug: string; readonly revision: number; readonly plan: ProjectPlan },
  saving: Saving,
): Promise<readonly Change[] | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const stored = await findProject(tx, input.slug, saving);
  if (!stored) return notFound('project');
  if (stored.revision !== input.revision) return changedMeanwhile('project');
  return changeProject(tx, actor, stored, input.plan, saving);
}

/** A project with its plan, by slug. */
export async function findProject(
  tx: Tx,
  slug: string,
  known?: Pick<Saving, 'lookup'>,
): Promise<StoredProject | undefined> {
  const row = await tx
    .selectFrom('delivery.project')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!row) return undefined;
  const lookup = known?.lookup ?? (await loadLookup(tx));
  return (await loadProjects(tx, lookup, [row.id])).get(slug);
}
