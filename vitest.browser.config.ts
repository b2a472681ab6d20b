import { defineConfig } from 'vitest/config';
import { testDefaults } from './scripts/test-defaults.ts';

/** Tests that need a browser; where there is none they are skipped. */
export default defineConfig({
  test: {
    ...testDefaults,
    include: ['test/browser/**/*.test.ts'],
    maxWorkers: 1,
  },
});
