/** Governance: bodies and their terms, sittings and what is decided at them. Days are business dates; refusals are values. */
export { addBody, changeBody } from './body.ts';
export { meetCondition } from './decisions/conditions.ts';
export { loadDecisionsExample } from './decisions/example.ts';
export { type GroundTold, groundTold } from './decisions/ground.ts';
export { importDecisions } from './decisions/import.ts';
export type { DecisionInput, RecordedDecision } from './decisions/input.ts';
export { popoloOf } from './decisions/public/popolo.ts';
export { recordDecision } from './decisions/record.ts';
export { loadGovernanceExample } from './example.ts';
export { importBodies, importReportingLines, importSittings } from './import.ts';
export { BODY_KINDS, type BodyKind } from './kinds.ts';
export { importActions } from './meeting/actions/import.ts';
export { attendanceIn } from './meeting/attendance/queries.ts';
export { loadMeetingsExample } from './meeting/example.ts';
export {
  dayOfSitting,
  findBody,
  findSitting,
  getBody,
  lastSitting,
  listBodies,
  listSittingsByDay,
  nextSitting,
  sittingsBetween,
} from './queries.ts';
export { addSitting, changeSitting, moveSitting, recordSittingOutcome, type SittingDay } from './sitting.ts';
export { importAgendaItems, importPapers } from './sittings/import.ts';
export { recordOutcome } from './sittings/outcome.ts';
export { listAgenda } from './sittings/queries.ts';
export { loadHandoversExample } from './structure/example.ts';
export { importBodyChanges } from './structure/import.ts';
export { importMembers } from './terms/import.ts';
export { addMember } from './terms/members.ts';
