/** Governance (core): bodies, to whom they answer, and when they sit. */

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
  listSittings,
  nextSitting,
  type Sitting,
  sittingsBetween,
} from './queries.ts';
