import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { assembleComparison } from './assemble.ts';
import { listFamilies } from './families.ts';

const number = z.number().nullable();
const day = z.iso.date();

const Interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
const ComparedPlace = z
  .object({
    place: z.string().describe('Slug of the place; empty for the indicator’s own'),
    name: z.string(),
    state: z.enum(['told', 'hidden', 'awaited', 'missing']),
    rank: z.int().nullable(),
    value: number,
    lower: number.describe('95% limits, in the indicator’s unit'),
    upper: number,
    numerator: number,
    denominator: number,
    quality: z.enum(['final', 'provisional', 'estimated', 'awaited']).nullable(),
    beingChecked: z.boolean().describe('The figure was put to its owner, who has not answered yet'),
    compared: z.enum(['higher', 'lower', 'similar']).nullable().describe('Null where it cannot be told'),
    judged: z.enum(['better', 'worse']).nullable(),
    difference: Interval.nullable().describe('Place less comparator, with 95% limits'),
    sentence: z.string(),
  })
  .meta({ id: 'ComparedPlace' });
const ComparisonSchema = z
  .object({
    indicator: z.string(),
    places: z.string().nullable().describe('Null where no figures of places are known'),
    period: z.string().nullable(),
    with: z.string().nullable(),
    comparator: z.object({ name: z.string(), value: number, lower: number, upper: number }).nullable(),
    sentence: z.string(),
    rows: z.array(ComparedPlace),
  })
  .meta({
    id: 'Comparison',
    description: 'Places of a geography or family beside a comparator, in one period.',
  });

const FamilySchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    startsOn: day,
    source: z.string(),
    note: z.string(),
    places: z.array(z.object({ slug: z.string(), name: z.string() })),
  })
  .meta({ id: 'ComparatorFamily', description: 'A dated list of places that are like ours.' });

/** Comparisons for programs: the same rows as on the pages. */
export const compareApiRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/indicators/:slug/comparison',
    {
      name: 'getComparison',
      summary: 'Places beside a comparator, with intervals and significance',
      permission: 'read',
      query: z.strictObject({
        places: z.string().optional().describe('A geography’s slug, or family: and that of a family'),
        with: z.string().optional().describe('whole, together, or the slug of a place around them'),
        period: z.string().optional(),
      }),
      response: ComparisonSchema,
      problems: ['not-found', 'places-unknown', 'period-unknown', 'comparator-unknown'],
    },
    async ({ tx, params, query, today, partnership }) => {
      const slug = params.slug ?? '';
      const found = await assembleComparison(tx, slug, query, { today, area: partnership.area });
      if (isRefusal(found)) return found;
      const { told } = found;
      const value = {
        indicator: slug,
        places: told?.set.value ?? null,
        period: told?.period.text ?? null,
        with: told?.with ?? null,
        comparator: told
          ? {
              name: told.comparator.name,
              value: told.comparator.figure?.value ?? null,
              lower: told.comparator.lower,
              upper: told.comparator.upper,
            }
          : null,
        sentence: told?.sentence ?? '',
        rows: (told?.rows ?? []).map(({ slug: place, ...row }) => ({ place, ...row })),
      };
      return { value };
    },
  ),
  apiList(
    '/api/v1/comparator-families',
    {
      name: 'listComparatorFamilies',
      summary: 'Families of similar places, in every list that was recorded',
      permission: 'read',
      item: FamilySchema,
      order: ({ slug, startsOn }) => [slug, startsOn],
    },
    async ({ tx }) =>
      (await listFamilies(tx))
        .map(({ id: _id, places, ...family }) => ({
          ...family,
          places: places.map(({ slug, name }) => ({ slug, name })),
        }))
        .sort((a, b) => (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : a.startsOn < b.startsOn ? -1 : 1)),
  ),
];
