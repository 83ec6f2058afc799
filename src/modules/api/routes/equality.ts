import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  EQUALITY_STEPS,
  findEqualityStep,
  findProjectBySlug,
  listEqualitySteps,
  planEqualityStep,
  recordEqualityResult,
} from '../../delivery/index.ts';
import { day, givenDay, notFound } from '../schemas.ts';
import { onAttached } from './project-answer.ts';

const step = z.enum(EQUALITY_STEPS);

const EqualityStep = z
  .object({
    id: z.uuid(),
    step,
    dueOn: day,
    doneOn: day.nullable(),
    says: z.string().nullable().describe('What was found'),
  })
  .meta({ id: 'EqualityStep', description: 'A step of looking at a project’s impact on equality.' });

/** The equality impact of projects. */
export const equalityRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/projects/:slug/equality-steps',
    {
      name: 'listEqualitySteps',
      summary: 'The equality impact steps of a project by the day they are due',
      permission: 'read',
      item: EqualityStep,
      key: z.tuple([day, z.uuid()]),
      order: ({ dueOn, id }) => [dueOn, id],
    },
    async ({ tx, params }, page) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      return project ? listEqualitySteps(tx, project.id, page) : notFound('project');
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/equality-steps',
    {
      name: 'planEqualityStep',
      summary: 'Say by when the equality impact of a project is screened, assessed or reviewed',
      permission: 'plan.edit',
      status: 201,
      body: z.strictObject({ step, dueOn: givenDay }),
      response: EqualityStep,
    },
    async (asked) => {
      const { tx, actor, body } = asked;
      return onAttached(
        asked,
        async ({ id }) => {
          const planned = await planEqualityStep(tx, actor, { ...body, projectId: id });
          return isRefusal(planned) ? planned : planned.stepId;
        },
        findEqualityStep,
        'equality step',
      );
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/equality-steps/:id/results',
    {
      name: 'recordEqualityResult',
      summary: 'Record what an equality impact step found; it is then done',
      permission: 'plan.edit',
      status: 201,
      body: z.strictObject({ says: z.string().max(20_000).default('').describe('What was found') }),
      response: EqualityStep,
      problems: ['finding-needed'],
    },
    async (asked) => {
      const { tx, actor, params, body, today } = asked;
      const stepId = asId<'equality-step'>(params.id ?? '');
      if (!stepId) return notFound('equality step');
      return onAttached(
        asked,
        async () => {
          const recorded = await recordEqualityResult(tx, actor, { ...body, stepId, on: today });
          return isRefusal(recorded) ? recorded : stepId;
        },
        findEqualityStep,
        'equality step',
      );
    },
  ),
];
