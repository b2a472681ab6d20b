import type { Plugin } from 'vite';
import 'vitest/config';
import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from 'vitest/node';

/** What a mutant left behind, such as the tables of its tests, goes after so many. */
const runsOfThread = 40;

type Listener = Parameters<PoolWorker['on']>;

/**
 * Runs the tests of mutant after mutant in one thread, where Vitest begins a thread for each: loading the modules takes many times
 * what the tests of a mutant take. Only for `isolate: false`, and for mutants that are switched on and off at run time.
 */
export function keptWorker(): Plugin {
  const name = 'kept-worker';
  let thread: ThreadsPoolWorker | undefined;
  let runs = 0;

  async function end(): Promise<void> {
    const ended = thread;
    thread = undefined;
    runs = 0;
    await ended?.stop();
  }

  async function open(options: PoolOptions): Promise<ThreadsPoolWorker> {
    if (runs === runsOfThread) await end();
    runs += 1;
    if (thread !== undefined) return thread;
    thread = new ThreadsPoolWorker(options);
    await thread.start();
    return thread;
  }

  function createPoolWorker(options: PoolOptions): PoolWorker {
    let opened: ThreadsPoolWorker | undefined;
    const listeners: Listener[] = [];
    return {
      name,
      async start() {
        opened = await open(options);
      },
      send(message: WorkerRequest) {
        if (!('type' in message && message.type === 'stop')) return opened?.send(message);
        // The thread goes on; whoever waits for its end is told that it came.
        const stopped = { type: 'stopped', __vitest_worker_response__: true };
        for (const [event, listener] of [...listeners]) if (event === 'message') listener(stopped);
      },
      on(...listener: Listener) {
        listeners.push(listener);
        opened?.on(...listener);
      },
      off(...[event, callback]: Listener) {
        opened?.off(event, callback);
      },
      deserialize: (data) => data,
      async stop() {
        for (const listener of listeners.splice(0)) opened?.off(...listener);
      },
    };
  }

  return {
    name,
    configureVitest({ project, vitest }) {
      // Stryker names one of Vitest's own pools, whatever a configuration says.
      Object.assign(project.config, { pool: name, poolRunner: { name, createPoolWorker } });
      vitest.onClose(end);
    },
  };
}
