import { defineConfig } from 'vitest/config';

/** The tests that mutants of the checks, the scores and the address arithmetic have to survive: in-process ones only. */
export default defineConfig({
  test: {
    include: ['test/checks/**/*.test.ts', 'test/network/**/*.test.ts', 'test/scoring/**/*.test.ts'],
    // It starts a process of its own, which never sees a mutant.
    exclude: ['test/checks/check-docs.test.ts'],
  },
});
