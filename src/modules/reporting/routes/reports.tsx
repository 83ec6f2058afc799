import { isRefusal, refused } from '../../../kernel/refusal.ts';
import type { Context } from '../../../platform/http/route.ts';
import { type Attempt, get, post, type Route } from '../../../platform/http/route.ts';
import { buildReportIn, periodStartFor, toolsOf } from '../build.ts';
import { changesOf } from '../changes.ts';
import { findEditionOf, listEditions } from '../edition-queries.ts';
import { ChangesPage } from '../pages/changes-page.tsx';
import { DraftPage } from '../pages/draft-page.tsx';
import { NewReportPage } from '../pages/new-report-page.tsx';
import { ReportsPage } from '../pages/reports-page.tsx';
import { listDueReports, listReports, listTemplates } from '../queries.ts';
import { isFormat, MEDIA_TYPES, renderReport } from '../render.ts';
import { beginReport } from '../reports.ts';
import { builtOf, crumbsOf, dateIn, EDIT, field, mayEdit, READ, REPORTS_CRUMB, reportOf } from './shared.ts';

async function showReports(c: Context) {
  const [due, reports, editions, templates] = [
    await listDueReports(c.tx, c.actor),
    await listReports(c.tx, c.actor),
    await listEditions(c.tx, c.actor),
    await listTemplates(c.tx, c.actor),
  ];
  const view = {
    today: c.today,
    due,
    reports,
    editions,
    templates,
    mayEdit: mayEdit(c),
    csrf: c.formKeys.csrf,
  };
  return { title: 'Reports', body: <ReportsPage {...view} /> };
}

async function showNew(c: Context, again?: Attempt) {
  const templates = await listTemplates(c.tx, c.actor);
  const template = c.query.template ?? templates[0]?.slug ?? '';
  const periodStart = await periodStartFor(c.tx, c.actor, template, c.today);
  const view = { templates, template, asAt: c.today, periodStart, keys: c.formKeys, again };
  return { title: 'Begin a report', breadcrumbs: [REPORTS_CRUMB], body: <NewReportPage {...view} /> };
}

async function begin(c: Context) {
  const asAt = dateIn(c, 'asAt');
  const periodStart = dateIn(c, 'periodStart');
  const wrong = {
    ...(periodStart ? {} : { periodStart: 'Give the first day of the period, such as 1 10 2012.' }),
    ...(asAt ? {} : { asAt: 'Give the day of the report, such as 17 1 2013.' }),
  };
  if (!asAt || !periodStart)
    return refused('dates-missing', 'Give both dates.', { details: { fields: wrong } });
  const id = await beginReport(c.tx, c.actor, { template: field(c, 'template'), periodStart, asAt });
  return isRefusal(id) ? id : { redirect: `/reports/${id}` };
}

async function showDraft(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const built = await builtOf(c, report);
  const edition = await findEditionOf(c.tx, c.actor, report.id);
  const view = { report, built, editionId: edition?.id, mayEdit: mayEdit(c) };
  return { title: report.title, breadcrumbs: [REPORTS_CRUMB], body: <DraftPage {...view} /> };
}

/** The draft as a file, built anew: nothing is kept. */
async function downloadDraft(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const format = c.params.format ?? '';
  if (!isFormat(format))
    return refused('not-found', 'This format is not made. Choose HTML, PDF, DOCX or JSON.');
  const built = await buildReportIn(c.tx, c.actor, toolsOf(c.services), {
    template: report.templateSlug,
    asAt: report.asAt,
  });
  if (isRefusal(built)) return built;
  const bytes = await renderReport(built, format, built.meta);
  if (isRefusal(bytes)) return bytes;
  return {
    download: bytes,
    mediaType: MEDIA_TYPES[format],
    fileName: `${report.templateSlug}-${report.asAt}-draft.${format}`,
  };
}

async function showChanges(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const { facts } = await builtOf(c, report);
  const view = { report, previous: facts.previous, changes: changesOf(facts) };
  return { title: 'What has changed', breadcrumbs: crumbsOf(report), body: <ChangesPage {...view} /> };
}

export const reportRoutes: readonly Route[] = [
  get('/reports', READ, showReports),
  get('/reports/new', EDIT, (c) => showNew(c)),
  post('/reports/new', EDIT, begin, { again: showNew }),
  get('/reports/:id', READ, showDraft),
  get('/reports/:id/draft.:format', READ, downloadDraft),
  get('/reports/:id/changes', READ, showChanges),
];
