/** Makes a cluster, and starts the postmaster that serves it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programEnvironment } from './binaries.ts';
import { EngineProblem } from './problem.ts';
import { handOver, type Runner } from './runner.ts';

/** The role that owns the cluster. Concord's own roles are made by it and serve with less. */
export const ADMIN = 'concord_admin';

/** The name of its password in the key store. */
export const ADMIN_KEY = 'concord-admin';

/** Where a postmaster listens. */
export interface Listening {
  readonly socketDir: string;
  readonly port: number;
}

const run = promisify(execFile);
const LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** Makes the cluster in `<dataDir>/postgres`, whole or not at all. */
export async function makeCluster(
  dataDir: string,
  runner: Runner,
  password: string,
  durable: boolean,
): Promise<void> {
  const draft = join(dataDir, 'postgres.new');
  const passwordFile = join(dataDir, 'postgres.password');
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    await inSomeLocale(async (locale) => {
      rmSync(draft, { recursive: true, force: true });
      const args = initArguments(runner.binaries.major, draft, passwordFile, locale, durable);
      if (runner.owner) lend(runner, draft, passwordFile);
      const [command, commandArguments] = runner.command('initdb', args);
      await run(command, commandArguments, { env: programEnvironment(runner.binaries) });
    });
    renameSync(draft, join(dataDir, 'postgres'));
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Refuses a cluster made by another major version: its files mean something else. */
export function checkVersion(cluster: string, major: number): void {
  const made = Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);
  if (made === major) return;
  throw new EngineProblem(
    `The data in ${cluster} was written by PostgreSQL ${made}, and this Concord brings PostgreSQL ${major}. ` +
      'Make a backup with the Concord that wrote it, and restore it into a new data folder.',
  );
}

/** Starts the postmaster in a session of its own, so that a Ctrl-C at the terminal reaches Concord first. */
export function spawnPostmaster(
  dataDir: string,
  runner: Runner,
  listening: Listening,
  durable: boolean,
): ChildProcess {
  const settings = Object.entries(settingsFor(listening, durable)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const [command, args] = runner.command('postgres', ['-D', join(dataDir, 'postgres'), ...settings]);
  const log = openSync(startLog(dataDir), 'w', 0o600);
  try {
    const child = spawn(command, args, {
      env: programEnvironment(runner.binaries),
      cwd: runner.binaries.bin,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
    child.once('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** What the postmaster said while starting. */
export function readStartLog(dataDir: string): string {
  return existsSync(startLog(dataDir)) ? readFileSync(startLog(dataDir), 'utf8').trim() : '';
}

const startLog = (dataDir: string): string => join(dataDir, 'postgres.log');

/**
 * Sized for two cores and a partnership. The log says that something failed but never whose row it was:
 * statements and details hold names.
 */
function settingsFor({ socketDir, port }: Listening, durable: boolean): Record<string, string> {
  const onWindows = process.platform === 'win32';
  return {
    listen_addresses: onWindows ? '127.0.0.1' : '',
    unix_socket_directories: onWindows ? '' : socketDir,
    unix_socket_permissions: '0700',
    port: String(port),
    max_connections: '60',
    shared_buffers: '128MB',
    effective_cache_size: '1GB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '1GB',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    password_encryption: 'scram-sha-256',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  };
}

function initArguments(
  major: number,
  cluster: string,
  passwordFile: string,
  locale: string,
  durable: boolean,
): string[] {
  return [
    ...['-D', cluster, '-U', ADMIN, '-E', 'UTF8', `--locale=${locale}`, '--lc-messages=C', '-T', 'english'],
    ...(major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--data-checksums', '--no-instructions'],
    ...(durable ? [] : ['--no-sync']),
  ];
}

/** Systems differ in the names of their UTF-8 locales; the last resort knows only ASCII letters. */
async function inSomeLocale(attempt: (locale: string) => Promise<void>): Promise<void> {
  let failure = '';
  for (const locale of LOCALES) {
    try {
      return await attempt(locale);
    } catch (error) {
      failure = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
      if (!failure.includes('locale')) break;
    }
  }
  throw new EngineProblem(`The database could not be made: ${failure}`);
}

/** initdb makes its folder itself, but another account may not do so in ours. */
function lend(runner: Runner, draft: string, passwordFile: string): void {
  handOver(passwordFile, runner);
  mkdirSync(draft, { mode: 0o700 });
  handOver(draft, runner);
}
