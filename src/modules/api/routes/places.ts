import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addPlace,
  changePlace,
  correctPopulation,
  findPlace,
  findPopulation,
  listPlaces,
  populationOf,
  recordPopulation,
} from '../../places/index.ts';
import { day, givenDay, givenText, notFound, optionalDay, optionalText } from '../schemas.ts';

const Place = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    code: z.string().nullable(),
    geography: z.string(),
    geographySlug: z.string(),
    geographyName: z.string().describe('The geography without its vintage'),
    vintage: z.string(),
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

const placeBody = z.strictObject({
  name: givenText,
  geography: givenText.describe('What kind of place it is, such as Ward'),
  vintage: optionalText,
  code: optionalText,
  within: z.string().nullable().default(null).describe('The slug of the place it lies in'),
  validFrom: optionalDay,
  validTo: optionalDay,
  note: optionalText,
});

/** The id of the place that another lies in; null when it lies in none. */
async function placeAround(tx: Tx, slug: string | null): Promise<Id<'place'> | null | Refusal> {
  if (slug === null) return null;
  const outer = await findPlace(tx, slug);
  return outer ? outer.id : notFound('place to lie in');
}

/** Places and how many people live in them. */
export const placeRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/places',
    {
      name: 'listPlaces',
      summary: 'Places by geography and name',
      permission: 'read',
      item: Place,
      query: z.object({ geography: z.string().optional().describe('The slug of a geography') }),
      key: z.tuple([z.string(), z.string(), z.string(), z.uuid()]),
      order: ({ geographyName, vintage, name, id }) => [geographyName, vintage, name, id],
    },
    async ({ tx, query }, page) => listPlaces(tx, { ...query, ...page }),
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
      body: placeBody,
      fields: { slug: 'name' },
      response: Place,
      problems: ['place-slug-unique'],
    },
    async ({ tx, actor, body: { within, ...fields } }) => {
      const outer = await placeAround(tx, within);
      if (isRefusal(outer)) return outer;
      const added = await addPlace(tx, actor, fields, outer);
      if (isRefusal(added)) return added;
      const place = await findPlace(tx, added.slug);
      if (!place) return notFound('place');
      return { value: place, revision: place.revision, location: `/api/v1/places/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/places/:slug',
    {
      name: 'changePlace',
      summary: 'Change what is said of a place; what is left out is not known',
      permission: 'places.edit',
      revised: true,
      body: placeBody,
      response: Place,
    },
    async ({ tx, actor, params, body: { within, ...fields }, revision }) => {
      const place = await findPlace(tx, params.slug ?? '');
      if (!place) return notFound('place');
      const outer = await placeAround(tx, within);
      if (isRefusal(outer)) return outer;
      const changed = await changePlace(tx, actor, place, revision, fields, outer);
      if (isRefusal(changed)) return changed;
      const after = await findPlace(tx, place.slug);
      return after ? { value: after, revision: after.revision } : notFound('place');
    },
  ),
  apiPost(
    '/api/v1/places/:slug/populations',
    {
      name: 'recordPopulation',
      summary: 'Record how many people live in a place',
      says: 'A further figure for the same day and ages becomes its next version; the former ones stay. With If-Match, such as "r1", it corrects that version or is refused.',
      permission: 'places.edit',
      status: 201,
      revised: 'if-sent',
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
    async ({ tx, actor, params, body, revision }) => {
      const place = await findPlace(tx, params.slug ?? '');
      if (!place) return notFound('place');
      const there = await findPopulation(tx, place.id, body.asOn, body.ageBand);
      const recorded =
        revision === 0
          ? await recordPopulation(tx, actor, place, body)
          : there
            ? await correctPopulation(tx, actor, { ...there, version: revision }, body)
            : notFound('population');
      if (isRefusal(recorded)) return recorded;
      const population = await findPopulation(tx, place.id, body.asOn, body.ageBand);
      return population ? { value: population, revision: population.version } : notFound('population');
    },
  ),
];
