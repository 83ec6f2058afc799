import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import type { Sector } from '../../partners/index.ts';
import {
  addAgency,
  addPost,
  changeAgency,
  changePost,
  findAgency,
  findPost,
  listAgencies,
  listPosts,
  SECTORS,
} from '../../partners/index.ts';
import { day, givenDay, givenText, notFound, optionalDay, optionalText } from '../schemas.ts';

const sectors = Object.keys(SECTORS) as [Sector, ...Sector[]];

const Agency = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    shortName: z.string(),
    sector: z.enum(sectors),
    statutory: z.boolean(),
    joinedOn: day.nullable(),
    leftOn: day.nullable(),
    website: z.string().nullable(),
    email: z.string().nullable(),
    telephone: z.string().nullable(),
    address: z.string().nullable(),
    note: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Agency', description: 'A partner organisation.' });

const agencyBody = z.strictObject({
  name: givenText,
  shortName: givenText,
  sector: z.enum(sectors),
  statutory: z.boolean().describe('True for an agency with a statutory duty in the partnership'),
  joinedOn: optionalDay,
  website: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  email: z.email().nullable().default(null),
  telephone: optionalText,
  address: optionalText,
  note: optionalText,
});

const Post = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    agencyId: z.uuid(),
    agency: z.string(),
    agencySlug: z.string(),
    email: z.string().nullable(),
    telephone: z.string().nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Post', description: 'A job at an agency, such as LSP Manager.' });

const postBody = z.strictObject({
  title: givenText,
  email: z.email().nullable().default(null),
  telephone: optionalText,
  startsOn: optionalDay,
  endsOn: optionalDay,
});

/** The partnership, its agencies and their posts. */
export const partnerRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/partnership',
    {
      name: 'getPartnership',
      summary: 'The partnership and its business date',
      permission: 'read',
      response: z
        .object({
          id: z.uuid(),
          name: z.string(),
          slug: z.string(),
          area: z.string(),
          example: z.boolean(),
          today: day.describe('What is due, current or late is judged on this day'),
        })
        .meta({ id: 'Partnership' }),
    },
    async ({ partnership, today }) => ({ value: { ...partnership, today } }),
  ),
  apiPages(
    '/api/v1/agencies',
    {
      name: 'listAgencies',
      summary: 'The partner agencies by name',
      permission: 'read',
      item: Agency,
      query: z.object({ on: givenDay.optional().describe('Only members on this day') }),
      key: z.tuple([z.string(), z.uuid()]),
      order: ({ name, id }) => [name, id],
    },
    async ({ tx, query }, page) => listAgencies(tx, { ...query, ...page }),
  ),
  apiGet(
    '/api/v1/agencies/:slug',
    { name: 'getAgency', summary: 'An agency', permission: 'read', response: Agency },
    async ({ tx, params }) => {
      const agency = await findAgency(tx, params.slug ?? '');
      return agency ? { value: agency, revision: agency.revision } : notFound('agency');
    },
  ),
  apiPost(
    '/api/v1/agencies',
    {
      name: 'addAgency',
      summary: 'Add an agency',
      permission: 'partners.edit',
      body: agencyBody,
      response: Agency,
      status: 201,
      problems: ['agency-name-unique', 'agency-slug-unique', 'agency-name-is-reserved'],
    },
    async ({ tx, actor, body }) => {
      const added = await addAgency(tx, actor, body);
      if (isRefusal(added)) return added;
      const agency = await findAgency(tx, added.slug);
      if (!agency) return notFound('agency');
      return { value: agency, revision: agency.revision, location: `/api/v1/agencies/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/agencies/:slug',
    {
      name: 'changeAgency',
      summary: 'Change what is said of an agency',
      permission: 'partners.edit',
      anywhere: true,
      revised: true,
      body: agencyBody,
      response: Agency,
      problems: ['agency-name-unique'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const slug = params.slug ?? '';
      const changed = await changeAgency(tx, actor, slug, revision, body);
      if (isRefusal(changed)) return changed;
      const agency = await findAgency(tx, slug);
      return agency ? { value: agency, revision: agency.revision } : notFound('agency');
    },
  ),
  apiPages(
    '/api/v1/posts',
    {
      name: 'listPosts',
      summary: 'Posts by title, of all agencies or of one',
      permission: 'read',
      item: Post,
      query: z.object({ agency: z.string().optional().describe('The slug of an agency') }),
      key: z.tuple([z.string(), z.string(), z.uuid()]),
      order: ({ title, agency, id }) => [title, agency, id],
    },
    async ({ tx, query }, page) => {
      const agency = query.agency === undefined ? undefined : await findAgency(tx, query.agency);
      if (query.agency !== undefined && !agency) return notFound('agency');
      return listPosts(tx, { ...page, agencyId: agency?.id });
    },
  ),
  apiGet(
    '/api/v1/posts/:slug',
    { name: 'getPost', summary: 'A post', permission: 'read', response: Post },
    async ({ tx, params }) => {
      const post = await findPost(tx, params.slug ?? '');
      return post ? { value: post, revision: post.revision } : notFound('post');
    },
  ),
  apiPost(
    '/api/v1/agencies/:slug/posts',
    {
      name: 'addPost',
      summary: 'Add a post to an agency',
      permission: 'partners.edit',
      anywhere: true,
      body: postBody,
      response: Post,
      status: 201,
      problems: ['post-slug-unique', 'post-ends-after-it-starts'],
    },
    async ({ tx, actor, params, body }) => {
      const agency = await findAgency(tx, params.slug ?? '');
      if (!agency) return notFound('agency');
      const added = await addPost(tx, actor, agency, body);
      if (isRefusal(added)) return added;
      const post = await findPost(tx, added.slug);
      if (!post) return notFound('post');
      return { value: post, revision: post.revision, location: `/api/v1/posts/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/posts/:slug',
    {
      name: 'changePost',
      summary: 'Change what is said of a post',
      permission: 'partners.edit',
      anywhere: true,
      revised: true,
      body: postBody,
      response: Post,
      problems: ['post-ends-after-it-starts'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const changed = await changePost(tx, actor, params.slug ?? '', revision, body);
      if (isRefusal(changed)) return changed;
      const post = await findPost(tx, params.slug ?? '');
      return post ? { value: post, revision: post.revision } : notFound('post');
    },
  ),
];
