import { join } from 'node:path';
import type { TestUserConfig } from 'vitest/node';
import { patienceMs } from '../test/patience.ts';

// Most processes of the tests run the same sources: the first leaves what it compiled to the others.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../.local/compile-cache');

/**
 * What all test runs share. Real servers, real storage emulator, real child processes: a slow or busy machine needs time, not
 * retries. So every limit only ends what hangs; none measures.
 */
export const testDefaults = {
  testTimeout: 1.5 * patienceMs,
  hookTimeout: 1.5 * patienceMs,
  expect: { poll: { timeout: patienceMs } },
  // On GitHub a failed test is an annotation of its line too.
  reporters: [
    ['default', { summary: false }],
    ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions'] : []),
    './scripts/tally-reporter.ts',
  ],
  pool: 'forks',
  // WebAssembly (the parsers of code, and D2) is compiled once: making it fast takes V8 longer than any test runs it.
  execArgv: ['--liftoff-only'],
} satisfies TestUserConfig;
