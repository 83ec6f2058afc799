import type { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { ApiContext } from '../../../platform/http/api.ts';
import { findProjectBySlug, getProject, listProjects, type ProjectSummary } from '../../delivery/index.ts';
import { notFound } from '../schemas.ts';
import type { Project, ProjectWithPlan } from './project-schemas.ts';

export type AskedOfProject = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'params' | 'today'>;

export const projectShown = ({
  judged,
  outcomes,
  plans,
  ...project
}: ProjectSummary): z.input<typeof Project> => ({
  ...project,
  outcomes: [...outcomes],
  plans: [...plans],
  computed: judged.computed,
  overrideReason: judged.overrideReason,
});

/** A project as it stands with its whole plan, for an answer. */
export async function projectAnswer({ tx }: Pick<AskedOfProject, 'tx'>, slug: string, asAt: PlainDate) {
  const stored = await getProject(tx, slug);
  const [summary] = stored ? await listProjects(tx, { asAt, ids: [stored.id] }) : [];
  if (!stored || !summary) return notFound('project');
  const plan = stored.plan as unknown as z.input<typeof ProjectWithPlan>['plan'];
  return {
    value: { ...projectShown(summary), revision: stored.revision, plan },
    revision: stored.revision,
  };
}

/** Does something to the project of the address; the answer is the project as it stands then. */
export async function onProject(
  asked: AskedOfProject,
  act: (project: { readonly id: string; readonly slug: string }) => Promise<unknown>,
) {
  const project = await findProjectBySlug(asked.tx, asked.params.slug ?? '');
  if (!project) return notFound('project');
  const done = await act(project);
  return isRefusal(done) ? done : projectAnswer(asked, project.slug, asked.today);
}

/** Does something to what is attached to the project of the address; the answer is that thing as it stands then. */
export async function onAttached<Value>(
  asked: AskedOfProject,
  act: (project: { readonly id: string; readonly slug: string }) => Promise<string | Refusal>,
  find: (tx: AskedOfProject['tx'], projectId: string, id: string) => Promise<Value | undefined>,
  what: string,
): Promise<{ value: Value } | Refusal> {
  const project = await findProjectBySlug(asked.tx, asked.params.slug ?? '');
  if (!project) return notFound('project');
  const id = await act(project);
  if (isRefusal(id)) return id;
  const value = await find(asked.tx, project.id, id);
  return value === undefined ? notFound(what) : { value };
}
