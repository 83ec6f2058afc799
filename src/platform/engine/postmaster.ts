/** The running database as its own lock file, postmaster.pid, describes it. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineProblem } from './problem.ts';
import { isTaken, markOf, type ProcessMark, signal, stillRuns, worksIn } from './process.ts';

/** A living postmaster of one cluster. */
export interface Postmaster {
  readonly mark: ProcessMark;
  readonly socketDir: string;
  readonly port: number;
  readonly ready: boolean;
}

const POLL_MS = 5;
const FAST_STOP_MS = 60_000;
const IMMEDIATE_STOP_MS = 10_000;

/** The postmaster of this cluster, if one lives; a file left by one that died is not one. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const [pid, , , port, socketDir, , , status] = readLines(join(cluster, 'postmaster.pid'));
  const mark = markOf(Number(pid));
  if (mark === undefined || !worksIn(mark.pid, cluster)) return undefined;
  return { mark, port: Number(port), socketDir: socketDir ?? '', ready: status?.trim() === 'ready' };
}

/**
 * Removes what a postmaster that died left behind, where PostgreSQL would take it for one that lives: its process
 * id belongs to something else by now, or to a zombie that nobody collects. Else PostgreSQL judges for itself, and
 * knows more: whether processes of the dead one still hold its memory.
 */
export function clearDeadPostmaster(cluster: string, socketDir: string): void {
  if (findPostmaster(cluster) !== undefined) return;
  const file = join(cluster, 'postmaster.pid');
  if (isTaken(Number(readLines(file)[0]))) rmSync(file, { force: true });
  if (socketDir === '') return;
  for (const left of readdirSync(socketDir)) {
    if (left.startsWith('.s.PGSQL.')) rmSync(join(socketDir, left), { force: true });
  }
}

/** Waits until the postmaster serves; undefined when it died, or when `alive` says that its process has ended. */
export async function untilReady(
  cluster: string,
  patienceMs: number,
  alive: () => boolean,
): Promise<Postmaster | undefined> {
  const until = Date.now() + patienceMs;
  while (alive()) {
    const found = findPostmaster(cluster);
    if (found?.ready) return found;
    if (Date.now() > until) {
      throw new EngineProblem(
        `The database in ${cluster} did not become ready in ${patienceMs / 1000} seconds; see its log beside it.`,
      );
    }
    await wait(POLL_MS);
  }
  return undefined;
}

/** Stops a postmaster: politely, then at once, then by force. What was committed survives each of them. */
export async function stopPostmaster({ mark }: Pick<Postmaster, 'mark'>): Promise<void> {
  for (const [how, patienceMs] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', IMMEDIATE_STOP_MS],
    ['SIGKILL', IMMEDIATE_STOP_MS],
  ] as const) {
    const until = Date.now() + patienceMs;
    if (stillRuns(mark)) signal(mark.pid, how);
    while (stillRuns(mark) && Date.now() < until) await wait(POLL_MS);
    if (!stillRuns(mark)) return;
  }
  throw new EngineProblem(`The database (process ${mark.pid}) could not be stopped.`);
}

function readLines(path: string): (string | undefined)[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
