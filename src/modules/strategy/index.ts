/** Strategy: versions, priorities and outcomes. An outcome keeps its id and slug however it is worded. */
export { loadStrategyExample } from './example.ts';
export { rewordOutcome } from './outcome.ts';
export {
  currentStrategy,
  findOutcome,
  findPriority,
  listOutcomes,
  listPriorities,
  type Outcome,
  type Priority,
  type StrategyVersion,
} from './queries.ts';
export type { VersionStatus } from './states.ts';
