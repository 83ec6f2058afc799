/** Which test files speak to the database of a run: told by what they name, and by what that names. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The only way to the database of a run. */
export const WAY = 'src/platform/engine/testing.ts';
/** However a file names another: to import it, at once or later, or to run it as a program. */
const NAMES = /['"]([^'"\n]+\.tsx?)['"]/g;
const TEST = /\.test\.tsx?$/;

interface Tests {
  readonly speaking: readonly string[];
  /** Those that compute only: whatever database there is, they answer the same. */
  readonly computing: readonly string[];
  /** Every file that one of those that compute only names, or what it names. */
  readonly behindComputing: ReadonlySet<string>;
}

/** Every test file, parted by whether the way to the database is behind it. */
export function testsByDatabase(): Tests {
  const files = globSync('{src,test}/**/*.{ts,tsx}').map((file) => file.replaceAll(path.sep, '/'));
  const named = new Map(files.map((file) => [file, namedBy(file).filter((name) => files.includes(name))]));
  const behind = (file: string): ReadonlySet<string> => {
    const found = new Set([file]);
    for (const one of found) for (const name of named.get(one) ?? []) found.add(name);
    return found;
  };
  const tests = files.filter((file) => TEST.test(file)).sort();
  const computing = tests.filter((file) => !behind(file).has(WAY));
  return {
    speaking: tests.filter((file) => behind(file).has(WAY)),
    computing,
    behindComputing: new Set(computing.flatMap((file) => [...behind(file)])),
  };
}

/** What a file names, from where it stands or from the top. */
const namedBy = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(NAMES)].flatMap(([, name = '']) => [
    path.posix.join(path.posix.dirname(file), name),
    path.posix.normalize(name),
  ]);
