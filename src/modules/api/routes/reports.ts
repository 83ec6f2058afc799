import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  beginReport,
  buildReportIn,
  findEdition,
  findReport,
  listEditionsByDate,
  listReportsByDate,
  reportJson,
  toolsOf,
} from '../../reporting/index.ts';
import { day, givenDay, notFound } from '../schemas.ts';
import { Edition, editionShown, Report, ReportContents } from './report-schemas.ts';

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
