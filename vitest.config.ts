import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    // On another PostgreSQL only what speaks to one is run again.
    exclude: [
      'node_modules/**',
      ...(process.env.CONCORD_TEST_ONLY === 'database'
        ? [
            'src/kernel/**',
            'src/ui/**',
            'src/platform/engine/**',
            'src/modules/casework/linkage/**',
            'test/browser/**',
            'test/crash/**',
          ]
        : []),
    ],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    // Whoever asks first loads the example for the whole run, which a busy machine is slow at.
    hookTimeout: 120_000,
    pool: 'threads',
    // As one process serves every partnership: modules keep nothing that one test file could leave for another.
    isolate: false,
    maxWorkers: 2,
  },
});
