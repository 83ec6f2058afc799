import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { testsByDatabase } from './test/support/database-tests.ts';

const onAnotherPostgres = process.env.CONCORD_TEST_ONLY === 'database';
/** What a third worker, its browser and its part of the database must find free. */
const ROOM_BYTES = 8 * 2 ** 30;
/** The look at every page, which takes several times as long as any other. */
const LONGEST = '/test/browser/axe.test.ts';

/** What takes longest begins first, so that nothing waits for it at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith(LONGEST);
    const others = files.filter((file) => !isLongest(file));
    return [...files.filter(isLongest), ...(await super.sort(others))];
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // On another PostgreSQL only what speaks to one is run again, and not what brings its own.
    include: onAnotherPostgres
      ? [...testsByDatabase().speaking]
      : ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    exclude: [
      'node_modules/**',
      ...(onAnotherPostgres ? ['src/platform/engine/**', 'test/browser/**', 'test/crash/**'] : []),
    ],
    globalSetup: ['test/support/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    // Whoever asks first loads the example for the whole run.
    hookTimeout: 300_000,
    pool: 'threads',
    // As one process serves every partnership: modules keep nothing that one test file could leave for another.
    isolate: false,
    // A third computes while two wait for a browser or the database, where there is memory for it.
    maxWorkers: process.availableMemory() < ROOM_BYTES ? 2 : 3,
  },
});
