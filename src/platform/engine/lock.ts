/** Locks in the data folder: a file that names its holder, and that nobody else may take while the holder runs. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, EngineProblem } from './problem.ts';
import { markOf, type ProcessMark, stillRuns } from './process.ts';

/** A lock in our hands. */
export interface Lock {
  release(): void;
}

type Attempt = { lock: Lock } | { holder: ProcessMark };

/** Takes the lock, or says which living process holds it. */
export function tryLock(path: string): Attempt {
  for (;;) {
    const mine = JSON.stringify({ ...markOf(process.pid), nonce: randomBytes(8).toString('hex') });
    if (createWhole(path, mine)) return { lock: { release: () => removeIf(path, mine) } };
    const text = readText(path);
    if (text === undefined) continue;
    const holder = parseMark(text);
    if (holder && stillRuns(holder)) return { holder };
    removeIf(path, text);
  }
}

/** Runs `work` while holding the lock, waiting for others to finish with it first. */
export async function withLock<T>(path: string, work: () => Promise<T>, patienceMs = 120_000): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const attempt = tryLock(path);
    if ('lock' in attempt) {
      try {
        return await work();
      } finally {
        attempt.lock.release();
      }
    }
    if (Date.now() > until) {
      throw new EngineProblem(
        `Process ${attempt.holder.pid} has held ${path} for too long; end it and try again.`,
      );
    }
    await wait(20);
  }
}

/** The mark a lock file holds, if it can be read. */
export function parseMark(text: string): ProcessMark | undefined {
  try {
    const { pid, started } = JSON.parse(text) as Partial<ProcessMark>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

/** Links a complete file into place, so that no reader ever sees half a lock. */
function createWhole(path: string, text: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600 });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new EngineProblem(`Concord cannot write in its data folder: ${(error as Error).message}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a lock only while it still says what we read: another may have replaced it in between. */
function removeIf(path: string, text: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readText(aside) !== text) {
    try {
      linkSync(aside, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
