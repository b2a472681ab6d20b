import { defineConfig } from 'vitest/config';
import { testReporters } from './scripts/test-reporters.ts';

/** The packed command on each Node.js it is for, which npm brings: needs a package registry. */
export default defineConfig({
  test: {
    include: ['test/packed/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 600_000,
    reporters: testReporters,
    pool: 'forks',
    maxWorkers: 1,
  },
});
