import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { addService, changeService, findAgency, findService, listServices } from '../../partners/index.ts';
import { day, givenDay, givenText, notFound, optionalDay, optionalText } from '../schemas.ts';

const days = z.int().min(1).max(60).nullable();
const age = z.int().min(0).max(120).nullable();
const slugs = z.array(z.string().regex(/^[a-z][a-z0-9-]{1,60}$/));

const Service = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    agency: z.string(),
    agencySlug: z.string(),
    offers: z.string(),
    forWhom: z.string().nullable(),
    minimumAge: age,
    maximumAge: age,
    area: z.string().nullable(),
    reach: z.string().nullable(),
    telephone: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
    address: z.string().nullable(),
    fees: z.string().nullable(),
    languages: z.array(z.string()),
    accessNotes: z.string().nullable(),
    hours: z
      .string()
      .describe('An ordinary week: `Mon-Fri 09:00-17:00; Sat 10:00-12:00`; empty when not known'),
    hoursNote: z.string().nullable(),
    accepts: z.enum(['referrals', 'signpost']),
    normalDays: days.describe('Working days in which it answers a referral'),
    urgentDays: days,
    indicators: slugs.describe('Signs of vulnerability that lead to it'),
    openFrom: day.nullable(),
    openUntil: day.nullable(),
    published: z.boolean(),
    assuredOn: day.nullable(),
    source: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Service', description: 'A service that people can be referred or pointed to.' });

const serviceBody = z.strictObject({
  name: givenText,
  offers: givenText,
  forWhom: optionalText,
  minimumAge: age.default(null),
  maximumAge: age.default(null),
  area: optionalText,
  reach: optionalText,
  telephone: optionalText,
  email: z.email().nullable().default(null),
  website: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  address: optionalText,
  fees: optionalText,
  languages: z.array(z.string()).default([]),
  accessNotes: optionalText,
  hours: optionalText,
  hoursNote: optionalText,
  accepts: z.enum(['referrals', 'signpost']),
  inbox: z
    .email()
    .nullable()
    .default(null)
    .describe('Where it is told that a referral waits; never given out'),
  normalDays: days.default(null),
  urgentDays: days.default(null),
  indicators: slugs.default([]),
  openFrom: optionalDay,
  openUntil: optionalDay,
  published: z.boolean().default(false),
  assuredOn: optionalDay,
  source: optionalText,
});

const PROBLEMS = [
  'service-ages-are-in-order',
  'service-says-by-when-it-answers',
  'service-answers-urgent-ones-sooner',
  'service-closes-after-it-opens',
  'hours-unreadable',
];

/** The directory of services. */
export const serviceRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/services',
    {
      name: 'listServices',
      summary: 'Services by name, of all agencies or of one',
      permission: 'read',
      item: Service,
      query: z.object({
        agency: z.string().optional().describe('The slug of an agency'),
        indicator: z.string().optional().describe('Only those that this sign of vulnerability leads to'),
        accepts: z.enum(['referrals', 'signpost']).optional(),
        on: givenDay.optional().describe('Only those open on this day'),
      }),
      key: z.tuple([z.string(), z.uuid()]),
      order: ({ name, id }) => [name, id],
    },
    async ({ tx, actor, query }, page) => {
      const agency = query.agency === undefined ? undefined : await findAgency(tx, query.agency);
      if (query.agency !== undefined && !agency) return notFound('agency');
      return listServices(tx, actor, {
        ...page,
        agencyId: agency?.id,
        accepts: query.accepts,
        on: query.on,
        ...(query.indicator === undefined ? {} : { indicators: [query.indicator] }),
      }) as never;
    },
  ),
  apiGet(
    '/api/v1/services/:slug',
    { name: 'getService', summary: 'A service', permission: 'read', response: Service },
    async ({ tx, actor, params }) => shown(await findService(tx, actor, params.slug ?? '')),
  ),
  apiPost(
    '/api/v1/agencies/:slug/services',
    {
      name: 'addService',
      summary: 'Add a service of an agency',
      permission: 'partners.edit',
      anywhere: true,
      body: serviceBody,
      response: Service,
      status: 201,
      problems: ['service-slug-unique', 'service-name-is-reserved', ...PROBLEMS],
    },
    async ({ tx, actor, params, body }) => {
      const agency = await findAgency(tx, params.slug ?? '');
      if (!agency) return notFound('agency');
      const added = await addService(tx, actor, agency, body);
      if (isRefusal(added)) return added;
      const given = shown(await findService(tx, actor, added.slug));
      return isRefusal(given) ? given : { ...given, location: `/api/v1/services/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/services/:slug',
    {
      name: 'changeService',
      summary: 'Change what is said of a service',
      permission: 'partners.edit',
      anywhere: true,
      revised: true,
      body: serviceBody,
      response: Service,
      problems: PROBLEMS,
    },
    async ({ tx, actor, params, body, revision }) => {
      const slug = params.slug ?? '';
      const changed = await changeService(tx, actor, slug, revision, body);
      return isRefusal(changed) ? changed : shown(await findService(tx, actor, slug));
    },
  ),
];

type Found = NonNullable<Awaited<ReturnType<typeof findService>>>;

const shown = (service: Found | undefined) =>
  service
    ? {
        value: { ...service, languages: [...service.languages], indicators: [...service.indicators] },
        revision: service.revision,
      }
    : notFound('service');
