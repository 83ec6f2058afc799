/** Front door of purposes: nobody passes into casework without one. */
export { startPurposes } from './purposes.ts';
export { listPurposes, type Purpose } from './queries.ts';
export { type About, asMachine, inCasework } from './working.ts';
