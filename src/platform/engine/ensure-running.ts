import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { KeyStore } from '../keys/index.ts';
import { findBinaries } from './binaries.ts';
import {
  ADMIN_KEY,
  checkVersion,
  type Listening,
  makeCluster,
  readStartLog,
  spawnPostmaster,
} from './cluster.ts';
import { clearDeadPostmaster, findPostmaster, type Postmaster, untilReady } from './postmaster.ts';
import { EngineProblem } from './problem.ts';
import { stillRuns } from './process.ts';
import { findRunner, handOver, type Runner } from './runner.ts';
import { freePort, makeSocketDir, removeSocketDir, SOCKET_PORT } from './socket.ts';
import type { EngineOptions } from './types.ts';

/** Recovery after a crash replays the log; a large one takes minutes, and then the wait is worth it. */
const PATIENCE_MS = 300_000;
const DYING_BACKENDS_MS = 15_000;

/** Sees to it that the database of a data folder runs. The caller holds the starting lock. */
export async function ensureRunning(
  options: EngineOptions,
  keys: KeyStore,
): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  const { dataDir, durable = true } = options;
  const cluster = join(dataDir, 'postgres');
  const alive = await adopt(cluster);
  if (alive) return { postmaster: alive, adopted: true };

  const runner = findRunner(dataDir, findBinaries(dataDir, options.binDir), options.way);
  const made = existsSync(cluster);
  if (made) {
    if (!keys.has(ADMIN_KEY)) {
      throw new EngineProblem(
        `There is data in ${cluster} but not the key that opens it ("${ADMIN_KEY}" in ${keys.folder}). ` +
          'Import the keys that were exported with it.',
      );
    }
    checkVersion(cluster, runner.binaries.major);
    handOver(cluster, runner);
  }
  const listening = await whereToListen(options, runner);
  try {
    if (!made) await makeCluster(dataDir, runner, keys.password(ADMIN_KEY), durable);
    return { postmaster: await start(options, listening, runner), adopted: false };
  } catch (error) {
    removeSocketDir(listening.socketDir);
    throw error;
  }
}

async function whereToListen({ dataDir, runtimeDir }: EngineOptions, runner: Runner): Promise<Listening> {
  if (process.platform === 'win32') return { socketDir: '', port: await freePort() };
  const socketDir = makeSocketDir(dataDir, runner.owner, runtimeDir);
  handOver(socketDir, runner);
  return { socketDir, port: SOCKET_PORT };
}

/** A postmaster that still runs, waited for if it is only starting; one that is stopping is waited out. */
async function adopt(cluster: string): Promise<Postmaster | undefined> {
  const found = findPostmaster(cluster);
  return found && untilReady(cluster, PATIENCE_MS, () => stillRuns(found.mark));
}

async function start(
  { dataDir, durable = true }: EngineOptions,
  listening: Listening,
  runner: Runner,
): Promise<Postmaster> {
  const cluster = join(dataDir, 'postgres');
  const until = Date.now() + DYING_BACKENDS_MS;
  for (;;) {
    clearDeadPostmaster(cluster, listening.socketDir);
    const child = spawnPostmaster(dataDir, runner, listening, durable);
    const runs = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
    const ready = await untilReady(cluster, PATIENCE_MS, runs);
    if (ready) return ready;
    const said = readStartLog(dataDir);
    // Backends of a postmaster that was killed take a moment to notice, and hold its shared memory until then.
    if (!said.includes('pre-existing shared memory') || Date.now() > until) {
      throw new EngineProblem(`The database did not start: ${lastWords(said)}`);
    }
    await wait(50);
  }
}

const lastWords = (log: string): string => log.split('\n').slice(-3).join(' ') || 'it said nothing.';
