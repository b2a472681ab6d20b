import { defineConfig } from 'vitest/config';
import { testDefaults } from './scripts/test-defaults.ts';

/** The packed command on each Node.js it is for, which npm brings: needs a package registry. */
export default defineConfig({
  test: {
    ...testDefaults,
    include: ['test/packed/**/*.test.ts'],
    globalSetup: ['test/build/build-once.ts'],
    hookTimeout: 600_000,
    maxWorkers: 1,
  },
});
