/** The programs a benchmark runs beside itself: started with their own folder, stopped by their own process id. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Running {
  readonly address: URL;
  /** From starting the program to its saying that it is ready. */
  readonly readyMs: number;
  readonly stop: () => Promise<void>;
}

const READY = /ready at (http:\/\/\S+)/;
const PATIENCE_MS = 180_000;
const FAREWELL_MS = 20_000;
const children = new Map<ChildProcess, () => Promise<void>>();

// However the benchmark ends, nothing that it started outlives it.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(name, () => {
    void stopEverything().finally(() => process.exit(130));
  });

/** Stops what still runs. */
export async function stopEverything(): Promise<void> {
  await Promise.all([...children.values()].map((stop) => stop()));
}

/** Starts a program and waits until it says where it is ready. */
export function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      children.delete(child);
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    signal(child, 'SIGTERM');
    const late = setTimeout(() => signal(child, 'SIGKILL'), FAREWELL_MS);
    await ended;
    clearTimeout(late);
  };
  children.set(child, stop);
  return new Promise((resolve, reject) => {
    let said = '';
    const patience = setTimeout(() => {
      void stop();
      reject(new Error(`${args.join(' ')} was not ready after three minutes:\n${said}`));
    }, PATIENCE_MS);
    const listen = (data: Buffer): void => {
      said += data;
      const address = READY.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(patience);
      resolve({ address: new URL(address), readyMs: performance.now() - began, stop });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => {
      clearTimeout(patience);
      reject(new Error(`${args.join(' ')} ended:\n${said}`));
    });
  });
}

/** To the program's own group: npm stands between us and what it runs. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

/** Runs a program to its end. Gives what it printed and how long it took; a failure is thrown. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ ms: number; out: string }> {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let said = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (said += data));
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0
        ? resolve({ ms: performance.now() - began, out })
        : reject(new Error(`${args.join(' ')} ended with ${code}: ${said}`)),
    );
  });
}
