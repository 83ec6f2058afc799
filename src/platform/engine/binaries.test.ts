import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hydrateLibraries } from './binaries.ts';
import { temporaryFolder } from './testing.ts';

/** A package as npm leaves it when install scripts are off: the library, and a list of links to it. */
function packageWithoutLinks(): { root: string; elsewhere: string } {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const root = join(folder.path, 'package');
  mkdirSync(join(root, 'native/lib'), { recursive: true });
  writeFileSync(join(root, 'native/lib/libpq.so.5.18'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify(links));
  return { root, elsewhere: join(folder.path, 'data/postgres-libraries') };
}

const readOnly = (folder: string) => (source: string, target: string) => {
  if (target.startsWith(folder)) throw Object.assign(new Error('read-only file system'), { code: 'EROFS' });
  symlinkSync(source, target);
};

test('library links that no install script made are made at the first start', () => {
  const { root, elsewhere } = packageWithoutLinks();
  expect(hydrateLibraries(root, elsewhere)).toBeUndefined();
  expect(readlinkSync(join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  expect(hydrateLibraries(root, elsewhere)).toBeUndefined();
});

test('in a package that is read-only the links are made in the data folder', () => {
  const { root, elsewhere } = packageWithoutLinks();
  expect(hydrateLibraries(root, elsewhere, readOnly(root))).toBe(elsewhere);
  expect(readFileSync(join(elsewhere, 'libpq.so.5'), 'utf8')).toBe('library');
});

test('where links can be made nowhere, one sentence says what to do', () => {
  const { root, elsewhere } = packageWithoutLinks();
  expect(() => hydrateLibraries(root, elsewhere, readOnly('/'))).toThrow(
    /can be made neither in .* Run "npm rebuild/,
  );
});
