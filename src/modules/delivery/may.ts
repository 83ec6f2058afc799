import type { Refusal } from '../../kernel/refusal.ts';
import { type Actor, may, mayFor } from '../../platform/actor.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/** The parts of a project that decide who may change it. */
export interface ProjectHead {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly agency_id: string | null;
  readonly revision: number;
}

const heads = (tx: Tx) =>
  tx.selectFrom('delivery.project').select(['id', 'slug', 'title', 'agency_id', 'revision']);

export const findProjectHead = (tx: Tx, id: string): Promise<ProjectHead | undefined> =>
  heads(tx).where('id', '=', id).executeTakeFirst();

export const findProjectBySlug = (tx: Tx, slug: string): Promise<ProjectHead | undefined> =>
  heads(tx).where('slug', '=', slug).executeTakeFirst();

/** May edit the plan, or reports progress for the agency that leads the project. */
export const mayReport = (actor: Actor, agencyId: string | null): boolean =>
  may(actor, 'plan.edit') || mayFor(actor, 'progress.report', agencyId);

/** The project, when the actor may report on it. */
export async function reportable(tx: Tx, actor: Actor, projectId: string): Promise<ProjectHead | Refusal> {
  const project = await findProjectHead(tx, projectId);
  if (!project) return notFound('project');
  return mayReport(actor, project.agency_id) ? project : notAllowed();
}

/** The project, when the actor may edit it and it is still as it was seen, where a revision says how that was. */
export async function editable(
  tx: Tx,
  actor: Actor,
  projectId: string,
  seen?: number,
): Promise<ProjectHead | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const project = await findProjectHead(tx, projectId);
  if (!project) return notFound('project');
  return seen === undefined || seen === project.revision ? project : changedMeanwhile('project');
}
