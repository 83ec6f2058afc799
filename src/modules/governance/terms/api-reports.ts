import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { bodyIn, day } from './api.ts';
import { listReportPapers, nameReport } from './report-paper.ts';

const ReportPaperOf = z
  .object({
    id: z.uuid(),
    title: z.string(),
    body: z.string().describe('The body at whose sitting it was a paper'),
    day,
    coversFrom: day.nullable(),
    coversTo: day.nullable().describe('The last day of what it is about; null where that is not known'),
    reportOfId: z
      .uuid()
      .nullable()
      .describe('The body whose report it was named; null while nobody named it'),
    cadence: z.enum(['quarter', 'year']).nullable(),
  })
  .meta({
    id: 'ReportPaper',
    description: 'An edition that was a paper of a body to which a report is owed.',
  });

/** Which paper is which report that a body owes, by program. */
export const reportPaperApi: readonly Route[] = [
  apiList(
    '/api/v1/bodies/:slug/report-papers',
    {
      name: 'listReportPapers',
      summary: 'Editions that were papers of the bodies to which a body owes reports',
      permission: 'read',
      item: ReportPaperOf,
      order: ({ day: sat, id }) => [sat, id],
    },
    async ({ tx, params }) => {
      const body = await bodyIn(tx, params);
      return isRefusal(body) ? body : listReportPapers(tx, body.id);
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/report-papers',
    {
      name: 'nameReport',
      summary: 'Say that a paper is the report which this body owed',
      says: 'A quarterly report is found by itself where nobody else owes one to the same body; an annual one has to be named.',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ paperId: z.uuid(), cadence: z.enum(['quarter', 'year']) }),
      response: ReportPaperOf,
      problems: ['no-such-report-is-owed'],
    },
    async ({ tx, actor, params, body: given, today }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const named = await nameReport(tx, actor, { bodyId: body.id, ...given, on: today });
      if (isRefusal(named)) return named;
      const paper = (await listReportPapers(tx, body.id)).find(({ id }) => id === given.paperId);
      return paper ? { value: paper } : notFound('report among the papers');
    },
  ),
];
