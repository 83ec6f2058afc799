import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { onceForEach } from '../../../platform/gathering.ts';
import type { FigureRequest } from '../../../platform/module.ts';
import { isKnownOn, listPlans } from '../queries/plans.ts';
import { listProjects, type ProjectSummary } from '../queries/summaries.ts';

/** A report tells of projects that are open and of those that were closed within the year. */
export const yearBefore = (day: PlainDate): PlainDate => addDays(day, -366);

/** The projects that a report tells of. */
export const projectsOf = onceForEach((tx: Tx, { asAt }: FigureRequest) =>
  listProjects(tx, { asAt, closedSince: yearBefore(asAt) }),
);

/** The plans that were in use or drafted on the day of a report. */
export const plansOf = onceForEach(async (tx: Tx, { asAt }: FigureRequest) =>
  (await listPlans(tx, { asAt, standingOn: asAt })).filter((plan) => isKnownOn(plan, asAt)),
);

/** Some projects by id, as on the day of a report: also those that were closed long before. */
export async function projectsById(
  tx: Tx,
  request: FigureRequest,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ProjectSummary>> {
  const known = new Map((await projectsOf(tx, request)).map((project) => [project.id, project]));
  const others = ids.filter((id) => !known.has(id));
  for (const project of await listProjects(tx, { asAt: request.asAt, ids: others }))
    known.set(project.id, project);
  return known;
}
