/**
 * What every command does first: dependencies as the lock file says, and a Node that is new enough. Plain JavaScript,
 * so that any Node from 18 on can run it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST = [22, 12];

/** Ends with one sentence on standard error. */
export function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Installs what the lock file names, unless it is there. */
export function ensureInstalled({ dev }) {
  if (isInstalled(dev)) return;
  process.stderr.write('Installing what package-lock.json names (once; about a minute)…\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? ['--include=dev'] : [])];
  const [command, given] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  // stdout may belong to a command's own output.
  const { status } = spawnSync(command, given, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) stop('npm ci did not succeed: see its message above, then try again.');
}

function isInstalled(dev) {
  const wanted = packagesOf(path.join(ROOT, 'package-lock.json'));
  const present = packagesOf(path.join(ROOT, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === '' ||
      entry.optional ||
      entry.devOptional ||
      (entry.dev && !dev) ||
      present[name]?.version === entry.version,
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** The Node to run Concord with: this one if it is new enough, else the one that the lock file brings. */
export function chooseNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  for (const name of [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]) {
    const brought = path.join(ROOT, 'node_modules', name, program);
    if (existsSync(brought)) return brought;
  }
  return stop(
    `Concord needs Node ${OLDEST.join('.')} or newer, and npm brought none for ${process.platform} on ${process.arch}: install Node 24.`,
  );
}

/** Runs a program of Node in the foreground, passes signals on, and gives its exit code. */
export function runNode(args, { env = {}, stdio = 'inherit' } = {}) {
  const child = spawn(chooseNode(), args, {
    cwd: ROOT,
    stdio,
    env: { ...process.env, ...env, CONCORD_PARENT: String(process.pid) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(signal ? 128 : (code ?? 1)));
  });
}
