import { defineConfig } from 'vitest/config';
import { testDefaults } from './scripts/test-defaults.ts';

/** Tests with a real kubectl, started by `scripts/test-kubernetes.ts`, which installs it. */
export default defineConfig({
  test: {
    ...testDefaults,
    include: ['test/kubectl/**/*.test.ts'],
    maxWorkers: 1,
  },
});
