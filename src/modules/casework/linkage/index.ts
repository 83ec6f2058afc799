/** Records that are one person: the engine, without database or server. */
export { MatchProblem } from './mapping.ts';
export { type MatchReport, matchFiles } from './match-files.ts';
