/** Who uses a running database: the last to leave stops it, be it a server or a command. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMark } from './lock.ts';
import { markOf, stillRuns } from './process.ts';

/** Our place in the register. */
export interface Presence {
  /** Leaves; true if nobody else is left. */
  leave(): boolean;
}

/** Enters this process in the register of the data folder. */
export function enter(dataDir: string): Presence {
  const folder = join(dataDir, 'engine-users');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mine = join(folder, `${process.pid}-${randomBytes(6).toString('hex')}`);
  writeFileSync(mine, JSON.stringify(markOf(process.pid)), { flag: 'wx', mode: 0o600 });
  return {
    leave: () => {
      rmSync(mine, { force: true });
      return readdirSync(folder).every((file) => isGone(join(folder, file)));
    },
  };
}

function isGone(file: string): boolean {
  const mark = parseMark(readFileSync(file, 'utf8'));
  if (mark && stillRuns(mark)) return false;
  rmSync(file, { force: true });
  return true;
}
