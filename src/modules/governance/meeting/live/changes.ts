import { afterCommit, type Tx } from '../../../../platform/database/transaction.ts';

/** Those of this process who follow a sitting. */
const followers = new Map<string, Set<() => void>>();

/** Tells who follows the sitting, once the transaction has committed; other processes see it at their next look. */
export const tellOfMeeting = (tx: Tx, sittingId: string): void =>
  afterCommit(tx, () => {
    for (const wake of followers.get(sittingId) ?? []) wake();
  });

/** Calls `wake` after each change of the sitting made in this process, until the returned function is called. */
export function followMeeting(sittingId: string, wake: () => void): () => void {
  const waking = followers.get(sittingId) ?? new Set();
  followers.set(sittingId, waking.add(wake));
  return () => {
    waking.delete(wake);
    if (waking.size === 0) followers.delete(sittingId);
  };
}
