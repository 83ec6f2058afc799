/** Where the database listens: a Unix socket in a short folder that only its owner may enter. */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineProblem } from './problem.ts';

/** The port names the socket's file; it is a real port on Windows only. */
export const SOCKET_PORT = 5432;

/** The longest path the operating systems accept for a socket. */
const LONGEST_SOCKET_PATH = 107;

/** A folder for the socket of this data folder, private and short enough. */
export function makeSocketDir(
  dataDir: string,
  owner: { uid: number } | undefined,
  runtimeDir?: string,
): string {
  const name = `concord-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  const candidates = runtimeDir === undefined ? [...new Set([tmpdir(), '/tmp'])] : [runtimeDir];
  const parent = candidates.find((folder) => fits(join(folder, `${name}-123456`)));
  if (parent === undefined) {
    throw new EngineProblem(
      `The folder for the database's socket, ${join(candidates[0] ?? '', name)}, is too long: ` +
        `a socket's path may have ${LONGEST_SOCKET_PATH} bytes. Set TMPDIR to a shorter folder.`,
    );
  }
  return privateFolder(join(parent, name), owner);
}

/** Removes the socket's folder once nothing is in it. */
export function removeSocketDir(folder: string): void {
  try {
    if (folder !== '') rmdirSync(folder);
  } catch {
    // It is gone already, or holds something that is not ours to remove.
  }
}

/** A free port on the loopback address, for systems without Unix sockets. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const fits = (folder: string): boolean =>
  Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH;

/** The folder of that name, or, if somebody else stands there, one of a name nobody could foresee. */
function privateFolder(path: string, owner: { uid: number } | undefined): string {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch {
    const found = lstatSync(path, { throwIfNoEntry: false });
    const ours = found?.isDirectory() && [process.getuid?.(), owner?.uid].includes(found.uid);
    if (!ours) return mkdtempSync(`${path}-`);
    chmodSync(path, 0o700);
  }
  return path;
}
