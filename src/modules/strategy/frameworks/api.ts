import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { type Covered, type Framework, listEntries, listFrameworks, listJoined } from './queries.ts';

const day = z.iso.date().nullable();
const FrameworkSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    publisher: z.string(),
    publishedOn: day,
    startsOn: day,
    endsOn: day,
    entriesInAll: z.int().nullable().describe('How many entries it has as published; null when not known'),
    entries: z.int().describe('How many of them are here'),
    whole: z.int().describe('How many are covered'),
    part: z.int().describe('How many are covered in part'),
    source: z.string(),
  })
  .meta({ id: 'Framework' });
const EntrySchema = z
  .object({
    reference: z.string(),
    title: z.string(),
    kind: z.enum(['outcome', 'indicator']),
    group: z.string(),
    partOf: z.string(),
    monitoringBody: z.string(),
    inAgreement: z.boolean().nullable(),
    coverage: z.enum(['whole', 'part', 'none']),
    outcomes: z.array(z.string()).describe('Slugs of our outcomes that work towards it'),
    indicators: z
      .array(
        z.object({ slug: z.string(), fit: z.enum(['whole', 'part']), monitoredBy: z.string().nullable() }),
      )
      .describe('Our indicators that measure it'),
  })
  .meta({ id: 'FrameworkEntry' });

const shown = (one: Framework & Covered) => ({
  slug: one.slug,
  title: one.title,
  publisher: one.publisher,
  publishedOn: one.publishedOn,
  startsOn: one.startsOn,
  endsOn: one.endsOn,
  entriesInAll: one.entriesInAll,
  entries: one.entries,
  whole: one.whole,
  part: one.part,
  source: one.source,
});

/** Frameworks for programs: how far each is covered, and by what of ours. */
export const frameworkApiRoutes: readonly Route[] = [
  apiList(
    '/api/v1/frameworks',
    {
      name: 'listFrameworks',
      summary: 'Frameworks of others, with how far they are covered',
      permission: 'read',
      item: FrameworkSchema,
      order: ({ slug }) => [slug],
    },
    async ({ tx }) => (await listFrameworks(tx)).map(shown).sort((a, b) => (a.slug < b.slug ? -1 : 1)),
  ),
  apiGet(
    '/api/v1/frameworks/:slug',
    {
      name: 'getFramework',
      summary: 'A framework with every entry and what of ours answers it',
      permission: 'read',
      response: FrameworkSchema.extend({ coverage: z.array(EntrySchema) }),
      problems: ['not-found'],
    },
    async ({ tx, params }) => {
      const [one] = await listFrameworks(tx, params.slug ?? '');
      if (!one) return notFound('framework');
      const { rows } = await listEntries(tx, one.id);
      const joined = Map.groupBy(
        await listJoined(
          tx,
          rows.map(({ id }) => id),
        ),
        ({ entryId }) => entryId,
      );
      const coverage = rows.map(({ id, grouping, ...entry }) => {
        const own = joined.get(id) ?? [];
        return {
          reference: entry.reference,
          title: entry.title,
          kind: entry.kind,
          group: grouping,
          partOf: entry.partOf,
          monitoringBody: entry.monitoringBody,
          inAgreement: entry.inAgreement,
          coverage: entry.coverage,
          outcomes: own.filter(({ kind }) => kind === 'outcome').map(({ slug }) => slug),
          indicators: own.flatMap(({ slug, fit, monitor }) =>
            fit === null ? [] : [{ slug, fit, monitoredBy: monitor }],
          ),
        };
      });
      return { value: { ...shown(one), coverage } };
    },
  ),
];
