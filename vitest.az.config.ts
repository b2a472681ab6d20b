import { defineConfig } from 'vitest/config';

/** Tests with the real Azure CLI, started by `scripts/test-az.ts`, which installs it. */
export default defineConfig({
  test: {
    include: ['test/az/**/*.test.ts'],
    // Each call of the Azure CLI starts Python and loads hundreds of modules.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // The names of the tests list what is not checked.
    reporters: ['verbose'],
    pool: 'forks',
    maxWorkers: 1,
  },
});
