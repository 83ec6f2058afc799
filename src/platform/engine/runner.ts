/**
 * How PostgreSQL is run by whom. It refuses to run as root, and an ordinary user need do nothing. Root enters a
 * user namespace in which it is an ordinary user; where namespaces are forbidden, root lends the work to an
 * unprivileged account, which needs programs it can read and data it owns.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Binaries, program } from './binaries.ts';
import { EngineProblem } from './problem.ts';

/** The ways to run PostgreSQL: as we are, as root in a user namespace, or as another account. */
export type Way = 'direct' | 'namespace' | 'account';

export interface Runner {
  readonly way: Way;
  readonly binaries: Binaries;
  /** The account that must own the data and the socket's folder; undefined means whoever we are. */
  readonly owner: { uid: number; gid: number } | undefined;
  /** The full command that runs a program; it replaces itself, so the process keeps its id. */
  command(name: 'initdb' | 'postgres', args: readonly string[]): [string, string[]];
}

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The runner for this machine; `way` insists on one (used by tests). */
export function findRunner(dataDir: string, binaries: Binaries, way = wayHere()): Runner {
  if (way === 'direct') return { way, binaries, owner: undefined, command: plain(binaries) };
  if (way === 'namespace') {
    const asUser = namespaceArguments();
    return {
      way,
      binaries,
      owner: undefined,
      command: (name, args) => ['unshare', [...asUser, program(binaries.bin, name), ...args]],
    };
  }
  return accountRunner(dataDir, binaries);
}

/** Gives the owner of the runner a folder and all in it, if it is not theirs already. */
export function handOver(folder: string, runner: Runner): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = runner.owner ?? { uid: 0, gid: 0 };
  if (statSync(folder).uid !== uid) execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
}

const plain =
  (binaries: Binaries): Runner['command'] =>
  (name, args) => [program(binaries.bin, name), [...args]];

function wayHere(): Way {
  if (process.getuid?.() !== 0) return 'direct';
  return runs('unshare', [...namespaceArguments(), 'true']) ? 'namespace' : 'account';
}

/** Inside, root must appear as somebody: initdb asks for the name of its user. */
function namespaceArguments(): string[] {
  const accounts = listAccounts().filter(({ uid }) => uid !== 0);
  const shown = accounts.find(({ uid }) => uid === 1000) ?? accounts[0];
  const uid = shown?.uid ?? 1000;
  return ['--user', `--map-user=${uid}`, `--map-group=${uid}`];
}

function accountRunner(dataDir: string, binaries: Binaries): Runner {
  const account = ['concord', 'postgres', 'nobody'].flatMap(
    (name) => listAccounts().find((found) => found.name === name && found.uid !== 0) ?? [],
  )[0];
  const asAccount = account && ['--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'];
  if (!asAccount || !runs('setpriv', [...asAccount, 'true'])) {
    throw new EngineProblem(
      'PostgreSQL does not run as root, and this machine allows root neither a user namespace (unshare) nor ' +
        'another account (setpriv). Start Concord as an ordinary user, or set DATABASE_URL.',
    );
  }
  chmodSync(dataDir, 0o711);
  const copied = copyFor(dataDir, binaries);
  const lent = { ...binaries, bin: copied, libraries: undefined };
  if (!runs('setpriv', [...asAccount, program(copied, 'postgres'), '--version'])) {
    throw new EngineProblem(
      `PostgreSQL does not run as root, and the account "${account.name}" cannot reach ${dataDir}. ` +
        'Choose a data folder outside private folders, start Concord as an ordinary user, or set DATABASE_URL.',
    );
  }
  return {
    way: 'account',
    binaries: lent,
    owner: { uid: account.uid, gid: account.gid },
    command: (name, args) => ['setpriv', [...asAccount, program(copied, name), ...args]],
  };
}

/** A copy of the programs that another account can read, renewed when the package is. */
function copyFor(dataDir: string, binaries: Binaries): string {
  if (binaries.root === undefined) return binaries.bin;
  const copy = join(dataDir, 'postgres-programs');
  const stampFile = join(copy, 'copied-from');
  const stamp = `${binaries.root} ${statSync(program(binaries.bin, 'postgres')).mtimeMs}`;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return join(copy, 'bin');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { mode: 0o755 });
  for (const part of ['bin', 'lib', 'share']) {
    cpSync(join(binaries.root, part), join(copy, part), { recursive: true, verbatimSymlinks: true });
  }
  if (binaries.libraries !== undefined) {
    cpSync(binaries.libraries, join(copy, 'lib'), { recursive: true, dereference: true });
  }
  execFileSync('chmod', ['-R', 'a+rX', copy]);
  writeFileSync(stampFile, stamp);
  return join(copy, 'bin');
}

function listAccounts(): Account[] {
  if (!existsSync('/etc/passwd')) return [];
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length > 3)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function runs(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
