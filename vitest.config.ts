import { configDefaults, defineConfig } from 'vitest/config';
import { filesOfSharedProcess } from './scripts/shared-process.ts';
import { testDefaults } from './scripts/test-defaults.ts';

const shared = filesOfSharedProcess();
const built = ['command-process', 'deployed-app', 'packages', 'release'].map((name) => `test/build/${name}.test.ts`);

export default defineConfig({
  test: {
    ...testDefaults,
    // Tests that start servers measure nothing, so files may share the cores; and two often wait, for a quota, storage or a process.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: shared,
          setupFiles: ['test/leaves-nothing-behind.ts', 'test/same-examples.ts'],
        },
      },
      { extends: true, test: { name: 'built', include: built, globalSetup: ['test/build/build-once.ts'] } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            ...shared,
            ...built,
            // These need a browser, Python's package index or an hour: they have commands of their own.
            'test/browser/**',
            'test/az/**',
            'test/packed/**',
            'test/kubectl/**',
            'test/absent/whole/**',
          ],
        },
      },
    ],
  },
});
