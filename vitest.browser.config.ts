import { defineConfig } from 'vitest/config';

/** Tests that need a browser; where there is none they are skipped. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: [['default', { summary: false }], './scripts/tally-reporter.ts'],
    pool: 'forks',
    maxWorkers: 1,
  },
});
