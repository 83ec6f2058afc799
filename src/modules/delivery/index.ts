/** Delivery: plans, projects with their whole project plan, progress, and what is still unknown. */

export { endorseProject } from './endorsement.ts';
export { loadDeliveryExample } from './example.ts';
export { loadLookup } from './lookup.ts';
export { meetMilestone, slipMilestone } from './milestones.ts';
export type { PlanState } from './plan.ts';
export { adoptPlan, draftPlan } from './plan.ts';
export { reportProgress } from './progress.ts';
export { addProject, editProject, findProject as getProject } from './project.ts';
export type { ProjectPlan } from './project-plan.ts';
export { emptyPlan } from './project-plan.ts';
export { listMilestones, type MilestoneView } from './queries/milestones.ts';
export {
  findPlan as getPlan,
  listPlanLines,
  listPlanOutcomes,
  listPlans,
  type PlanSummary,
} from './queries/plans.ts';
export { listProjects, type ProjectSummary, type ProjectsWanted } from './queries/summaries.ts';
export { listUpdates, type UpdateView } from './queries/updates.ts';
export type { Judged, Rag } from './rag.ts';
export { type ExportWanted, exportDeliveryPlan } from './spreadsheet/export.ts';
export { importDeliveryPlan, type PlanImport, type PlanImportRow } from './spreadsheet/import.ts';
export { changeStage, type Stage } from './stages.ts';
export type { StoredProject } from './stored.ts';
