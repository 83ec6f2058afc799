/** Delivery: plans, projects with their whole project plan, progress, and what is still unknown. */

export { addCaseStudy, CONSENTS, signOffCaseStudy } from './case-study.ts';
export { endorseProject, examineForEndorsement, meetCondition } from './endorsement.ts';
export { EQUALITY_STEPS, planEqualityStep, recordEqualityResult } from './equality.ts';
export { loadDeliveryExample } from './example.ts';
export { loadLookup } from './lookup.ts';
export { findProjectBySlug } from './may.ts';
export { addMilestone, meetMilestone, slipMilestone } from './milestones.ts';
export type { PlanInput, PlanState } from './plan.ts';
export { adoptPlan, draftPlan, editPlan, refreshPlan } from './plan.ts';
export { addLine, removeLine } from './plan-lines.ts';
export { reportProgress } from './progress.ts';
export { addProject, editProject, findProject as getProject } from './project.ts';
export { importProjectPlaces } from './project-places.ts';
export type { ProjectPlan } from './project-plan.ts';
export { emptyPlan } from './project-plan.ts';
export {
  findCaseStudy,
  findCondition,
  findEqualityStep,
  findRisk,
  listCaseStudies,
  listConditions,
  listEqualitySteps,
  listRisks,
} from './queries/attached.ts';
export { findMilestone, listMilestones, type MilestoneView, UNDATED } from './queries/milestones.ts';
export { placesOf } from './queries/places.ts';
export {
  findPlan as getPlan,
  listPlanLines,
  listPlanOutcomes,
  listPlansBySlug,
  type PlanSummary,
} from './queries/plans.ts';
export { listProjects, type ProjectSummary, type ProjectsWanted } from './queries/summaries.ts';
export { listUpdates, type UpdateView } from './queries/updates.ts';
export { COLOURS, type Judged, overrideRag, type Rag } from './rag.ts';
export { noteRisk, RISK_STATES, raiseRisk } from './risks.ts';
export { type ExportWanted, exportDeliveryPlan } from './spreadsheet/export.ts';
export { importDeliveryPlan, type PlanImport, type PlanImportRow } from './spreadsheet/import.ts';
export { CLOSURE_RESULTS, changeStage, closeProject, type Stage } from './stages.ts';
export type { StoredProject } from './stored.ts';
