/** The folder of stored files: read for a backup, and replaced as a whole by a restore. */
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackupProblem } from './problem.ts';

const ARRIVING = '.arriving';
const SEGMENT = /^(?!\.\.?$)[^/\\\0]+$/;

/** Paths of the stored files, with `/` between folders; files only just being written are left out. */
export async function listFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (path: string): Promise<void> => {
    for (const item of await readFolder(join(folder, path))) {
      const inner = path === '' ? item.name : `${path}/${item.name}`;
      if (inner === ARRIVING) continue;
      if (item.isDirectory()) await walk(inner);
      else if (item.isFile() && !item.name.endsWith('.part')) found.push(inner);
    }
  };
  await walk('');
  return found.sort();
}

/** The bytes of a stored file, or undefined if it was disposed of in the meantime. */
export async function openFile(folder: string, path: string): Promise<AsyncIterable<Buffer> | undefined> {
  try {
    return (await open(join(folder, path), 'r')).createReadStream({ highWaterMark: 256 * 1024 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new BackupProblem(`The file ${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Files on their way in. Nothing that was there goes before `finish`, so that a crash in between costs nothing. */
export interface Arrivals {
  /** Takes a file in, out of sight. */
  add(path: string, bytes: AsyncIterable<Buffer>): Promise<void>;
  /** Puts all of them in their places, beside those that were there. */
  settle(): Promise<void>;
  /** Removes what was added. */
  undo(): Promise<void>;
  /** Removes what was there and has not arrived. */
  finish(): Promise<void>;
}

/** Begins to bring files into a folder. A file's path stands for its content, as the store of files names them. */
export async function beginArrivals(folder: string): Promise<Arrivals> {
  const arriving = join(folder, ARRIVING);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(arriving, { recursive: true, force: true });
  await mkdir(arriving, { mode: 0o700 });
  const before = new Set(await listFiles(folder));
  const arrived = new Set<string>();
  const removeAll = async (paths: Iterable<string>): Promise<void> => {
    for (const path of paths) await rm(join(folder, path), { force: true });
    await rm(arriving, { recursive: true, force: true });
  };
  return {
    add: async (path, bytes) => {
      if (!path.split('/').every((segment) => SEGMENT.test(segment))) {
        throw new BackupProblem(`The backup names a file outside its folder: ${path}`);
      }
      const target = join(arriving, path);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await pipeline(bytes, createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
      arrived.add(path);
    },
    settle: async () => {
      for (const path of arrived) {
        await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
        await rename(join(arriving, path), join(folder, path));
      }
    },
    undo: () => removeAll([...arrived].filter((path) => !before.has(path))),
    finish: () => removeAll([...before].filter((path) => !arrived.has(path))),
  };
}

async function readFolder(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new BackupProblem(`The folder ${folder} cannot be read: ${error.message}`);
  });
}
