/**
 * The front door of reporting: the report to Cabinet and its like, built from what the modules offer.
 * Everything takes a transaction or services and the actor who asks; dates are business dates.
 */
export {
  type BuiltReport,
  buildReport,
  buildReportIn,
  type ReportRequest,
  toolsOf,
} from './build.ts';
export { type EditionRow, findEdition, listEditionsByDate } from './edition-queries.ts';
export { loadReportingExample } from './example.ts';
export { findReport, listReports, listReportsByDate, type ReportRow } from './queries.ts';
export { type Format, type ReportJson, renderReport, reportJson } from './render.ts';
export { beginReport } from './reports.ts';
export { type ImportedTemplate, importTemplate } from './template-commands.ts';
