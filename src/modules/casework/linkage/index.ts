/** Records that are one person: the engine, without database or server. */
export { type Candidate, type Evidence, RecordIndex } from './index-of-records.ts';
export { MatchProblem } from './mapping.ts';
export { type MatchReport, matchFiles } from './match-files.ts';
