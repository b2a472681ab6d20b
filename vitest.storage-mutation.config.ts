import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { keptWorker } from './scripts/mutation/kept-worker.ts';

/** The tests that reach storage from their own process, the cheapest first. */
const files = [
  ...[
    'keys',
    'cluster-summary',
    'tables',
    'run-rows',
    'unit-rows',
    'history-rows',
    'retention',
    'month-rows',
    'packed-value',
    'graph-turns',
  ],
  ...['rows', 'alert-rows', 'index-rows', 'report-rows'],
]
  .map((name) => `store/${name}`)
  .concat(
    [
      'messages',
      'start-run',
      'audit-trouble',
      'catch-up',
      'moved-clusters',
      'undelivered-notices',
      'runs-asked-for',
      'hard-queues',
    ].map((name) => `functions/${name}`),
    ['work', 'close-run', 'nothing-waits', 'history'].map((name) => `functions/${name}`),
    ['tell-audit', 'deliver-notice', 'delivery'].map((name) => `alerts/${name}`),
  )
  .map((name) => `test/${name}.test.ts`);

/** In the order of the list: the first test that fails ends a mutant. */
class CheapestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => files.findIndex((file) => moduleId.endsWith(file));
    return specifications.toSorted((a, b) => place(a) - place(b));
  }
}

const memoryStorage = `${import.meta.dirname}/scripts/mutation/memory-storage`;

/** The tests that mutants of runs, alerts' delivery and storage have to survive. */
export default defineConfig({
  plugins: [keptWorker()],
  resolve: {
    alias: [
      { find: '@azure/data-tables', replacement: `${memoryStorage}/data-tables.ts` },
      { find: /^.*[/]azurite[/]start-azurite[.]ts$/, replacement: `${memoryStorage}/start-azurite.ts` },
    ],
  },
  test: {
    include: files,
    sequence: { sequencer: CheapestFirst },
    // Modules are loaded once: loading them takes longer than most tests.
    isolate: false,
    // Ends mutants that wait for ever, and nothing that is only slow.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
