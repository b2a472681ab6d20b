import { defineConfig } from 'vitest/config';

/** Takes every property that is read away, in every way, from everything that has it. */
export default defineConfig({
  test: {
    include: ['test/absent/whole/**/*.test.ts'],
    testTimeout: 30 * 60_000,
    pool: 'forks',
    // One for each source.
    maxWorkers: 2,
  },
});
