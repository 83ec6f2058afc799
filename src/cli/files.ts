import { readFile, writeFile } from 'node:fs/promises';
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

/** Reads a file that the caller named. */
export async function readGiven(name: string): Promise<Buffer> {
  try {
    return await readFile(fromCaller(name));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(
      code === 'EISDIR'
        ? `${name} is a folder: name a file.`
        : `The file ${name} cannot be read: check its name.`,
    );
  }
}
