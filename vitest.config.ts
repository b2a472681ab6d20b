import { configDefaults, defineConfig } from 'vitest/config';
import { testReporters } from './scripts/test-reporters.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need a browser, Python's package index or an hour: they have commands of their own.
    exclude: [
      ...configDefaults.exclude,
      'test/browser/**',
      'test/az/**',
      'test/packed/**',
      'test/kubectl/**',
      'test/absent/whole/**',
    ],
    // Real servers, real storage emulator, real child processes: slow machines need time, not retries.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: testReporters,
    // Tests that start servers measure nothing, so files may share the cores.
    pool: 'forks',
    maxWorkers: 2,
  },
});
