import { afterAll, beforeAll, expect, vi } from 'vitest';

/** What the files of one process have in common, and a test may have put something in the place of. */
const common = () => ({
  directory: process.cwd(),
  environment: { ...process.env },
  hasOwnTime: vi.isFakeTimers(),
  replaced: Object.entries({ setTimeout, clearTimeout, setInterval, setImmediate, fetch, timeout: AbortSignal.timeout })
    .filter(([, value]) => vi.isMockFunction(value))
    .map(([name]) => name),
});

let before: ReturnType<typeof common>;
beforeAll(() => {
  before = common();
});
// Hooks of the end run from the last to the first: this one after all that the file itself puts back.
afterAll(() => {
  expect(common(), 'what this file leaves to those that follow it in its process').toEqual(before);
});
