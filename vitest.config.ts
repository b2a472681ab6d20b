import { configDefaults, defineConfig } from 'vitest/config';
import { testDefaults } from './scripts/test-defaults.ts';

export default defineConfig({
  test: {
    ...testDefaults,
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
    // Tests that start servers measure nothing, so files may share the cores.
    maxWorkers: 2,
  },
});
