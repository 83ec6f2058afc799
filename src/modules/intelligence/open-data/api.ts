import { z } from 'zod';
import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findIndicator } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { addressOf } from './csvw.ts';
import { LICENCES, type Licence, SHOWS, type Shows } from './licences.ts';
import { publishIndicator, withdrawPublication } from './publish.ts';
import { findPublication, type Publication } from './queries.ts';
import { isOpen } from './renew.ts';

const day = z.iso.date();
const licence = z.enum(Object.keys(LICENCES) as [Licence, ...Licence[]]);
const shows = z
  .enum(Object.keys(SHOWS) as [Shows, ...Shows[]])
  .describe('Final figures only, or all, each marked');

const PublicationSchema = z
  .object({
    indicator: z.string(),
    licence,
    shows,
    embargoUntil: day.nullable().describe('The first day on which anything of it may be known outside'),
    provenance: z.string(),
    publishedOn: day,
    withdrawnOn: day.nullable(),
    withdrawnBecause: z.string().nullable(),
    open: z.boolean().describe('Whether everybody may read it today'),
    address: z
      .string()
      .describe('Where everybody finds it while it is open; with .csv, .json and .csv-metadata.json'),
  })
  .meta({ id: 'OpenDataPublication' });

const shown = (
  indicator: Indicator,
  publication: Publication,
  today: PlainDate,
): z.input<typeof PublicationSchema> => ({
  indicator: indicator.slug,
  licence: publication.licence,
  shows: publication.shows,
  embargoUntil: publication.embargoUntil,
  provenance: publication.provenance,
  publishedOn: publication.publishedOn,
  withdrawnOn: publication.withdrawnOn,
  withdrawnBecause: publication.withdrawnBecause,
  open: isOpen(indicator, publication, today),
  address: addressOf(publication.slug),
});

const PUBLISH = { permission: 'indicators.publish', anywhere: true, status: 201 } as const;

const NEW_TERMS = { licence: 'ogl-3.0', shows: 'final', embargoUntil: null, provenance: '' } as const;

/** Publishing for programs; what is published itself stands at /open-data, for everybody. */
export const publicationApiRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/indicators/:slug/publication',
    {
      name: 'getPublication',
      summary: 'The terms under which an indicator is open data',
      permission: 'read',
      response: PublicationSchema,
      problems: ['not-found'],
    },
    async ({ tx, params, today }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      const publication = indicator && (await findPublication(tx, indicator.id));
      return indicator && publication
        ? { value: shown(indicator, publication, today), revision: publication.version }
        : notFound('publication');
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/publications',
    {
      ...PUBLISH,
      name: 'publishIndicator',
      summary: 'Publish an indicator as open data, or change the terms',
      says: 'If-Match names the version that was read, where it was published before. Terms that are left out stay as they are.',
      revised: 'if-sent',
      body: z.strictObject({
        licence: licence.optional().describe('ogl-3.0 where it was never published, unless given'),
        shows: shows.optional(),
        embargoUntil: day.nullable().optional().describe('null for none'),
        provenance: z.string().max(4000).optional(),
      }),
      response: PublicationSchema,
      problems: ['indicator-not-public', 'open-dataset-slug-unique'],
    },
    async ({ tx, actor, params, body, today, revision }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const before = await findPublication(tx, indicator.id);
      const stand = before ?? NEW_TERMS;
      const embargo = body.embargoUntil === undefined ? stand.embargoUntil : body.embargoUntil;
      const made = await publishIndicator(tx, actor, indicator, {
        licence: body.licence ?? stand.licence,
        shows: body.shows ?? stand.shows,
        provenance: body.provenance ?? stand.provenance,
        embargoUntil: embargo === null ? null : (parsePlainDate(embargo) ?? null),
        revision: revision || (before?.version ?? 0),
      });
      if (isRefusal(made)) return made;
      const publication = await findPublication(tx, indicator.id);
      return publication
        ? { value: shown(indicator, publication, today), revision: publication.version }
        : notFound('publication');
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/publications/withdrawals',
    {
      ...PUBLISH,
      name: 'withdrawPublication',
      summary: 'Take an indicator out of the open data, at once',
      revised: 'if-sent',
      body: z.strictObject({
        reason: z.string().trim().min(1, 'Say why it is no longer published.').max(4000),
      }),
      response: PublicationSchema,
      problems: ['not-published'],
    },
    async ({ tx, actor, params, body, today, revision }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const before = await findPublication(tx, indicator.id);
      const done = await withdrawPublication(tx, actor, indicator, {
        ...body,
        revision: revision || (before?.version ?? 0),
      });
      if (isRefusal(done)) return done;
      const publication = await findPublication(tx, indicator.id);
      return publication
        ? { value: shown(indicator, publication, today), revision: publication.version }
        : notFound('publication');
    },
  ),
];
