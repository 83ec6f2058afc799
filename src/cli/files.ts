import { open, readFile, writeFile } from 'node:fs/promises';
import { fromCaller, UsageError } from './command.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

/** Writes what a command made to the file that its caller named. */
export async function writeOut(out: string, content: Buffer | string): Promise<void> {
  try {
    await writeFile(fromCaller(out), content);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UsageError(`The file ${out} cannot be written: ${REASONS[code] ?? message}.`);
  }
}

const cannotBeRead = (name: string, error: unknown): UsageError =>
  new UsageError(
    (error as NodeJS.ErrnoException).code === 'EISDIR'
      ? `${name} is a folder: name a file.`
      : `The file ${name} cannot be read: check its name.`,
  );

/** Reads a file that the caller named. */
export async function readGiven(name: string): Promise<Buffer> {
  try {
    return await readFile(fromCaller(name));
  } catch (error) {
    throw cannotBeRead(name, error);
  }
}

/** Makes sure that a file that the caller named can be read, for one too large to be read at once. */
export async function readable(name: string): Promise<void> {
  try {
    const file = await open(fromCaller(name));
    const isFolder = (await file.stat()).isDirectory();
    await file.close();
    if (isFolder) throw Object.assign(new Error(name), { code: 'EISDIR' });
  } catch (error) {
    throw cannotBeRead(name, error);
  }
}
