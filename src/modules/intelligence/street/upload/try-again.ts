import { setTimeout as pause } from 'node:timers/promises';
import { RefusedError, refused } from '../../../../kernel/refusal.ts';

const TRIES = 5;
const PAUSE_MS = 100;

/**
 * Does a step again that the database gave up because others were changing the same rows (a deadlock, say): it was taken
 * back whole, as by a restart. After some times it is refused: changed-all-the-time.
 */
export async function tryAgain<T>(step: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1)
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof RefusedError) || error.refusal.refused !== 'try-again') throw error;
      if (tried === TRIES) throw new RefusedError(changedAllTheTime());
      await pause(PAUSE_MS * tried);
    }
}

const changedAllTheTime = () =>
  refused(
    'changed-all-the-time',
    'Others were changing the same figures all the time. When they are done, bring the same files again: what was imported stays, and nothing is counted twice.',
  );
