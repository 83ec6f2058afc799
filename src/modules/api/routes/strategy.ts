import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findIndicator, listTargetsFor } from '../../intelligence/index.ts';
import {
  currentStrategy,
  findCorporatePriority,
  findOutcome,
  findPriority,
  findTheme,
  joinOutcome,
  joinsOf,
  listOutcomes,
  listPriorities,
  rewordOutcome,
} from '../../strategy/index.ts';
import { allNamed } from '../lookup.ts';
import { givenText, notFound, optionalDay, optionalText } from '../schemas.ts';
import { Outcome, Priority, Strategy } from './strategy-schemas.ts';
import { Baseline, Target } from './target-schemas.ts';

const version = z.object({
  version: z.uuid().optional().describe('A version of the strategy; the current one unless given'),
});

const slugs = z.array(z.string()).max(200);

const joins = {
  indicators: slugs.describe('Slugs of the indicators by which it is judged, in order'),
  themes: slugs.describe('Slugs of the themes that run through it'),
  corporatePriorities: slugs.describe('Slugs of the corporate priorities it contributes to'),
};

const OutcomeWithTargets = Outcome.extend({
  ...joins,
  targets: z.array(
    z.object({
      indicator: z.string(),
      title: z.string(),
      baseline: Baseline.nullable(),
      target: Target.nullable(),
    }),
  ),
}).meta({ id: 'OutcomeWithTargets' });

/** An outcome with its targets and all that it is joined to, for an answer. */
async function outcomeAnswer(tx: Tx, slug: string) {
  const outcome = await findOutcome(tx, slug);
  if (!outcome) return notFound('outcome');
  const targets = (await listTargetsFor(tx, 'outcome', outcome.id)).map(
    ({ indicator, baseline, target }) => ({
      indicator: indicator.slug,
      title: indicator.title,
      baseline: baseline ?? null,
      target: target ? { ...target, stages: [...target.stages] } : null,
    }),
  );
  return {
    value: { ...outcome, ...(await joinsOf(tx, outcome.id)), targets },
    revision: outcome.revision,
  };
}

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
      response: OutcomeWithTargets,
    },
    async ({ tx, params }) => outcomeAnswer(tx, params.slug ?? ''),
  ),
  apiPut(
    '/api/v1/outcomes/:slug/joins',
    {
      name: 'joinOutcome',
      summary:
        'Say by which indicators an outcome is judged, and to which themes and corporate priorities it is joined',
      says: 'A list that is sent replaces the whole list.',
      permission: 'strategy.edit',
      revised: true,
      body: z.strictObject(joins),
      response: OutcomeWithTargets,
      problems: ['name-unknown'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const outcome = await findOutcome(tx, params.slug ?? '');
      if (!outcome) return notFound('outcome');
      const indicators = await allNamed(tx, 'indicators', body.indicators, findIndicator);
      if (isRefusal(indicators)) return indicators;
      const themes = await allNamed(tx, 'themes', body.themes, findTheme);
      if (isRefusal(themes)) return themes;
      const corporate = await allNamed(
        tx,
        'corporatePriorities',
        body.corporatePriorities,
        findCorporatePriority,
      );
      if (isRefusal(corporate)) return corporate;
      const joined = await joinOutcome(tx, actor, outcome.id, revision, {
        indicatorIds: indicators.map(({ id }) => id),
        themeIds: themes.map(({ id }) => id),
        corporatePriorityIds: corporate.map(({ id }) => id),
      });
      return isRefusal(joined) ? joined : outcomeAnswer(tx, outcome.slug);
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
