import { longDate } from '../../kernel/plain-date.ts';
import type { ModuleManifest, SearchOffer } from '../../platform/module.ts';
import { progressRoutes } from '../../platform/progress-routes.tsx';
import { checks } from './checks.ts';
import { findEdition, listEditions } from './edition-queries.ts';
import { documentFromJson, type ReportJson } from './render.ts';
import { approvalRoutes } from './routes/approval.tsx';
import { editionRoutes } from './routes/editions.tsx';
import { figureRoutes } from './routes/figures.tsx';
import { interestRoutes } from './routes/interests.tsx';
import { reportRoutes } from './routes/reports.tsx';
import { templateImportRoutes } from './routes/template-import.tsx';
import { templateRoutes } from './routes/templates.tsx';
import { writingRoutes } from './routes/writing.tsx';

const editionSearch: SearchOffer = {
  kind: 'edition',
  async list(tx, id) {
    const rows = await tx
      .selectFrom('reporting.edition')
      .select(['id', 'title', 'as_at'])
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .execute();
    return rows.map((row) => ({
      id: row.id,
      title: `${row.title}, as at ${longDate(row.as_at)}`,
      summary: 'An approved report',
      path: `/editions/${row.id}`,
    }));
  },
};

const reportSearch: SearchOffer = {
  kind: 'report',
  async list(tx, id) {
    const rows = await tx
      .selectFrom('reporting.report_now')
      .select(['id', 'title', 'as_at'])
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .execute();
    return rows.map((row) => ({
      id: row.id,
      title: `${row.title}, as at ${longDate(row.as_at)}`,
      summary: 'A report and how far it is',
      path: `/reports/${row.id}`,
    }));
  },
};

/** What reporting offers to the rest of Concord. */
export const reporting: ModuleManifest = {
  name: 'reporting',
  routes: [
    ...reportRoutes,
    ...templateImportRoutes,
    ...templateRoutes,
    ...writingRoutes,
    ...interestRoutes,
    ...figureRoutes,
    ...approvalRoutes,
    ...editionRoutes,
    // Reports are the longest work there is so far; its pages belong to whoever works long.
    ...progressRoutes,
  ],
  navigation: [{ text: 'Reports', href: '/reports', order: 65, permission: 'read' }],
  permissions: [
    { name: 'report.edit', says: 'Write reports and change their templates' },
    { name: 'report.approve', says: 'Approve reports, which freezes them, and sign off case studies' },
    { name: 'report.publish', says: 'Publish approved reports for everybody to read' },
  ],
  checks,
  kinds: 'reporting.kinds',
  thread: 'reporting.thread',
  duties: 'reporting.duties',
  warnings: 'reporting.warnings',
  search: [reportSearch, editionSearch],
  papers: [
    {
      kind: 'edition',
      says: 'An approved report',
      async document(tx, actor, id, files) {
        const json = (await findEdition(tx, actor, id))?.hashes.json;
        return json
          ? documentFromJson(JSON.parse((await files.read(json)).toString('utf8')) as ReportJson)
          : undefined;
      },
      async covers(tx, actor, id) {
        const edition = await findEdition(tx, actor, id);
        return edition && edition.periodStart <= edition.asAt
          ? { from: edition.periodStart, to: edition.asAt }
          : undefined;
      },
    },
  ],
  exports: [
    {
      name: 'editions',
      says: 'Approved reports with the hashes of their files',
      rows: async (tx, actor) =>
        (await listEditions(tx, actor)).map((row) => ({
          slug: row.slug,
          title: row.title,
          periodStart: row.periodStart,
          asAt: row.asAt,
          approvedOn: row.approvedOn,
          publishedOn: row.publishedOn,
          sha256: Object.fromEntries(
            Object.entries(row.hashes).map(([format, hash]) => [format, hash?.toString('hex') ?? null]),
          ),
        })),
    },
  ],
};
