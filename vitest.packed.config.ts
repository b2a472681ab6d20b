import { defineConfig } from 'vitest/config';

/** The packed command on each Node.js it is for, which npm brings: needs a package registry. */
export default defineConfig({
  test: {
    include: ['test/packed/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 600_000,
    reporters: [['default', { summary: false }], './scripts/tally-reporter.ts'],
    pool: 'forks',
    maxWorkers: 1,
  },
});
