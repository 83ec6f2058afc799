import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findBody } from '../../governance/index.ts';
import { earlierFields, GROUND_PROBLEMS } from '../../partners/index.ts';
import {
  adoptVersion,
  changeVersion,
  findVersion,
  listVersionsByNumber,
  startVersion,
} from '../../strategy/index.ts';
import { named } from '../lookup.ts';
import { givenDay, heeded, notFound, optionalText } from '../schemas.ts';
import { Strategy, versionBody } from './strategy-schemas.ts';

/** A version as it stands, for an answer. */
export async function versionAnswer(tx: Tx, number: number) {
  const version = await findVersion(tx, number);
  return version ? { value: version, revision: version.revision } : notFound('version');
}

/** The versions of the strategy: drafted, changed and adopted. */
export const strategyVersionRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/strategy-versions',
    {
      name: 'listStrategyVersions',
      summary: 'The versions of the strategy by number',
      permission: 'read',
      item: Strategy,
      key: z.tuple([z.int()]),
      order: ({ number }) => [number],
    },
    async ({ tx }, page) => listVersionsByNumber(tx, page),
  ),
  apiGet(
    '/api/v1/strategy-versions/:number',
    {
      name: 'getStrategyVersion',
      summary: 'A version of the strategy',
      permission: 'read',
      response: Strategy,
    },
    async ({ tx, params }) => versionAnswer(tx, Number(params.number)),
  ),
  apiPost(
    '/api/v1/strategy-versions',
    {
      name: 'startStrategyVersion',
      summary: 'Start a draft, which begins with the priorities and outcomes of the current version',
      permission: 'strategy.edit',
      status: 201,
      body: versionBody,
      response: Strategy,
    },
    async ({ tx, actor, body }) => {
      const started = await startVersion(tx, actor, body);
      if (isRefusal(started)) return started;
      const answer = await versionAnswer(tx, started.number);
      return isRefusal(answer)
        ? answer
        : { ...answer, location: `/api/v1/strategy-versions/${started.number}` };
    },
  ),
  apiPut(
    '/api/v1/strategy-versions/:number',
    {
      name: 'changeStrategyVersion',
      summary: 'Change what a draft says of itself',
      permission: 'strategy.edit',
      revised: true,
      body: versionBody,
      response: Strategy,
      problems: ['version-is-not-a-draft'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const number = Number(params.number);
      const changed = await changeVersion(tx, actor, number, revision, body);
      return isRefusal(changed) ? changed : versionAnswer(tx, number);
    },
  ),
  apiPost(
    '/api/v1/strategy-versions/:number/adoptions',
    {
      name: 'adoptStrategyVersion',
      summary: 'Record that a draft was adopted before the partnership kept its decisions here',
      says: 'It supersedes the version before it. Everything since is adopted by a decision on it.',
      permission: 'strategy.adopt',
      status: 201,
      revised: 'if-sent',
      body: z.strictObject({
        adoptedOn: givenDay,
        precision: z
          .enum(['day', 'by'])
          .default('day')
          .describe('by where only a day is known on which it had been adopted'),
        body: z.string().nullable().default(null).describe('The slug of the body that adopted it'),
        note: optionalText,
        ...earlierFields,
      }),
      response: Strategy,
      problems: [
        ...GROUND_PROBLEMS,
        'version-is-not-a-draft',
        'version-has-no-priorities',
        'priority-without-outcome',
      ],
    },
    async ({ tx, actor, params, body: { body: slug, minutes, reason, ...adoption }, revision }) => {
      const number = Number(params.number);
      const version = await findVersion(tx, number);
      if (!version) return notFound('version');
      const body = await named(tx, slug, findBody, 'body');
      if (isRefusal(body)) return body;
      const adopted = await adoptVersion(tx, actor, version.id, {
        ...adoption,
        bodyId: body?.id ?? null,
        ground: { earlier: { minutes, reason } },
        revision: heeded(revision),
      });
      return isRefusal(adopted) ? adopted : versionAnswer(tx, number);
    },
  ),
];
