import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  beginReport,
  buildReportIn,
  type EditionRow,
  findEdition,
  findReport,
  listEditionsByDate,
  listReportsByDate,
  reportJson,
  toolsOf,
} from '../../reporting/index.ts';
import { day, givenDay, notFound } from '../schemas.ts';

const state = z.enum(['draft', 'submitted', 'approved', 'published']);

const Report = z
  .object({
    id: z.uuid(),
    templateSlug: z.string(),
    templateVersion: z.int(),
    title: z.string(),
    periodStart: day,
    asAt: day,
    state,
    stateSince: day,
    revision: z.int(),
  })
  .meta({ id: 'Report', description: 'A report for a period, from its draft to its publication.' });

const Figure = z
  .object({
    name: z.string(),
    value: z.union([z.number(), z.string()]).nullable(),
    unit: z.string(),
    text: z.string().describe('As it is printed'),
    sentence: z.string(),
    source: z.string(),
    query: z.string(),
    rows: z.int(),
    asAt: day,
  })
  .meta({ id: 'ReportFigure', description: 'A value of a report, bound to where it comes from.' });

const ReportContents = z
  .object({
    report: z.looseObject({ template: z.string(), title: z.string(), asAt: day, periodStart: day, state }),
    figures: z.array(Figure),
    sections: z
      .array(z.looseObject({ text: z.string() }))
      .describe('Blocks of the document, and their words'),
    recommendations: z.array(z.unknown()),
    implications: z.array(
      z.object({ key: z.string(), title: z.string(), standing: z.string(), text: z.string() }),
    ),
    warnings: z.array(z.unknown()).optional().describe('What is missing, copied, stale or contradicted'),
  })
  .meta({ id: 'ReportContents' });

const hash = z.string().nullable().describe('SHA-256 of the frozen file');

const Edition = z
  .object({
    id: z.uuid(),
    reportId: z.uuid(),
    slug: z.string(),
    title: z.string(),
    periodStart: day,
    asAt: day,
    approvedOn: day,
    publishedOn: day.nullable(),
    hashes: z.object({ html: hash, pdf: hash, docx: hash, json: hash }),
  })
  .meta({ id: 'Edition', description: 'A report as it was approved: frozen, with the hashes of its files.' });

const editionShown = (edition: EditionRow): z.input<typeof Edition> => {
  const { html, pdf, docx, json } = edition.hashes;
  const hex = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null;
  return { ...edition, hashes: { html: hex(html), pdf: hex(pdf), docx: hex(docx), json: hex(json) } };
};

/** Reports, their figures, and the editions they froze into. */
export const reportRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/reports',
    {
      name: 'listReports',
      summary: 'Reports by date',
      permission: 'read',
      item: Report,
      key: z.tuple([day, z.uuid()]),
      order: ({ asAt, id }) => [asAt, id],
    },
    async ({ tx, actor }, page) => listReportsByDate(tx, actor, page),
  ),
  apiGet(
    '/api/v1/reports/:id',
    {
      name: 'getReport',
      summary: 'A report with its figures, each bound to its source',
      permission: 'read',
      response: ReportContents,
    },
    async ({ tx, actor, services, params }) => {
      const id = asId<'report'>(params.id ?? '');
      const report = id && (await findReport(tx, actor, id));
      if (!report) return notFound('report');
      const built = await buildReportIn(tx, actor, toolsOf(services), {
        template: report.templateSlug,
        asAt: report.asAt,
        periodStart: report.periodStart,
      });
      if (isRefusal(built)) return built;
      const json = JSON.parse(JSON.stringify(reportJson(built, built.meta))) as z.input<
        typeof ReportContents
      >;
      return { value: json, revision: report.revision };
    },
  ),
  apiPost(
    '/api/v1/reports',
    {
      name: 'beginReport',
      summary: 'Begin the draft of a report for a period',
      says: 'The prose of the last edition comes with it, marked as copied.',
      permission: 'report.edit',
      status: 201,
      body: z.strictObject({
        template: z.string().describe('The slug of a template, such as cabinet'),
        periodStart: givenDay,
        asAt: givenDay,
      }),
      response: Report,
      problems: ['no-such-template'],
    },
    async ({ tx, actor, body }) => {
      const begun = await beginReport(tx, actor, body);
      if (isRefusal(begun)) return begun;
      const report = await findReport(tx, actor, begun);
      if (!report) return notFound('report');
      return { value: report, revision: report.revision, location: `/api/v1/reports/${begun}` };
    },
  ),
  apiPages(
    '/api/v1/editions',
    {
      name: 'listEditions',
      summary: 'Approved editions by date',
      permission: 'read',
      item: Edition,
      key: z.tuple([day, z.uuid()]),
      order: ({ asAt, id }) => [asAt, id],
    },
    async ({ tx, actor }, page) => (await listEditionsByDate(tx, actor, page)).map(editionShown),
  ),
  apiGet(
    '/api/v1/editions/:id',
    { name: 'getEdition', summary: 'An edition', permission: 'read', response: Edition },
    async ({ tx, actor, params }) => {
      const id = asId<'edition'>(params.id ?? '');
      const edition = id && (await findEdition(tx, actor, id));
      return edition ? { value: editionShown(edition) } : notFound('edition');
    },
  ),
];
