/** Governance (core): bodies, to whom they answer, and when they sit. */

export { addBody, type BodyFields, changeBody } from './body.ts';
export { loadGovernanceExample } from './example.ts';
export { BODY_KINDS, type BodyKind } from './kinds.ts';
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
