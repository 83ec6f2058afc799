/** Strategy: versions, priorities and outcomes. An outcome keeps its id and slug however it is worded. */

export { loadStrategyExample } from './example.ts';
export { loadExerciseExample } from './exercise/example.ts';
export { importFramework, importFrameworkJoins, importMonitoring } from './frameworks/import.ts';
export { importStrategy } from './import.ts';
export { joinOutcome } from './joining.ts';
export {
  findCorporatePriority,
  findNeed,
  findTheme,
  joinsOf,
  listCorporatePrioritiesByTitle,
  listEvidence,
  listNeedsByTitle,
  listThemesByTitle,
  prioritiesOfNeed,
} from './links.ts';
export { addEvidence, addNeed, changeNeed, takeEvidenceOut } from './need.ts';
export { addOutcome, rewordOutcome, takeOutcomeOut } from './outcome.ts';
export { putPriority, takePriorityOut } from './priority.ts';
export {
  currentStrategy,
  findOutcome,
  findPriority,
  findVersion,
  listOutcomes,
  listPriorities,
  listVersionsByNumber,
  type Outcome,
  type Priority,
  type StrategyVersion,
} from './queries.ts';
export type { VersionStatus } from './states.ts';
export { addCorporatePriority, addTheme, changeCorporatePriority, changeTheme } from './theme.ts';
export { adoptVersion, changeVersion, startVersion } from './version.ts';
