import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  DEPRIVATION_DOMAINS,
  deprivationOf,
  findPlace,
  listDeprivation,
  listDeprivationEditions,
} from '../../places/index.ts';
import { notFound } from '../schemas.ts';

const fifth = z.int().min(1).max(5);
const DeprivedPlace = z
  .object({
    place: z.string().describe('Slug'),
    name: z.string(),
    code: z.string().nullable(),
    geography: z.string().describe('Slug, with the vintage of the place: lsoa-2011'),
    year: z.int().describe('Of the edition of the Indices of Deprivation'),
    domain: z.enum(DEPRIVATION_DOMAINS),
    rank: z.int().describe('Among all of England; 1 is the most deprived'),
    decile: z.int(),
    score: z.number().nullable().describe('Null where the file left it out'),
    nationalFifth: fifth.describe('By the tenths of England'),
    localFifth: fifth.describe('Among the places that are listed'),
  })
  .meta({
    id: 'DeprivedPlace',
    description: 'Where a place stands in an edition of the Indices of Deprivation.',
  });

const PlaceDeprivation = z
  .object({
    year: z.int(),
    domain: z.enum(DEPRIVATION_DOMAINS),
    geography: z.string().describe('Of the places that were ranked, with their vintage'),
    own: z
      .boolean()
      .describe('The place was ranked itself; else it is told by smaller places that fit into it'),
    places: z.int(),
    mostDeprived: z.int().describe('How many of them lie in the most deprived fifth of England'),
    rank: z.int().describe('Of the most deprived of them'),
    decile: z.int(),
  })
  .meta({ id: 'PlaceDeprivation' });

/** The edition of a year, or the newest; undefined while none is imported. Refused: edition-unknown. */
async function editionIn(tx: Tx, year: number | undefined): Promise<number | undefined | Refusal> {
  const editions = await listDeprivationEditions(tx);
  const found = editions.find(({ edition }) => year === undefined || edition === year);
  return found || year === undefined
    ? found?.edition
    : refused('edition-unknown', 'No edition of this year has been imported.', { field: 'year' });
}

const year = z.coerce.number<string>().int().min(2000).max(2100).optional();

/** Deprivation for programs: by place, domain and edition. */
export const deprivationRoutes: readonly Route[] = [
  apiList(
    '/api/v1/deprivation',
    {
      name: 'listDeprivation',
      summary: 'Places by deprivation, the most deprived first',
      permission: 'read',
      item: DeprivedPlace,
      query: z.object({
        year: year.describe('Of the edition; the newest when left out'),
        domain: z.enum(DEPRIVATION_DOMAINS).default('overall'),
        within: z.string().optional().describe('Slug of a place: only those that fit into it'),
      }),
      order: ({ rank, place }) => [rank, place],
      problems: ['edition-unknown', 'not-found'],
    },
    async ({ tx, query }) => {
      const edition = await editionIn(tx, query.year);
      if (typeof edition === 'object') return edition;
      const around = query.within === undefined ? undefined : await findPlace(tx, query.within);
      if (query.within !== undefined && !around) return notFound('place');
      if (edition === undefined) return [];
      const { domain } = query;
      const rows = await listDeprivation(tx, { edition, domain, withinId: around?.id });
      return rows
        .map(({ id: _, slug, ...row }) => ({ ...row, place: slug, year: edition, domain }))
        .sort((a, b) => a.rank - b.rank || (a.place < b.place ? -1 : 1));
    },
  ),
  apiGet(
    '/api/v1/places/:slug/deprivation',
    {
      name: 'getPlaceDeprivation',
      summary: 'How deprived a place is by domain: by its own ranks, or those of the smaller places in it',
      permission: 'read',
      query: z.object({ year: year.describe('Of the edition; the newest until today when left out') }),
      response: z.object({ place: z.string(), domains: z.array(PlaceDeprivation) }),
      problems: ['not-found'],
    },
    async ({ tx, params, query, today }) => {
      const place = await findPlace(tx, params.slug ?? '');
      if (!place) return notFound('place');
      const until = query.year === undefined ? today : plainDate(`${query.year}-12-31`);
      const told = (await deprivationOf(tx, place.id, until)).filter(
        ({ edition }) => query.year === undefined || edition === query.year,
      );
      return {
        value: {
          place: place.slug,
          domains: told.map(({ edition, geographyName, vintage, ...one }) => ({
            ...one,
            year: edition,
            geography: vintage === '' ? geographyName : `${geographyName} (${vintage})`,
          })),
        },
      };
    },
  ),
];
