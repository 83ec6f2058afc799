import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { addPlace, findPlace, listPlaces, populationOf, recordPopulation } from '../../places/index.ts';
import { day, givenDay, givenText, notFound, optionalDay, optionalText } from '../schemas.ts';

const Place = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    code: z.string().nullable(),
    geography: z.string(),
    geographySlug: z.string(),
    within: z.string().nullable(),
    withinSlug: z.string().nullable(),
    validFrom: day.nullable(),
    validTo: day.nullable(),
    note: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Place', description: 'An area, of a kind and vintage.' });

const quality = z.enum(['final', 'provisional', 'estimated']);

const Population = z
  .object({
    asOn: day,
    ageBand: z.string().nullable(),
    persons: z.int(),
    quality,
    source: z.string(),
    note: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Population', description: 'How many people live in a place.' });

/** Places and how many people live in them. */
export const placeRoutes: readonly Route[] = [
  apiList(
    '/api/v1/places',
    {
      name: 'listPlaces',
      summary: 'Places by geography and name',
      permission: 'read',
      item: Place,
      query: z.object({ geography: z.string().optional().describe('The slug of a geography') }),
      order: ({ geography, name, id }) => [geography, name, id],
    },
    async ({ tx, query }) =>
      (await listPlaces(tx)).filter(
        (place) => query.geography === undefined || place.geographySlug === query.geography,
      ),
  ),
  apiGet(
    '/api/v1/places/:slug',
    {
      name: 'getPlace',
      summary: 'A place with its population',
      permission: 'read',
      query: z.object({ on: givenDay.optional().describe('Population on this day; today unless given') }),
      response: Place.extend({ population: Population.nullable() }).meta({ id: 'PlaceWithPopulation' }),
    },
    async ({ tx, params, query, today }) => {
      const place = await findPlace(tx, params.slug ?? '');
      if (!place) return notFound('place');
      const population = await populationOf(tx, place.id, query.on ?? today);
      return { value: { ...place, population: population ?? null }, revision: place.revision };
    },
  ),
  apiPost(
    '/api/v1/places',
    {
      name: 'addPlace',
      summary: 'Add a place',
      permission: 'places.edit',
      status: 201,
      body: z.strictObject({
        name: givenText,
        geography: givenText.describe('What kind of place it is, such as Ward'),
        vintage: optionalText,
        code: optionalText,
        within: z.string().nullable().default(null).describe('The slug of the place it lies in'),
        validFrom: optionalDay,
        validTo: optionalDay,
        note: optionalText,
      }),
      response: Place,
    },
    async ({ tx, actor, body: { within, ...fields } }) => {
      const outer = within === null ? undefined : await findPlace(tx, within);
      if (within !== null && !outer) return notFound('place to lie in');
      const added = await addPlace(tx, actor, fields, outer?.id ?? null);
      if (isRefusal(added)) return added;
      const place = await findPlace(tx, added.slug);
      if (!place) return notFound('place');
      return { value: place, revision: place.revision, location: `/api/v1/places/${added.slug}` };
    },
  ),
  apiPost(
    '/api/v1/places/:slug/populations',
    {
      name: 'recordPopulation',
      summary: 'Record how many people live in a place',
      says: 'A further figure for the same day and ages becomes its next version; the former ones stay.',
      permission: 'places.edit',
      status: 201,
      body: z.strictObject({
        asOn: givenDay,
        ageBand: optionalText.describe('Such as 10-17 or 65+; null for all ages'),
        persons: z.int().min(0),
        quality,
        source: givenText,
        note: optionalText,
      }),
      response: Population,
    },
    async ({ tx, actor, params, body }) => {
      const place = await findPlace(tx, params.slug ?? '');
      if (!place) return notFound('place');
      const recorded = await recordPopulation(tx, actor, place, body);
      if (isRefusal(recorded)) return recorded;
      const population = await populationOf(tx, place.id, body.asOn, body.ageBand);
      return population ? { value: population } : notFound('population');
    },
  ),
];
