/**
 * Front door of concerns, patterns and case reviews. Counting uses incidents, not reports: one incident told to three
 * agencies is one.
 */
export { exportReviewFigures, publishedFigures, readYear, reviewFigures } from '../case-review/figures.ts';
export { listReviews, type ReviewLine } from '../case-review/queries.ts';
export { answerFlag, type FlagAnswer } from '../patterns/answer.ts';
export {
  type FlagView,
  findFlag,
  flagsOf,
  openFlags,
  settledFlags,
} from '../patterns/queries.ts';
export { type ClosingInput, closeConcern } from './close.ts';
export { type ConcernImport, importConcerns } from './import.ts';
export { type DecisionInput, decidePair } from './incidents/decide.ts';
export type { ConcernInput, PersonInConcern, SavedConcern } from './input.ts';
export {
  type ConcernLine,
  type ConcernView,
  concernsOf,
  concernsOfIds,
  findConcern,
  reportsOfIncidents,
} from './queries.ts';
export { recordConcern } from './record.ts';
export { exportSection17a } from './section-17a.ts';
export { SETTINGS, type SettingName, setConcernSetting, settingsOn } from './settings.ts';
export { CONCERN_TYPES, codeOf, typeTitle } from './types.ts';
