import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addMilestone,
  findMilestone,
  findProjectBySlug,
  getProject,
  listMilestones,
  listUpdates,
  meetMilestone,
  reportProgress,
  slipMilestone,
  UNDATED,
} from '../../delivery/index.ts';
import { findIndicator } from '../../intelligence/index.ts';
import { day, givenDay, givenText, notFound, optionalDay } from '../schemas.ts';
import { Milestone, ProgressUpdate } from './project-schemas.ts';

async function milestoneAnswer(tx: Tx, projectId: string, id: string) {
  const milestone = await findMilestone(tx, projectId, id);
  return milestone ? { value: milestone } : notFound('milestone');
}

const WHO = 'Needs plan.edit, or progress.report for the agency that leads the project.';

/** Where projects stand: what lead officers say, and milestones with their dates. */
export const progressRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/projects/:slug/updates',
    {
      name: 'listUpdates',
      summary: 'The updates of a project, the latest first',
      permission: 'read',
      item: ProgressUpdate,
      key: z.tuple([day, z.uuid()]),
      order: ({ reportedOn, id }) => [reportedOn, id],
    },
    async ({ tx, params }, page) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      return project ? listUpdates(tx, project.id, page) : notFound('project');
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/updates',
    {
      name: 'reportProgress',
      summary: 'Say where a project stands',
      says: `${WHO} Milestones and figures are recorded where they belong, together with the update or not at all.`,
      permission: 'read',
      status: 201,
      body: z.strictObject({
        standing: z.enum(['on-track', 'at-risk', 'off-track']),
        says: givenText.describe('What was done since the last update'),
        help: z.string().max(4000).default('').describe('What help is needed'),
        milestonesMet: z.array(z.uuid()).max(200).default([]),
        figures: z
          .array(z.strictObject({ indicator: z.string(), period: z.string(), value: z.number() }))
          .max(100)
          .default([])
          .describe('The latest figures of the indicators by which the project is judged'),
      }),
      response: ProgressUpdate,
      problems: ['update-incomplete', 'may-not-record'],
    },
    async ({ tx, actor, params, body: { figures, ...body }, today }) => {
      const project = await getProject(tx, params.slug ?? '');
      if (!project) return notFound('project');
      const values = [];
      for (const { indicator: slug, period, value } of figures) {
        const indicator = await findIndicator(tx, slug);
        if (!indicator || !project.plan.measures.some((measure) => measure.indicator === slug))
          return notFound(`indicator of this project: ${slug}`);
        values.push({ indicatorId: indicator.id, period, value: String(value) });
      }
      const said = await reportProgress(tx, actor, { ...body, projectId: project.id, on: today, values });
      if (isRefusal(said)) return said;
      const [update] = await listUpdates(tx, project.id, { limit: 1 });
      return update ? { value: update } : notFound('update');
    },
  ),
  apiPages(
    '/api/v1/projects/:slug/milestones',
    {
      name: 'listMilestones',
      summary: 'The milestones of a project by their dates',
      permission: 'read',
      item: Milestone,
      key: z.tuple([day, z.uuid()]),
      order: ({ dueOn, id }) => [dueOn ?? UNDATED, id],
    },
    async ({ tx, params }, page) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      return project ? listMilestones(tx, project.id, page) : notFound('project');
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/milestones',
    {
      name: 'addMilestone',
      summary: 'Add a milestone to a project, without a date where nobody has set one yet',
      permission: 'plan.edit',
      status: 201,
      body: z.strictObject({
        title: givenText,
        originalOn: optionalDay.describe('The last day of a month, quarter or year'),
        precision: z.enum(['day', 'month', 'quarter', 'year']).default('day'),
      }),
      response: Milestone,
      problems: ['milestone-title-taken'],
    },
    async ({ tx, actor, params, body: { title, originalOn, precision } }) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      if (!project) return notFound('project');
      const when = originalOn === null ? null : { on: originalOn, precision };
      const added = await addMilestone(tx, actor, { projectId: project.id, title, when });
      return isRefusal(added) ? added : milestoneAnswer(tx, project.id, added.milestoneId);
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/milestones/:id/completions',
    {
      name: 'meetMilestone',
      summary: 'Record that a milestone was reached',
      says: WHO,
      permission: 'read',
      status: 201,
      body: z.strictObject({ on: givenDay.optional(), says: z.string().max(4000).default('') }),
      response: Milestone,
      // Reaching it twice changes nothing.
      unaudited: true,
    },
    async ({ tx, actor, params, body, today }) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      const milestoneId = asId<'milestone'>(params.id ?? '');
      if (!project || !milestoneId) return notFound('milestone');
      const met = await meetMilestone(tx, actor, { milestoneId, on: body.on ?? today, says: body.says });
      return isRefusal(met) ? met : milestoneAnswer(tx, project.id, milestoneId);
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/milestones/:id/moves',
    {
      name: 'moveMilestone',
      summary: 'Move a milestone, with the reason; every move is kept',
      says: WHO,
      permission: 'read',
      status: 201,
      body: z.strictObject({ to: givenDay, reason: givenText }),
      response: Milestone,
      problems: ['milestone-met', 'milestone-stays'],
    },
    async ({ tx, actor, params, body, today }) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      const milestoneId = asId<'milestone'>(params.id ?? '');
      if (!project || !milestoneId) return notFound('milestone');
      const moved = await slipMilestone(tx, actor, { ...body, milestoneId, on: today });
      return isRefusal(moved) ? moved : milestoneAnswer(tx, project.id, milestoneId);
    },
  ),
];
