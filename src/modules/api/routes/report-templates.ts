import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { type ApiContext, apiGet, apiPut, requireRevision } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  changeTemplate,
  findTemplate,
  importTemplate,
  listTemplates,
  type TemplateRow,
  templateSchema,
} from '../../reporting/index.ts';
import { notFound } from '../schemas.ts';

const ReportTemplate = z
  .object({
    slug: z.string(),
    version: z.int().describe('Reports that are begun stay with the version they have'),
    revision: z.int(),
    template: z.unknown().describe('As it is sent'),
  })
  .meta({ id: 'ReportTemplate', description: 'What a report consists of, and when it is due.' });

const shown = ({ slug, version, revision, template }: TemplateRow): z.input<typeof ReportTemplate> => ({
  slug,
  version,
  revision,
  template,
});

type Asked = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'params'>;

async function templateAnswer({ tx, actor, params }: Asked) {
  const row = await findTemplate(tx, actor, params.slug ?? '');
  return row ? { value: shown(row), revision: row.revision } : notFound('report template');
}

/** What reports are made from. */
export const reportTemplateRoutes: readonly Route[] = [
  apiList(
    '/api/v1/report-templates',
    {
      name: 'listReportTemplates',
      summary: 'Report templates by slug',
      permission: 'read',
      item: ReportTemplate,
      order: ({ slug }) => [slug],
    },
    async ({ tx, actor }) => (await listTemplates(tx, actor)).map(shown),
  ),
  apiGet(
    '/api/v1/report-templates/:slug',
    {
      name: 'getReportTemplate',
      summary: 'A report template',
      permission: 'read',
      response: ReportTemplate,
    },
    templateAnswer,
  ),
  apiPut(
    '/api/v1/report-templates/:slug',
    {
      name: 'putReportTemplate',
      summary: 'Add a report template, or keep a changed one as its next version',
      says: 'To change one, send If-Match.',
      permission: 'report.edit',
      revised: 'if-there',
      body: templateSchema.omit({ slug: true }),
      response: ReportTemplate,
      problems: ['template-wrong', 'no-such-body'],
    },
    async (asked) => {
      const { tx, actor, params, body, revision } = asked;
      const template = { ...body, slug: params.slug ?? '' };
      const there = await findTemplate(tx, actor, template.slug);
      const unseen = requireRevision(there?.revision, revision);
      if (unseen) return unseen;
      const kept = there
        ? await changeTemplate(tx, actor, { slug: template.slug, revision, template })
        : await importTemplate(tx, actor, template);
      return isRefusal(kept) ? kept : templateAnswer(asked);
    },
  ),
];
