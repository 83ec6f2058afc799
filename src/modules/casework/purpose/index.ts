/** Front door of purposes: nobody passes into casework without one. */
export { addPurpose, startPurposes } from './purposes.ts';
export { findPurpose, listPurposes, type Purpose, purposeInUse } from './queries.ts';
export { STANDARD_PURPOSES } from './standard.ts';
export { type About, asMachine, forPurpose, inCasework } from './working.ts';
