/** One throwaway database for a run of the tests. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from './engine.ts';
import { findPostmaster } from './postmaster.ts';
import { externalEngine } from './resolve.ts';
import type { Engine } from './types.ts';

/** A cluster of tests: an engine, and a folder that goes with it. */
export interface TestCluster {
  readonly engine: Engine;
  /** The URL of the superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

const SHARED = 'CONCORD_TEST_CLUSTER';
/** How the names of folders begin that live as long as a test; the number of the process that made it follows. */
export const TEMPORARY = 'concord-test-';

/**
 * Starts the cluster of this run, or joins the one that the run has started (vitest's workers inherit its URL
 * through the environment). `binDir`, or CONCORD_TEST_PG_BIN, names other programs: a folder, or a major version
 * such as 15, looked for in /usr/lib/postgresql. Nothing is left behind, even if the run is killed.
 */
export async function testCluster(options: { binDir?: string } = {}): Promise<TestCluster> {
  const shared = process.env[SHARED];
  if (shared !== undefined) {
    return { engine: await externalEngine(shared), url: shared, stop: async () => undefined };
  }
  const dataDir = mkdtempSync(join(quickest(), `${TEMPORARY}${process.pid}-`));
  const binDir = binDirNamed(options.binDir ?? process.env.CONCORD_TEST_PG_BIN);
  try {
    const engine = await startEngine({ dataDir, binDir, durable: false });
    guard(dataDir, engine.socketDir);
    process.env[SHARED] = engine.ownerUrl;
    return { engine, url: engine.ownerUrl, stop: () => stopAndRemove(engine, dataDir) };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Files in memory, on systems that have it. */
export const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 2 ** 30;

/** Memory, where the machine has plenty to spare: to copy the thousands of files of a template for each test is what takes long. */
function quickest(): string {
  if (!existsSync(MEMORY) || freemem() < 2 * ROOM_BYTES) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize < ROOM_BYTES ? tmpdir() : MEMORY;
}

/** A folder for a test's own data, reachable by any account that may have to run a database in it. */
export function temporaryFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), `${TEMPORARY}${process.pid}-`));
  chmodSync(path, 0o711);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

async function stopAndRemove(engine: Engine, dataDir: string): Promise<void> {
  delete process.env[SHARED];
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function binDirNamed(name: string | undefined): string | undefined {
  if (!name) return undefined;
  if (existsSync(join(name, 'postgres'))) return name;
  const root = '/usr/lib/postgresql';
  const found = existsSync(root) ? readdirSync(root).sort() : [];
  if (found.includes(name)) return join(root, name, 'bin');
  throw new Error(`There is no PostgreSQL in ${name}; ${root} has: ${found.join(', ') || 'nothing'}.`);
}

/** A shell that outlives us, reads a pipe that only we hold open, and at its end clears what we left. */
function guard(dataDir: string, socketDir: string | undefined): void {
  const pid = findPostmaster(join(dataDir, 'postgres'))?.mark.pid;
  if (pid === undefined || socketDir === undefined) return;
  const script = 'cat; [ -d "$2" ] || exit 0; kill -QUIT "$1"; sleep 1; rm -rf "$2" "$3"';
  const child = spawn('sh', ['-c', script, 'guard', String(pid), dataDir, socketDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  if (child.stdin && 'unref' in child.stdin) (child.stdin as unknown as { unref(): void }).unref();
}
