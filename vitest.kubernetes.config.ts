import { defineConfig } from 'vitest/config';
import { testReporters } from './scripts/test-reporters.ts';

/** Tests with a real kubectl, started by `scripts/test-kubernetes.ts`, which installs it. */
export default defineConfig({
  test: {
    include: ['test/kubectl/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: testReporters,
    pool: 'forks',
    maxWorkers: 1,
  },
});
