import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { listTargetsFor } from '../../intelligence/index.ts';
import {
  currentStrategy,
  findOutcome,
  findPriority,
  listOutcomes,
  listPriorities,
  rewordOutcome,
} from '../../strategy/index.ts';
import { day, givenText, notFound, optionalDay, optionalText } from '../schemas.ts';
import { Baseline, Target } from './target-schemas.ts';

const status = z.enum(['draft', 'adopted', 'superseded']);

const Strategy = z
  .object({
    id: z.uuid(),
    number: z.int(),
    title: z.string(),
    status,
    vision: z.string().nullable(),
    visionNote: z.string().nullable(),
    summary: z.string().nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    source: z.string().nullable(),
    adoptedOn: day.nullable(),
    adoptedPrecision: z.enum(['day', 'by']).nullable(),
    supersededOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Strategy', description: 'A version of the strategy.' });

const Priority = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    versionId: z.uuid(),
    versionStatus: status,
    position: z.int(),
    title: z.string(),
    question: z.string().nullable(),
    description: z.string().nullable(),
    source: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Priority' });

const Outcome = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    wording: z.string(),
    wordedOn: day.nullable(),
    letter: z.string().nullable(),
    position: z.int(),
    priorityId: z.uuid(),
    priority: z.string(),
    prioritySlug: z.string(),
    priorityPosition: z.int(),
    versionId: z.uuid(),
    versionStatus: status,
    revision: z.int(),
  })
  .meta({
    id: 'Outcome',
    description: 'What shall be better for people; it keeps its identity when reworded.',
  });

const version = z.object({
  version: z.uuid().optional().describe('A version of the strategy; the current one unless given'),
});

/** The strategy, its priorities and outcomes. */
export const strategyRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/strategy',
    { name: 'getStrategy', summary: 'The adopted strategy', permission: 'read', response: Strategy },
    async ({ tx }) => {
      const current = await currentStrategy(tx);
      return current ? { value: current, revision: current.revision } : notFound('adopted strategy yet');
    },
  ),
  apiPages(
    '/api/v1/priorities',
    {
      name: 'listPriorities',
      summary: 'The priorities of the strategy, in its order',
      permission: 'read',
      item: Priority,
      query: version,
      key: z.tuple([z.int(), z.uuid()]),
      order: ({ position, id }) => [position, id],
    },
    async ({ tx, query }, page) => listPriorities(tx, { versionId: query.version, ...page }),
  ),
  apiGet(
    '/api/v1/priorities/:slug',
    { name: 'getPriority', summary: 'A priority', permission: 'read', response: Priority },
    async ({ tx, params }) => {
      const priority = await findPriority(tx, params.slug ?? '');
      return priority ? { value: priority, revision: priority.revision } : notFound('priority');
    },
  ),
  apiPages(
    '/api/v1/outcomes',
    {
      name: 'listOutcomes',
      summary: 'The outcomes of the strategy, by priority and position',
      permission: 'read',
      item: Outcome,
      query: version.extend({ priority: z.string().optional().describe('The slug of a priority') }),
      key: z.tuple([z.int(), z.uuid(), z.int(), z.uuid()]),
      order: ({ priorityPosition, priorityId, position, id }) => [priorityPosition, priorityId, position, id],
    },
    async ({ tx, query }, page) =>
      listOutcomes(tx, { versionId: query.version, prioritySlug: query.priority, ...page }),
  ),
  apiGet(
    '/api/v1/outcomes/:slug',
    {
      name: 'getOutcome',
      summary: 'An outcome with its baselines and targets',
      permission: 'read',
      response: Outcome.extend({
        targets: z.array(
          z.object({
            indicator: z.string(),
            title: z.string(),
            baseline: Baseline.nullable(),
            target: Target.nullable(),
          }),
        ),
      }).meta({ id: 'OutcomeWithTargets' }),
    },
    async ({ tx, params }) => {
      const outcome = await findOutcome(tx, params.slug ?? '');
      if (!outcome) return notFound('outcome');
      const targets = (await listTargetsFor(tx, 'outcome', outcome.id)).map(
        ({ indicator, baseline, target }) => ({
          indicator: indicator.slug,
          title: indicator.title,
          baseline: baseline ?? null,
          target: target ? { ...target, stages: [...target.stages] } : null,
        }),
      );
      return { value: { ...outcome, targets }, revision: outcome.revision };
    },
  ),
  apiPost(
    '/api/v1/outcomes/:slug/wordings',
    {
      name: 'rewordOutcome',
      summary: 'Reword an outcome, which keeps its identity',
      says: 'In an adopted strategy this needs strategy.adopt as well, and a day from which the words stand.',
      permission: 'strategy.edit',
      status: 201,
      revised: true,
      body: z.strictObject({
        wording: givenText,
        startsOn: optionalDay,
        reason: givenText,
        source: optionalText,
      }),
      response: Outcome,
      problems: ['rewording-without-a-day', 'wording-is-the-same'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const slug = params.slug ?? '';
      const reworded = await rewordOutcome(tx, actor, { slug, ...body, revision });
      if (isRefusal(reworded)) return reworded;
      const outcome = await findOutcome(tx, slug);
      return outcome ? { value: outcome, revision: outcome.revision } : notFound('outcome');
    },
  ),
];
