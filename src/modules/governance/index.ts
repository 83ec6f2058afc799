/** Governance (core): bodies, to whom they answer, and when they sit. */

export { addBody, type BodyFields, changeBody } from './body.ts';
export { loadGovernanceExample } from './example.ts';
export { BODY_KINDS, type BodyKind } from './kinds.ts';
export type { OrganisationHere, Quorum } from './meeting/quorum.ts';
export { quorumAt } from './meeting/quorum-at.ts';
export {
  type Body,
  dayOfSitting,
  findBody,
  findSitting,
  getBody,
  lastSitting,
  listBodies,
  listSittingsByDay,
  nextSitting,
  type Sitting,
  sittingsBetween,
} from './queries.ts';
export { addSitting, moveSitting, recordSittingOutcome, type SittingDay } from './sitting.ts';
export {
  type AgendaItemFields,
  addAgendaItem,
  changeAgendaItem,
  moveAgendaItem,
  withdrawAgendaItem,
} from './sittings/agenda.ts';
export {
  type AgendaItem,
  findAgendaItem,
  findPaper,
  listAgenda,
  listPapers,
  listPaperVersions,
  type Paper,
  type PaperVersion,
} from './sittings/queries.ts';
