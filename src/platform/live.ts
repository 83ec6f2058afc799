/** Pages that follow something while others write on it: told in this process at once, by other processes within a second. */
import { type Actor, accountOf } from './actor.ts';
import { afterCommit, type Tx, transact } from './database/transaction.ts';
import type { Answer, Context } from './http/route.ts';
import { openStream } from './progress-routes.tsx';

const LOOK_MS = 1000;

/** Those of this process who follow a thing. */
const followers = new Map<string, Set<() => void>>();

/** Tells who follows the thing, once the transaction has committed; other processes see it at their next look. */
export const tellFollowers = (tx: Tx, id: string): void =>
  afterCommit(tx, () => {
    for (const wake of followers.get(id) ?? []) wake();
  });

/** Calls `wake` after each change of the thing made in this process, until the returned function is called. */
export function follow(id: string, wake: () => void): () => void {
  const waking = followers.get(id) ?? new Set();
  followers.set(id, waking.add(wake));
  return () => {
    waking.delete(wake);
    if (waking.size === 0) followers.delete(id);
  };
}

/**
 * Server-sent events of a thing: its mark at once and after each change, until the reader leaves. `markOf` is asked as
 * `sees`, who sees all of it: only that it changed is told, and the page that is fetched again shows what the reader may see.
 */
export const streamMarks = (
  c: Context,
  id: string,
  sees: Actor,
  markOf: (tx: Tx, id: string) => Promise<string>,
): Answer => ({
  send: async (reply) => {
    const close = openStream(accountOf(c.actor) ?? c.actor.kind);
    if (!close) return void reply.code(429).send();
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    let open = true;
    let wake = (): void => undefined;
    const stopFollowing = follow(id, () => wake());
    reply.raw.on('close', () => {
      open = false;
      wake();
    });
    try {
      let told = '';
      while (open) {
        const changed = new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        const mark = await transact(c.services.pool, sees, (tx) => markOf(tx, id), { readOnly: true });
        if (mark !== told) reply.raw.write(`data: ${JSON.stringify({ mark })}\n\n`);
        told = mark;
        await changed;
      }
    } finally {
      stopFollowing();
      close();
      reply.raw.end();
    }
  },
});
