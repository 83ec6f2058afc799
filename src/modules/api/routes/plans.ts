import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  adoptPlan,
  draftPlan,
  editPlan,
  getPlan,
  listPlanLines,
  listPlanOutcomes,
  listPlansBySlug,
  type PlanInput,
  refreshPlan,
} from '../../delivery/index.ts';
import { earlierFields, findPost, GROUND_PROBLEMS } from '../../partners/index.ts';
import { findPriority } from '../../strategy/index.ts';
import { named } from '../lookup.ts';
import { day, givenDay, givenText, heeded, notFound } from '../schemas.ts';

const Plan = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    priorityId: z.uuid().nullable(),
    priority: z.string().nullable(),
    prioritySlug: z.string().nullable(),
    startsOn: day,
    endsOn: day,
    state: z.enum(['draft', 'adopted', 'superseded']),
    adoptedOn: day.nullable(),
    adoptedBy: z.string().nullable(),
    supersededOn: day.nullable(),
    ownerPostId: z.uuid().nullable(),
    owner: z.string().nullable().describe('The title of that post'),
    note: z.string(),
    projects: z.int(),
    cash: z.int().describe('Pence, options left out'),
    requested: z.int().describe('The part of it that is only requested'),
    revision: z.int(),
  })
  .meta({ id: 'Plan', description: 'A delivery plan.' });

const PlanWithLines = Plan.extend({
  outcomes: z.array(
    z.object({
      outcomeId: z.uuid(),
      slug: z.string(),
      wording: z.string(),
      baseline: z.string(),
      target: z.string(),
      unknowns: z.array(z.object({ says: z.string(), owner: z.string().nullable(), since: day })),
    }),
  ),
  lines: z.array(
    z.object({ outcomeId: z.uuid(), projectId: z.uuid(), objective: z.string(), continued: z.boolean() }),
  ),
}).meta({ id: 'PlanWithLines' });

async function planAnswer(tx: Tx, slug: string) {
  const plan = await getPlan(tx, slug);
  if (!plan) return notFound('plan');
  const outcomes = (await listPlanOutcomes(tx, plan.id)).map((one) => ({
    ...one,
    unknowns: [...one.unknowns],
  }));
  return {
    value: { ...plan, outcomes, lines: [...(await listPlanLines(tx, plan.id))] },
    revision: plan.revision,
  };
}

async function newPlanAnswer(tx: Tx, slug: string) {
  const answer = await planAnswer(tx, slug);
  return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/plans/${slug}` };
}

const planBody = z.strictObject({
  title: givenText,
  priority: z.string().nullable().default(null).describe('The slug of a priority'),
  startsOn: givenDay,
  endsOn: givenDay,
  owner: z.string().nullable().default(null).describe('The slug of the post that answers for it'),
  note: z.string().max(4000).default(''),
});

/** The body with what it names looked up. */
async function inputOf(
  tx: Tx,
  { priority, owner, ...fields }: z.output<typeof planBody>,
): Promise<PlanInput | Refusal> {
  const serves = await named(tx, priority, findPriority, 'priority');
  if (isRefusal(serves)) return serves;
  const post = await named(tx, owner, findPost, 'post');
  return isRefusal(post)
    ? post
    : { ...fields, priorityId: serves?.id ?? null, ownerPostId: post?.id ?? null };
}

/** Delivery plans with their outcomes and lines. */
export const planRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/plans',
    {
      name: 'listPlans',
      summary: 'Delivery plans by slug',
      permission: 'read',
      item: Plan,
      query: z.object({ asAt: givenDay.optional().describe('Their states on this day') }),
      key: z.tuple([z.string()]),
      order: ({ slug }) => [slug],
    },
    async ({ tx, query }, page) => listPlansBySlug(tx, { ...query, ...page }),
  ),
  apiGet(
    '/api/v1/plans/:slug',
    {
      name: 'getPlan',
      summary: 'A delivery plan with its outcomes and lines',
      permission: 'read',
      response: PlanWithLines,
    },
    async ({ tx, params }) => planAnswer(tx, params.slug ?? ''),
  ),
  apiPost(
    '/api/v1/plans',
    {
      name: 'draftPlan',
      summary: 'Draft a delivery plan',
      permission: 'plan.edit',
      status: 201,
      body: planBody,
      response: PlanWithLines,
      problems: ['delivery-plan-slug-unique', 'delivery-plan-ends-after-it-starts'],
    },
    async ({ tx, actor, body }) => {
      const input = await inputOf(tx, body);
      if (isRefusal(input)) return input;
      const drafted = await draftPlan(tx, actor, input);
      return isRefusal(drafted) ? drafted : newPlanAnswer(tx, drafted.slug);
    },
  ),
  apiPut(
    '/api/v1/plans/:slug',
    {
      name: 'changePlan',
      summary: 'Change the head of a plan: title, period, priority, owner and note',
      permission: 'plan.edit',
      revised: true,
      body: planBody,
      response: PlanWithLines,
      problems: ['delivery-plan-ends-after-it-starts'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const plan = await getPlan(tx, params.slug ?? '');
      if (!plan) return notFound('plan');
      const input = await inputOf(tx, body);
      if (isRefusal(input)) return input;
      const changed = await editPlan(tx, actor, plan.id, revision, input);
      return isRefusal(changed) ? changed : planAnswer(tx, changed.slug);
    },
  ),
  apiPost(
    '/api/v1/plans/:slug/adoptions',
    {
      name: 'adoptPlan',
      summary: 'Record that a board adopted a draft before the partnership kept its decisions here',
      says: 'It supersedes the plan before it. Everything since is adopted by a decision on it.',
      permission: 'plan.adopt',
      status: 201,
      revised: 'if-sent',
      body: z.strictObject({ by: givenText.describe('The board'), on: givenDay, ...earlierFields }),
      response: PlanWithLines,
      problems: [...GROUND_PROBLEMS, 'plan-adopted-already'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const plan = await getPlan(tx, params.slug ?? '');
      if (!plan) return notFound('plan');
      const adopted = await adoptPlan(tx, actor, {
        planId: plan.id,
        by: body.by,
        on: body.on,
        ground: { earlier: { minutes: body.minutes, reason: body.reason } },
        revision: heeded(revision),
      });
      return isRefusal(adopted) ? adopted : planAnswer(tx, plan.slug);
    },
  ),
  apiPost(
    '/api/v1/plans/:slug/refreshes',
    {
      name: 'refreshPlan',
      summary: 'Draft the plan of the next period from this one',
      says: 'What continues is copied, what has ended is left behind, and what is not known yet stays unknown.',
      permission: 'plan.edit',
      status: 201,
      body: z.strictObject({ title: givenText, startsOn: givenDay, endsOn: givenDay }),
      response: PlanWithLines,
      problems: ['delivery-plan-slug-unique', 'delivery-plan-ends-after-it-starts'],
    },
    async ({ tx, actor, params, body }) => {
      const plan = await getPlan(tx, params.slug ?? '');
      if (!plan) return notFound('plan');
      const drafted = await refreshPlan(tx, actor, { ...body, planId: plan.id });
      return isRefusal(drafted) ? drafted : newPlanAnswer(tx, drafted.slug);
    },
  ),
];
