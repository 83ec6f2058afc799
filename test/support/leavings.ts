/** What a run of the tests leaves for a moment: one folder for everything temporary, named after its process. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEMORY, TEMPORARY } from '../../src/platform/engine/testing.ts';

const OF_A_RUN = new RegExp(`^${TEMPORARY}(\\d+)-`);
/** Where programs look for the folder for temporary files, on this system or another. */
const NAMES = ['TMPDIR', 'TEMP', 'TMP'];

/**
 * A folder of this run, to which everything temporary goes from now on, the profiles of browsers too. What runs left
 * that were killed before they could clear up is removed.
 */
export function ownTemporaryFolder(): Disposable {
  const usual = tmpdir();
  for (const folder of [usual, MEMORY]) removeLeavings(folder);
  const own = mkdtempSync(join(usual, `${TEMPORARY}${process.pid}-`));
  // An account that has to run a database in it must be able to go through.
  chmodSync(own, 0o711);
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  for (const name of NAMES) process.env[name] = own;
  return {
    [Symbol.dispose]() {
      for (const [name, value] of before)
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** Removes the folders in this one of runs that are no more. Gives their names. */
export function removeLeavings(folder: string): string[] {
  const gone = namesIn(folder).filter((name) => {
    const pid = OF_A_RUN.exec(name)?.[1];
    return pid !== undefined && !runs(Number(pid));
  });
  for (const name of gone) rmSync(join(folder, name), { recursive: true, force: true });
  return gone;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else may not be asked, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
