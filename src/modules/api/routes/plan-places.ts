import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { addLine, findProjectBySlug, getPlan, placesOf, removeLine } from '../../delivery/index.ts';
import { findOutcome } from '../../strategy/index.ts';
import { notFound } from '../schemas.ts';
import { onProject } from './project-answer.ts';
import { ProjectWithPlan } from './project-schemas.ts';

const Place = z
  .object({
    planSlug: z.string(),
    planTitle: z.string(),
    state: z.enum(['draft', 'adopted', 'superseded']),
    outcomeSlug: z.string(),
    outcome: z.string(),
    objective: z.string(),
  })
  .meta({ id: 'PlaceInPlan', description: 'Where a project stands in a delivery plan.' });

const line = {
  plan: z.string().describe('The slug of a delivery plan'),
  outcome: z.string().describe('The slug of an outcome'),
};

async function lineOf(tx: Tx, { plan: planSlug, outcome: outcomeSlug }: { plan: string; outcome: string }) {
  const plan = await getPlan(tx, planSlug);
  if (!plan) return notFound('plan');
  const outcome = await findOutcome(tx, outcomeSlug);
  return outcome ? { planId: plan.id, outcomeId: outcome.id } : notFound('outcome');
}

/** In which plans projects stand, under which outcome. */
export const planPlaceRoutes: readonly Route[] = [
  apiList(
    '/api/v1/projects/:slug/plans',
    {
      name: 'listPlansOfProject',
      summary: 'In which delivery plans a project stands',
      permission: 'read',
      item: Place,
      order: ({ planSlug, outcomeSlug }) => [planSlug, outcomeSlug],
    },
    async ({ tx, params }) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      if (!project) return notFound('project');
      return (await placesOf(tx, project.id)).map((place) => ({ ...place, state: place.state as 'draft' }));
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/plans',
    {
      name: 'putProjectIntoPlan',
      summary: 'Put a project into a plan under an outcome, which it thereby addresses',
      permission: 'plan.edit',
      status: 201,
      body: z.strictObject({ ...line, objective: z.string().max(4000).default('') }),
      response: ProjectWithPlan,
      problems: ['plan-superseded'],
    },
    async (asked) => {
      const { tx, actor, body } = asked;
      const place = await lineOf(tx, body);
      if (isRefusal(place)) return place;
      const { objective } = body;
      return onProject(asked, ({ id }) => addLine(tx, actor, { ...place, objective, projectId: id }));
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/plans/removals',
    {
      name: 'takeProjectOutOfPlan',
      summary: 'Take a project out of a draft; what was adopted stays as it was adopted',
      permission: 'plan.edit',
      body: z.strictObject(line),
      response: ProjectWithPlan,
      problems: ['plan-not-draft'],
    },
    async (asked) => {
      const { tx, actor, body } = asked;
      const place = await lineOf(tx, body);
      if (isRefusal(place)) return place;
      return onProject(asked, ({ id }) => removeLine(tx, actor, { ...place, projectId: id }));
    },
  ),
];
