/**
 * Front door of concerns, patterns and case reviews. Counting uses incidents, not reports: one incident told to three
 * agencies is one.
 */
export { exportReviewFigures } from '../case-review/figures.ts';
export type { ReviewLine } from '../case-review/queries.ts';
export type { FlagAnswer } from '../patterns/answer.ts';
export type { FlagView } from '../patterns/queries.ts';
export type { ClosingInput } from './close.ts';
export { type ConcernImport, importConcerns } from './import.ts';
export type { DecisionInput } from './incidents/decide.ts';
export type { ConcernInput, PersonInConcern, SavedConcern } from './input.ts';
export type {
  ConcernLine,
  ConcernView,
} from './queries.ts';
export { recordConcern } from './record.ts';
export { exportSection17a } from './section-17a.ts';
export type { SettingName } from './settings.ts';
