/** The private database of a data folder: started, adopted when its parent died, shared, and stopped by the last. */
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type KeyStore, keyStore } from '../keys/index.ts';
import { ADMIN, ADMIN_KEY } from './cluster.ts';
import { ensureRunning } from './ensure-running.ts';
import { stopAtExit } from './farewell.ts';
import { type Lock, tryLock, withLock } from './lock.ts';
import { findPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';
import { EngineProblem } from './problem.ts';
import { signal, stillRuns } from './process.ts';
import { removeSocketDir } from './socket.ts';
import type { Engine, EngineOptions } from './types.ts';
import { enter } from './users.ts';

const WATCH_MS = 1_000;

/** Starts the database for a server, which owns the data folder: a second server is refused. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const dataDir = prepare(options.dataDir);
  const attempt = tryLock(join(dataDir, 'server.lock'));
  if ('holder' in attempt) {
    throw new EngineProblem(
      `Another Concord server (process ${attempt.holder.pid}) already serves ${dataDir}. ` +
        'Stop it first, or give this one a data folder of its own.',
    );
  }
  try {
    return await share({ ...options, dataDir }, attempt.lock);
  } catch (error) {
    attempt.lock.release();
    throw error;
  }
}

/** Uses the database for a command: attaches to it where it runs, else starts it and stops it at the end. */
export async function attachOrStartEngine(options: EngineOptions): Promise<Engine> {
  return share({ ...options, dataDir: prepare(options.dataDir) }, undefined);
}

/** The lock in which the database is started or stopped, by one process at a time. */
export const startingLock = (dataDir: string): string => join(dataDir, 'engine.lock');

function prepare(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return realpathSync(dataDir);
  } catch (error) {
    throw new EngineProblem(`The data folder ${dataDir} cannot be made: ${(error as Error).message}`);
  }
}

async function share(options: EngineOptions, serverLock: Lock | undefined): Promise<Engine> {
  const { dataDir } = options;
  const keys = keyStore(dataDir, options.keysDir);
  const starting = startingLock(dataDir);
  const running = () => withLock(starting, () => ensureRunning(options, keys));
  const presence = await withLock(starting, async () => enter(dataDir));
  const first = await running().catch((error) => {
    presence.leave();
    throw error;
  });
  let postmaster = first.postmaster;
  const login = loginsAt(postmaster, keys);
  let stopping: Promise<void> | undefined;

  const watch = serverLock && setInterval(revive, WATCH_MS).unref();
  const forget = stopAtExit({ stop, stopNow });

  /** A database that dies under its server comes back; what it had acknowledged is in its log. */
  async function revive(): Promise<void> {
    if (stopping || stillRuns(postmaster.mark)) return;
    try {
      postmaster = (await running()).postmaster;
    } catch {
      // The next round tries again, and meanwhile every request says that the database is away.
    }
  }
  function stop(): Promise<void> {
    stopping ??= withLock(starting, async () => {
      if (presence.leave()) await stopRunning(dataDir);
    }).finally(() => {
      clearInterval(watch);
      serverLock?.release();
      forget();
    });
    return stopping;
  }
  function stopNow(): void {
    if (presence.leave()) signal(postmaster.mark.pid, 'SIGINT');
    serverLock?.release();
  }

  const engine: Engine = {
    kind: 'embedded',
    socketDir: process.platform === 'win32' ? undefined : postmaster.socketDir,
    port: postmaster.port,
    connection: login({}),
    ownerUrl: urlOf(login({})),
    adopted: first.adopted,
    connect: login,
    stop,
  };
  try {
    // One that was dying when it was found breaks off: it is waited for, and started again.
    for (let left = 3; !(await checkLogin(engine, keys, left > 0)); left -= 1) {
      for (let rounds = 100; rounds > 0 && stillRuns(postmaster.mark); rounds -= 1) await wait(10);
      postmaster = (await running()).postmaster;
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return engine;
}

async function stopRunning(dataDir: string): Promise<void> {
  const postmaster = findPostmaster(join(dataDir, 'postgres'));
  if (postmaster === undefined) return;
  await stopPostmaster(postmaster);
  removeSocketDir(postmaster.socketDir);
}

function loginsAt({ socketDir, port }: Postmaster, keys: KeyStore): Engine['connect'] {
  const host = process.platform === 'win32' ? '127.0.0.1' : socketDir;
  return ({ user = ADMIN, password, database = 'postgres' }) => ({
    host,
    port,
    user,
    password: password ?? (user === ADMIN ? keys.password(ADMIN_KEY) : undefined),
    database,
  });
}

function urlOf({ host = '', port, user, password, database }: pg.ClientConfig): string {
  return `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/**
 * A password that does not fit means that data and keys come from different places: say so at once. Whether the
 * database let Concord in: false where it broke off without a word, and that is to be tried again.
 */
async function checkLogin(engine: Engine, keys: KeyStore, mayBreakOff: boolean): Promise<boolean> {
  const client = new pg.Client(engine.connection);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    const refused = error instanceof pg.DatabaseError && !error.code?.startsWith('57P');
    if (mayBreakOff && !refused) return false;
    throw new EngineProblem(
      `The database runs but refuses Concord (${(error as Error).message}). ` +
        `If the keys in ${keys.folder} are not those the data was made with, import the right ones.`,
    );
  }
}
