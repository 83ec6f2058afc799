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
export { caseStudiesOf, releaseCaseStudyOf } from './case-studies.ts';
export { type EditionRow, findEdition, listEditionsByDate } from './edition-queries.ts';
export { approvalToolsOf, approveReport, publishEdition } from './editions.ts';
export { loadReportingExample } from './example.ts';
export { gatherFigures } from './gather.ts';
export { answerInterest, recordInterest } from './interests.ts';
export type { Interest } from './model.ts';
export {
  findReport,
  findTemplate,
  interestsFor,
  listRecommendations,
  listReports,
  listReportsByDate,
  listTemplates,
  type ReportRow,
  type TemplateRow,
} from './queries.ts';
export { type Format, type ReportJson, renderReport, reportJson } from './render.ts';
export { beginReport, returnReport, submitReport } from './reports.ts';
export { listSteps } from './step-queries.ts';
export { templateSchema } from './template.ts';
export { changeTemplate, type ImportedTemplate, importTemplate } from './template-commands.ts';
export { confirmText, listPlacesOf, type PlaceOfReport, writeRecommendations, writeText } from './texts.ts';
