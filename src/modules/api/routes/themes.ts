import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findAgency } from '../../partners/index.ts';
import {
  addCorporatePriority,
  addTheme,
  changeCorporatePriority,
  changeTheme,
  findCorporatePriority,
  findTheme,
  listCorporatePrioritiesByTitle,
  listThemesByTitle,
} from '../../strategy/index.ts';
import { day, givenText, notFound, optionalText } from '../schemas.ts';

const Theme = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    source: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Theme', description: 'What cuts across the priorities.' });

const CorporatePriority = Theme.extend({
  agencyId: z.uuid(),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
}).meta({ id: 'CorporatePriority', description: 'A priority of one agency’s own corporate plan.' });

const themeFields = { title: givenText, description: optionalText, source: optionalText };

const key = z.tuple([z.string(), z.uuid()]);

async function themeAnswer(tx: Tx, slug: string) {
  const theme = await findTheme(tx, slug);
  return theme ? { value: theme, revision: theme.revision } : notFound('theme');
}

async function corporateAnswer(tx: Tx, slug: string) {
  const priority = await findCorporatePriority(tx, slug);
  return priority ? { value: priority, revision: priority.revision } : notFound('corporate priority');
}

/** Themes, and the corporate priorities of agencies. */
export const themeRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/themes',
    {
      name: 'listThemes',
      summary: 'Themes by title',
      permission: 'read',
      item: Theme,
      key,
      order: ({ title, id }) => [title, id],
    },
    async ({ tx }, page) => listThemesByTitle(tx, page),
  ),
  apiGet(
    '/api/v1/themes/:slug',
    { name: 'getTheme', summary: 'A theme', permission: 'read', response: Theme },
    async ({ tx, params }) => themeAnswer(tx, params.slug ?? ''),
  ),
  apiPost(
    '/api/v1/themes',
    {
      name: 'addTheme',
      summary: 'Add a theme',
      permission: 'strategy.edit',
      status: 201,
      body: z.strictObject(themeFields),
      response: Theme,
      problems: ['theme-slug-unique'],
    },
    async ({ tx, actor, body }) => {
      const added = await addTheme(tx, actor, body);
      if (isRefusal(added)) return added;
      const answer = await themeAnswer(tx, added.slug);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/themes/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/themes/:slug',
    {
      name: 'changeTheme',
      summary: 'Change a theme',
      permission: 'strategy.edit',
      revised: true,
      body: z.strictObject(themeFields),
      response: Theme,
    },
    async ({ tx, actor, params, body, revision }) => {
      const theme = await findTheme(tx, params.slug ?? '');
      if (!theme) return notFound('theme');
      const changed = await changeTheme(tx, actor, theme, revision, body);
      return isRefusal(changed) ? changed : themeAnswer(tx, theme.slug);
    },
  ),
  apiPages(
    '/api/v1/corporate-priorities',
    {
      name: 'listCorporatePriorities',
      summary: 'The corporate priorities of all agencies by title',
      permission: 'read',
      item: CorporatePriority,
      key,
      order: ({ title, id }) => [title, id],
    },
    async ({ tx }, page) => listCorporatePrioritiesByTitle(tx, page),
  ),
  apiGet(
    '/api/v1/corporate-priorities/:slug',
    {
      name: 'getCorporatePriority',
      summary: 'A corporate priority',
      permission: 'read',
      response: CorporatePriority,
    },
    async ({ tx, params }) => corporateAnswer(tx, params.slug ?? ''),
  ),
  apiPost(
    '/api/v1/agencies/:slug/corporate-priorities',
    {
      name: 'addCorporatePriority',
      summary: 'Add a priority of an agency’s own corporate plan',
      permission: 'strategy.edit',
      anywhere: true,
      status: 201,
      body: z.strictObject(themeFields),
      response: CorporatePriority,
      problems: ['corporate-priority-slug-unique'],
    },
    async ({ tx, actor, params, body }) => {
      const agency = await findAgency(tx, params.slug ?? '');
      if (!agency) return notFound('agency');
      const added = await addCorporatePriority(tx, actor, agency.id, body);
      if (isRefusal(added)) return added;
      const answer = await corporateAnswer(tx, added.slug);
      return isRefusal(answer)
        ? answer
        : { ...answer, location: `/api/v1/corporate-priorities/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/corporate-priorities/:slug',
    {
      name: 'changeCorporatePriority',
      summary: 'Change a corporate priority',
      permission: 'strategy.edit',
      anywhere: true,
      revised: true,
      body: z.strictObject(themeFields),
      response: CorporatePriority,
    },
    async ({ tx, actor, params, body, revision }) => {
      const priority = await findCorporatePriority(tx, params.slug ?? '');
      if (!priority) return notFound('corporate priority');
      const changed = await changeCorporatePriority(tx, actor, priority, revision, body);
      return isRefusal(changed) ? changed : corporateAnswer(tx, priority.slug);
    },
  ),
];
