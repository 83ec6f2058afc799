import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TEMPORARY, temporaryFolder } from '../../src/platform/engine/testing.ts';
import { removeLeavings } from './leavings.ts';

test('what a killed run left is removed; of a run that goes on, and of anybody else, nothing is touched', () => {
  using folder = temporaryFolder();
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const [left, running] = [`${TEMPORARY}${dead}-left`, `${TEMPORARY}${process.pid}-runs`];
  for (const name of [left, running, 'concord-data', `${TEMPORARY}nobody-0`])
    mkdirSync(join(folder.path, name, 'deep'), { recursive: true });
  expect(removeLeavings(folder.path)).toEqual([left]);
  expect(readdirSync(folder.path)).toHaveLength(3);
});
