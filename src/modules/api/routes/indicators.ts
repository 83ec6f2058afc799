import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  changeIndicator,
  defineIndicator,
  endIndicator,
  findIndicator,
  findStanding,
  listIndicators,
  listStandingsByTitle,
  rewordIndicator,
} from '../../intelligence/index.ts';
import { givenDay, givenText, notFound } from '../schemas.ts';
import {
  Indicator,
  indicatorBody,
  indicatorInput,
  indicatorShown,
  Standing,
  standingShown,
  track,
} from './indicator-schemas.ts';

const asAt = givenDay.optional().describe('What was known by this day; the business date unless given');
const key = z.tuple([z.string(), z.uuid()]);

/** Indicators and how they stand. */
export const indicatorRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/indicators',
    {
      name: 'listIndicators',
      summary: 'Indicators by title',
      permission: 'read',
      item: Indicator,
      query: z.object({
        currentOn: givenDay.optional().describe('Only those that had not ended by this day'),
      }),
      key,
      order: ({ title, id }) => [title, id],
    },
    async ({ tx, query }, page) => (await listIndicators(tx, { ...query, ...page })).map(indicatorShown),
  ),
  apiGet(
    '/api/v1/indicators/:slug',
    {
      name: 'getIndicator',
      summary: 'An indicator and how it stands',
      permission: 'read',
      query: z.object({ asAt }),
      response: Standing,
    },
    async ({ tx, params, query, today }) => {
      const on = query.asAt ?? today;
      const standing = await findStanding(tx, params.slug ?? '', on);
      return standing
        ? { value: standingShown(standing, on), revision: standing.indicator.revision }
        : notFound('indicator');
    },
  ),
  apiPost(
    '/api/v1/indicators',
    {
      name: 'defineIndicator',
      summary: 'Define an indicator',
      permission: 'indicators.edit',
      anywhere: true,
      status: 201,
      body: indicatorBody,
      response: Indicator,
      problems: ['may-not-edit-indicators', 'indicator-slug-unique'],
    },
    async ({ tx, actor, body }) => {
      const input = await indicatorInput(tx, body);
      if (isRefusal(input)) return input;
      const made = await defineIndicator(tx, actor, input);
      if (isRefusal(made)) return made;
      return {
        value: indicatorShown(made),
        revision: made.revision,
        location: `/api/v1/indicators/${made.slug}`,
      };
    },
  ),
  apiPut(
    '/api/v1/indicators/:slug',
    {
      name: 'changeIndicator',
      summary: 'Change what an indicator is; what is left out stays as it is',
      says: 'Another title or definition is kept as its next wording, with the reason. To empty what may be empty, say so: an empty text or null.',
      permission: 'indicators.edit',
      anywhere: true,
      revised: true,
      body: indicatorBody.extend({ reason: z.string().max(4000).default('') }),
      response: Indicator,
      problems: ['may-not-edit-indicators', 'indicator-slug-unique'],
    },
    async ({ tx, actor, params, body: { reason, ...body }, revision }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const input = await indicatorInput(tx, body);
      if (isRefusal(input)) return input;
      const made = await changeIndicator(tx, actor, indicator.id, revision, input, reason);
      return isRefusal(made) ? made : { value: indicatorShown(made), revision: made.revision };
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/wordings',
    {
      name: 'rewordIndicator',
      summary: 'Reword an indicator, which keeps its identity and figures',
      permission: 'indicators.edit',
      anywhere: true,
      status: 201,
      revised: true,
      body: z.strictObject({
        title: givenText,
        definition: z.string().max(4000),
        reason: givenText.describe('Why it is reworded'),
      }),
      response: Indicator,
      problems: ['may-not-edit-indicators'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const made = await rewordIndicator(tx, actor, { id: indicator.id, revision, ...body });
      return isRefusal(made) ? made : { value: indicatorShown(made), revision: made.revision };
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/endings',
    {
      name: 'endIndicator',
      summary: 'Say that an indicator is no longer measured; its figures stay',
      permission: 'indicators.edit',
      anywhere: true,
      status: 201,
      revised: true,
      body: z.strictObject({ on: givenDay.describe('The last day on which it is measured') }),
      response: Indicator,
      problems: ['may-not-edit-indicators'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const made = await endIndicator(tx, actor, indicator.id, revision, body.on);
      return isRefusal(made) ? made : { value: indicatorShown(made), revision: made.revision };
    },
  ),
  apiPages(
    '/api/v1/standings',
    {
      name: 'listStandings',
      summary: 'How every indicator stands',
      permission: 'read',
      item: Standing,
      query: z.object({ asAt, track: track.optional() }),
      key,
      order: ({ title, id }) => [title, id],
    },
    async ({ tx, query, today }, page) => {
      const on = query.asAt ?? today;
      const found = await listStandingsByTitle(tx, { ...page, asAt: on, track: query.track });
      return found.map((standing) => standingShown(standing, on));
    },
  ),
];
