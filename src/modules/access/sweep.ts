import type { Job } from '../../platform/module.ts';
import { sweepSessions } from './session.ts';

/** Removes what has run out: old sessions, attempts, sign-ins that were never finished. Every night. */
export const sweepJob: Job = {
  name: 'access.sweep',
  every: '20 3 * * *',
  run: ({ transact }) => transact(['platform.sweep'], (tx, actor) => sweepSessions(tx, actor, new Date())),
};
