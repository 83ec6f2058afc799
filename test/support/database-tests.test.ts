import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testsByDatabase, WAY } from './database-tests.ts';

const { speaking, computing, behindComputing } = testsByDatabase();
const read = (file: string): string => readFileSync(file, 'utf8');

test('what opens a database or a Concord over one is run again on another PostgreSQL', () => {
  const opening =
    /\b(testDatabase|openTestDatabase|testApp|openTestApp|openExample|browserTest|testCluster)\(/;
  expect(computing.filter((file) => opening.test(read(file)))).toEqual([]);
  expect(speaking.filter((file) => opening.test(read(file))).length).toBeGreaterThan(200);
  expect(computing.length).toBeGreaterThan(50);
});

test('nothing that is left out there can come to the database past what it names', () => {
  const files = [...behindComputing];
  const [, variable = 'none'] = /const SHARED = '(\w+)'/.exec(read(WAY)) ?? [];
  expect(read(WAY)).toContain('process.env[SHARED]');
  expect(variable).toMatch(/^CONCORD_/);
  expect(files.filter((file) => read(file).includes(variable))).toEqual([]);
  // The name in `import(name)` would be known only while it runs.
  expect(files.filter((file) => /(?<![/\w])import\(\s*[^'"\s]/.test(read(file)))).toEqual([]);
});
