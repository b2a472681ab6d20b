import { defineConfig } from 'vitest/config';

/** Tests with a real kubectl, started by `scripts/test-kubernetes.ts`, which installs it. */
export default defineConfig({
  test: {
    include: ['test/kubectl/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: [['default', { summary: false }], './scripts/tally-reporter.ts'],
    pool: 'forks',
    maxWorkers: 1,
  },
});
