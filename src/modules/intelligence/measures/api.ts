import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import type { Measure } from '../../../platform/module.ts';
import { listReleases, type Released } from './queries.ts';

const day = z.iso.date();
const MeasureSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    says: z.string(),
    of: z.enum(['people', 'activity']),
    kind: z.enum(['count', 'percentage', 'average']),
    unit: z.string(),
    groups: z.string().describe('What its groups are'),
  })
  .meta({ id: 'Measure' });
const ReleaseSchema = z
  .object({
    period: z.string(),
    from: day,
    until: day,
    revision: z.int(),
    releasedOn: day,
    roundTo: z.int(),
    reason: z.string().describe('Why it was released again'),
    figures: z.array(
      z.object({
        group: z.string().describe('Empty for all'),
        groupSays: z.string(),
        place: z.string().describe('Empty for all'),
        value: z
          .number()
          .nullable()
          .describe('Null when hidden, because it or another by subtraction is of one to four people'),
      }),
    ),
  })
  .meta({ id: 'MeasureRelease' });

const shown = ({ name, title, says, of, kind, unit, groups }: Measure) => ({
  name,
  title,
  says,
  of,
  kind,
  unit,
  groups,
});
const releaseOf = ({ period, revision, releasedOn, roundTo, reason, figures }: Released) => ({
  period: period.text,
  from: period.start,
  until: period.end,
  revision,
  releasedOn,
  roundTo,
  reason,
  figures: figures.map((figure) => ({ ...figure })),
});

/** Released measures for programs: the same fixed figures as on the pages. */
export const measureApiRoutes: readonly Route[] = [
  apiList(
    '/api/v1/measures',
    {
      name: 'listMeasures',
      summary: 'What Concord counts by itself',
      permission: 'read',
      item: MeasureSchema,
      order: ({ name }) => [name],
    },
    async ({ services }) =>
      [...services.offers.measures.values()].map(shown).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ),
  apiGet(
    '/api/v1/measures/:name',
    {
      name: 'getMeasure',
      summary: 'A measure with every period that was released, newest first',
      permission: 'read',
      response: MeasureSchema.extend({ releases: z.array(ReleaseSchema) }),
      problems: ['not-found'],
    },
    async ({ tx, params, services }) => {
      const measure = services.offers.measures.get(params.name ?? '');
      if (!measure) return notFound('measure');
      const releases = await listReleases(tx, { measure: measure.name });
      return { value: { ...shown(measure), releases: releases.map(releaseOf) } };
    },
  ),
];
