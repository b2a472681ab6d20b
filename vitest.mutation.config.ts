import { defineConfig } from 'vitest/config';
import { keptWorker } from './scripts/mutation/kept-worker.ts';

/** The tests that mutants of the checks, the scores and the address arithmetic have to survive: in-process ones only. */
export default defineConfig({
  plugins: [keptWorker()],
  test: {
    include: ['test/checks/**/*.test.ts', 'test/network/**/*.test.ts', 'test/scoring/**/*.test.ts'],
    // It starts a process of its own, which never sees a mutant.
    exclude: ['test/checks/check-docs.test.ts'],
    // Modules are loaded once: loading them takes longer than the tests.
    isolate: false,
    // Ends mutants that wait for ever, and nothing that is only slow.
    testTimeout: 20_000,
  },
});
