import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { SettingError, type Settings } from '../platform/settings.ts';

/** Makes the folders of data and keys where they are missing; one sentence names the setting when that cannot be. */
export function makeFolders(settings: Settings): void {
  for (const [name, folder] of [
    ['CONCORD_DATA', settings.dataDir],
    ['CONCORD_KEYS', settings.keysDir],
  ] as const)
    try {
      makeFolder(folder);
    } catch (error) {
      const reason = (error as Error).message.split(',')[0];
      throw new SettingError(
        `The setting ${name} is wrong: the folder ${folder} cannot be written to (${reason}). Choose another.`,
      );
    }
}

/** Step by step: asked to make a whole path, Node does not come back from places such as /proc. */
function makeFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (!there) {
    makeFolder(path.dirname(folder));
    mkdirUnlessThere(folder);
  }
  if (there && !there.isDirectory()) throw new Error('a file stands there');
  accessSync(folder, constants.W_OK | constants.X_OK);
}

/** Another process may make it at the same moment. */
function mkdirUnlessThere(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
