import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findStanding } from '../queries.ts';
import { type FigureCheck, listChecks } from './queries.ts';
import { listOutliers, listPlacesThere, readQuality } from './read.ts';

const day = z.iso.date();

const QualitySchema = z
  .object({
    indicator: z.string(),
    completeness: z
      .object({ expected: z.int(), there: z.int(), missing: z.array(z.string()) })
      .nullable()
      .describe('Null for a series without a rhythm'),
    places: z.array(z.object({ geography: z.string(), period: z.string(), places: z.int(), there: z.int() })),
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

const CheckSchema = z
  .object({
    id: z.uuid(),
    indicator: z.string(),
    place: z.string().nullable(),
    period: z.string(),
    why: z.enum(['late', 'odd']),
    says: z.string(),
    raisedOn: day,
    owner: z.string().nullable(),
    state: z.enum(['raised', 'asked', 'confirmed', 'corrected', 'withdrawn']),
    dueOn: day.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'FigureCheck', description: 'A late or odd return that goes back to its owner.' });

const shown = ({
  id,
  slug,
  place,
  period,
  why,
  says,
  raisedOn,
  owner,
  state,
  dueOn,
  reason,
}: FigureCheck) => ({
  id,
  indicator: slug,
  place,
  period,
  why,
  says,
  raisedOn,
  owner: owner || null,
  state,
  dueOn,
  reason,
});

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
    async ({ tx, params, today, partnership }) => {
      const standing = await findStanding(tx, params.slug ?? '', today);
      if (!standing) return notFound('indicator');
      const quality = await readQuality(tx, standing, today);
      const { completeness, timeliness, provisional } = quality;
      const here = { today, area: partnership.area };
      const outliers = await listOutliers(tx, standing, quality, [], here);
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
  apiList(
    '/api/v1/figure-checks',
    {
      name: 'listFigureChecks',
      summary: 'Figures that are being checked: raised or put to their owner, and not answered yet',
      permission: 'read',
      item: CheckSchema,
      order: ({ raisedOn, id }) => [raisedOn, id],
    },
    async ({ tx }) => {
      const found: FigureCheck[] = [];
      for (let page = 1; ; page += 1) {
        const { checks, total } = await listChecks(tx, { open: true, page });
        found.push(...checks);
        if (checks.length === 0 || found.length >= total) break;
      }
      return found
        .map(shown)
        .sort((a, b) => (a.raisedOn < b.raisedOn ? -1 : a.raisedOn > b.raisedOn ? 1 : a.id < b.id ? -1 : 1));
    },
  ),
];
