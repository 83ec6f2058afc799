import { z } from 'zod';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { rank } from './contents.ts';
import { findSelection, listSelections, type Selection } from './queries.ts';

/** A selection as programs read it. */
export const SelectionSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    question: z.string(),
    asAt: z.iso.date().describe('As at which day the data were taken'),
    adoptedOn: z.iso.date().nullable(),
    decidedBy: z.string(),
    reason: z.string(),
    criteria: z.array(
      z.object({
        name: z.string(),
        weight: z.number(),
        worse: z.enum(['higher', 'lower']).describe('Which values speak for taking a place'),
        indicator: z.string().nullable(),
        source: z.string(),
      }),
    ),
    candidates: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        geography: z.string().describe('The kind of place with the vintage of its boundary'),
        rank: z.int().nullable(),
        score: z.number().nullable(),
        chosen: z.boolean(),
        reason: z.string(),
        values: z
          .array(z.object({ value: z.number(), period: z.string(), quality: z.string() }).nullable())
          .describe('One for each criterion, as it was taken'),
      }),
    ),
  })
  .meta({
    id: 'AreaSelection',
    description: 'A selection of target areas with the data and reasons it rests on.',
  });

/** What a program is given of a selection. */
export const given = (selection: Selection) => ({
  value: shown(selection),
  revision: selection.revision,
  location: `/api/v1/area-selections/${selection.slug}`,
});

const shown = ({ contents, ...selection }: Selection): z.input<typeof SelectionSchema> => ({
  ...selection,
  asAt: contents.asAt,
  criteria: [...contents.criteria],
  candidates: rank(contents).map((one) => ({ ...one, values: [...one.values] })),
});

/** Selections of target areas for programs. */
export const areaApi: readonly Route[] = [
  apiList(
    '/api/v1/area-selections',
    {
      name: 'listAreaSelections',
      summary: 'Selections of target areas with their ranking',
      permission: 'read',
      item: SelectionSchema,
      order: ({ slug }) => [slug],
    },
    async ({ tx }) => (await listSelections(tx)).map(shown).toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
  ),
  apiGet(
    '/api/v1/area-selections/:slug',
    {
      name: 'getAreaSelection',
      summary: 'One selection of target areas',
      permission: 'read',
      response: SelectionSchema,
      problems: ['not-found'],
    },
    async ({ tx, params }) => {
      const selection = await findSelection(tx, params.slug ?? '');
      return selection ? given(selection) : notFound('selection');
    },
  ),
];
