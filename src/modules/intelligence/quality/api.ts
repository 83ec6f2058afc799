import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findSeenStanding } from '../seen-standings.ts';
import { listOutliers, listPlacesThere, readQuality } from './read.ts';

const QualitySchema = z
  .object({
    indicator: z.string(),
    completeness: z
      .object({ expected: z.int(), there: z.int(), missing: z.array(z.string()) })
      .nullable()
      .describe('Null for a series without a rhythm'),
    places: z.array(
      z.object({
        geography: z.string(),
        period: z.string(),
        places: z.int(),
        there: z.int(),
        later: z.boolean().describe('The period is of a later time than the business date'),
      }),
    ),
    timeliness: z
      .object({ median: z.int(), latest: z.int(), late: z.int(), known: z.int(), allowed: z.int() })
      .nullable()
      .describe('Days from the end of a period to its return; null where no day of return is known'),
    outliers: z.array(
      z.object({
        place: z.string().describe('Slug; empty for the indicator’s own'),
        period: z.string(),
        value: z.number(),
        why: z.array(z.string()),
      }),
    ),
    provisional: z.object({ soft: z.int(), known: z.int() }),
  })
  .meta({ id: 'SeriesQuality' });

/** The quality of figures for programs. */
export const qualityApiRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/indicators/:slug/quality',
    {
      name: 'getIndicatorQuality',
      summary: 'How complete, timely and final an indicator’s figures are, and which stand out',
      permission: 'read',
      response: QualitySchema,
      problems: ['not-found'],
    },
    async ({ tx, actor, params, today, partnership }) => {
      const standing = (await findSeenStanding(tx, params.slug ?? '', today))?.shown;
      if (!standing) return notFound('indicator');
      const quality = await readQuality(tx, standing, today);
      const { completeness, timeliness, provisional } = quality;
      const here = { today, area: partnership.area };
      const outliers = await listOutliers(tx, actor, standing, quality, [], here);
      const value = {
        indicator: standing.indicator.slug,
        completeness: completeness && {
          ...completeness,
          missing: completeness.missing.map(({ text }) => text),
        },
        places: (await listPlacesThere(tx, standing, today)).map(({ label: geography, ...rest }) => ({
          geography,
          ...rest,
        })),
        timeliness,
        outliers: outliers.map(({ slug: place, period, value: figure, why }) => ({
          place,
          period: period.text,
          value: figure,
          why: [...why],
        })),
        provisional,
      };
      return { value };
    },
  ),
];
