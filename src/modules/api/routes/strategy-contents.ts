import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addOutcome,
  findVersion,
  listOutcomes,
  listPriorities,
  putPriority,
  takeOutcomeOut,
  takePriorityOut,
} from '../../strategy/index.ts';
import { givenText, notFound, optionalText } from '../schemas.ts';
import { Outcome, Priority, priorityBody, Strategy } from './strategy-schemas.ts';
import { versionAnswer } from './strategy-versions.ts';

const version = '/api/v1/strategy-versions/:number';

/** A priority as a version words it. */
async function findIn(tx: Tx, number: number, slug: string) {
  const found = await findVersion(tx, number);
  const priorities = found ? await listPriorities(tx, { versionId: found.id }) : [];
  return priorities.find((priority) => priority.slug === slug);
}

async function priorityAnswer(tx: Tx, number: number, slug: string) {
  const priority = await findIn(tx, number, slug);
  return priority ? { value: priority, revision: priority.revision } : notFound('priority');
}

/** What a draft of the strategy holds: its priorities and outcomes, put in, worded and taken out. */
export const strategyContentRoutes: readonly Route[] = [
  apiGet(
    `${version}/priorities/:slug`,
    {
      name: 'getPriorityOfVersion',
      summary: 'A priority as a version of the strategy words it',
      permission: 'read',
      response: Priority,
    },
    async ({ tx, params }) => priorityAnswer(tx, Number(params.number), params.slug ?? ''),
  ),
  apiPost(
    `${version}/priorities`,
    {
      name: 'addPriority',
      summary: 'Add a priority to a draft; one that an earlier version had keeps its identity',
      permission: 'strategy.edit',
      status: 201,
      body: priorityBody,
      response: Priority,
      problems: ['version-is-not-a-draft', 'priority-is-in-this-version'],
    },
    async ({ tx, actor, params, body }) => {
      const number = Number(params.number);
      const put = await putPriority(tx, actor, number, body);
      if (isRefusal(put)) return put;
      const answer = await priorityAnswer(tx, number, put.slug);
      return isRefusal(answer)
        ? answer
        : { ...answer, location: `/api/v1/strategy-versions/${number}/priorities/${put.slug}` };
    },
  ),
  apiPut(
    `${version}/priorities/:slug`,
    {
      name: 'changePriority',
      summary: 'Word a priority of a draft anew',
      permission: 'strategy.edit',
      revised: true,
      body: priorityBody,
      response: Priority,
      problems: ['version-is-not-a-draft'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const [number, slug] = [Number(params.number), params.slug ?? ''];
      if (!(await findIn(tx, number, slug))) return notFound('priority');
      const put = await putPriority(tx, actor, number, { ...body, slug, revision });
      return isRefusal(put) ? put : priorityAnswer(tx, number, slug);
    },
  ),
  apiPost(
    `${version}/priorities/:slug/removals`,
    {
      name: 'takePriorityOut',
      summary: 'Take a priority without outcomes out of a draft',
      permission: 'strategy.edit',
      body: z.strictObject({}),
      response: Strategy,
      problems: ['version-is-not-a-draft', 'priority-has-outcomes'],
    },
    async ({ tx, actor, params }) => {
      const number = Number(params.number);
      const taken = await takePriorityOut(tx, actor, number, params.slug ?? '');
      return isRefusal(taken) ? taken : versionAnswer(tx, number);
    },
  ),
  apiPost(
    `${version}/outcomes`,
    {
      name: 'addOutcome',
      summary: 'Add an outcome to a priority of a draft; one that an earlier version had keeps its identity',
      permission: 'strategy.edit',
      status: 201,
      body: z.strictObject({
        priority: z.string().describe('The slug of a priority of this version'),
        wording: givenText.describe('What difference is to be made'),
        letter: optionalText,
        source: optionalText,
      }),
      response: Outcome,
      problems: ['version-is-not-a-draft', 'outcome-is-in-this-version'],
    },
    async ({ tx, actor, params, body: { priority: slug, ...body } }) => {
      const number = Number(params.number);
      const priority = await findIn(tx, number, slug);
      if (!priority) return notFound('priority of this version');
      const added = await addOutcome(tx, actor, number, { ...body, priorityId: priority.id });
      if (isRefusal(added)) return added;
      const outcomes = await listOutcomes(tx, { versionId: priority.versionId });
      const outcome = outcomes.find(({ id }) => id === added.id);
      if (!outcome) return notFound('outcome');
      return { value: outcome, revision: outcome.revision, location: `/api/v1/outcomes/${added.slug}` };
    },
  ),
  apiPost(
    `${version}/outcomes/:slug/removals`,
    {
      name: 'takeOutcomeOut',
      summary: 'Take an outcome out of a draft; it stays in the versions that had it',
      permission: 'strategy.edit',
      body: z.strictObject({}),
      response: Strategy,
      problems: ['version-is-not-a-draft'],
    },
    async ({ tx, actor, params }) => {
      const number = Number(params.number);
      const taken = await takeOutcomeOut(tx, actor, number, params.slug ?? '');
      return isRefusal(taken) ? taken : versionAnswer(tx, number);
    },
  ),
];
