import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { BANDINGS } from '../../../ui/map/index.ts';
import { findIndicator } from '../queries.ts';
import { findingOf } from './page.tsx';
import { type MapView, mapOf } from './view.ts';
import { comparedWithAll } from './whole.ts';

const number = z.number().nullable();
const Geography = z.object({
  slug: z.string(),
  name: z.string(),
  vintage: z.string(),
  putTogetherFrom: z
    .string()
    .nullable()
    .describe('Slug of a finer geography by whose figures it is told, else null'),
});

const MapSchema = z
  .object({
    indicator: z.string(),
    geography: Geography,
    geographies: z.array(Geography).describe('Those that can be asked for'),
    period: z.string(),
    periods: z.array(z.string()).describe('Those that can be asked for, the newest first'),
    sentence: z.string().describe('What the map finds'),
    note: z.string().nullable().describe('That the period is of a later time than the installation’s day'),
    average: number,
    bandedBy: z.enum(BANDINGS),
    split: z.array(z.string()).describe('Places that lie across two, where figures were put together'),
    nowhere: z.array(z.string()).describe('Places that fit into none, where figures were put together'),
    places: z.array(
      z.object({
        place: z.string().describe('Slug'),
        name: z.string(),
        code: z.string().nullable(),
        value: number,
        numerator: number,
        denominator: number,
        quality: z.enum(['final', 'provisional', 'estimated', 'awaited']),
        hidden: z
          .boolean()
          .describe('Of one to four people, or would give one such figure away: it has no value here'),
        band: z.string().nullable().describe('The shade that it has on the map, in words'),
        compared: z.enum(['higher', 'lower', 'similar']).nullable().describe('Against all of them'),
      }),
    ),
  })
  .meta({ id: 'IndicatorMap', description: 'The figures of an indicator by place, as the map shows them.' });

const geographyOf = ({ slug, name, vintage, fitted }: MapView['geography']) => ({
  ...{ slug, name, vintage },
  putTogetherFrom: fitted?.from.slug ?? null,
});

const shown = (view: MapView): z.input<typeof MapSchema> => {
  const compared = comparedWithAll(view.indicator, view.values);
  return {
    indicator: view.indicator.slug,
    geography: geographyOf(view.geography),
    geographies: view.geographies.map(geographyOf),
    period: view.period,
    periods: [...view.periods],
    sentence: findingOf(view),
    note: view.note ?? null,
    average: view.average ?? null,
    bandedBy: view.banding,
    split: [...(view.account?.split ?? [])],
    nowhere: [...(view.account?.nowhere ?? [])],
    places: view.values.map(
      ({ slug, name, code, value, numerator, denominator, quality, hidden = false }) => ({
        ...{ place: slug, name, code, value, numerator, denominator, quality, hidden },
        band: (value === null ? undefined : view.banded.bandOf(value)?.words) ?? null,
        compared: compared.get(slug) ?? null,
      }),
    ),
  };
};

/** The map of an indicator for programs: the same figures, and the same hidden, as on its page. */
export const mapApiRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/indicators/:slug/map',
    {
      name: 'getIndicatorMap',
      summary: 'Figures by place of a geography in a period, as the map shows them',
      says: 'Not found where no place has a figure, or where the geography or period has none.',
      permission: 'read',
      query: z.object({
        geography: z.string().optional().describe('Its slug; that with the most places when left out'),
        period: z.string().optional().describe('The newest when left out'),
        banding: z.enum(BANDINGS).optional(),
      }),
      response: MapSchema,
      problems: ['not-found'],
    },
    async ({ tx, params, query, today, partnership }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const view = await mapOf(tx, indicator, query, { today, area: partnership.area });
      return view === undefined || view === 'nothing' ? notFound('map') : { value: shown(view) };
    },
  ),
];
