import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dayInLondon, type PlainDate } from '../../kernel/plain-date.ts';

/** A file that was fetched, with where and when. */
export interface Fetched {
  readonly file: string;
  readonly address: string;
  readonly retrievedOn: PlainDate;
}

/** The folder of one request: what was fetched of it is kept, so that a fetch that was broken off goes on. */
export interface KeptFolder {
  readonly folder: string;
  readonly pathOf: (name: string) => string;
  /** A finished part, or undefined. */
  readonly read: (name: string) => Promise<Buffer | undefined>;
  /** Keeps a part: whole or not at all. */
  readonly write: (name: string, bytes: Buffer | string) => Promise<void>;
  /** Keeps the finished file with where and when it was fetched. */
  readonly finish: (name: string, bytes: Buffer | string, address: string) => Promise<Fetched>;
  /** What was finished before, or undefined. */
  readonly finished: () => Promise<Fetched | undefined>;
}

/** The folder of a request below `base`; `again` forgets what was fetched before. */
export async function keptFolder(
  base: string,
  service: string,
  request: string,
  again: boolean,
): Promise<KeptFolder> {
  const key = createHash('sha256').update(request).digest('hex').slice(0, 24);
  const folder = path.join(base, service, key);
  if (again) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Names are made of what is asked for, too: none leads out of the folder.
  const pathOf = (name: string): string => path.join(folder, path.basename(name));
  const read = (name: string): Promise<Buffer | undefined> => readFile(pathOf(name)).catch(() => undefined);
  const write = async (name: string, bytes: Buffer | string): Promise<void> => {
    await writeFile(`${pathOf(name)}.new`, bytes);
    await rename(`${pathOf(name)}.new`, pathOf(name));
  };
  return {
    folder,
    pathOf,
    read,
    write,
    async finish(name, bytes, address) {
      await write(name, bytes);
      const about = { file: name, address, retrievedOn: dayInLondon(new Date()) };
      await write('about.json', JSON.stringify(about, null, 2));
      return { ...about, file: pathOf(name) };
    },
    async finished() {
      const about = await read('about.json');
      if (!about) return undefined;
      const told = JSON.parse(about.toString('utf8')) as Fetched;
      return { ...told, file: pathOf(told.file) };
    },
  };
}
