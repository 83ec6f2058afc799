/** Records that are one person: the engine, without database or server. */
export { readersOf } from './columns.ts';
export { Dataset } from './dataset.ts';
export type { Field, LinkageRecord } from './fields.ts';
export { type Candidate, type Evidence, RecordIndex } from './index-of-records.ts';
export { type Linked, link } from './link.ts';
export { type Mapping, MatchProblem, readMapping } from './mapping.ts';
export { type MatchReport, matchFiles } from './match-files.ts';
export type { Model } from './model.ts';
