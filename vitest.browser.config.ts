import { defineConfig } from 'vitest/config';
import { testReporters } from './scripts/test-reporters.ts';

/** Tests that need a browser; where there is none they are skipped. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: testReporters,
    pool: 'forks',
    maxWorkers: 1,
  },
});
