import { randomUUID } from 'node:crypto';
import { describeError } from './host-log.ts';
import { type InvocationOutcome, invokeFunction } from './invoke-function.ts';
import type { QueueOutputWriter } from './queue-output.ts';
import type { InvocationRequest } from './rpc-types.ts';
import type { HostedFunction, RunningApp } from './running-app.ts';

/** How many finished invocations are remembered. */
const remembered = 1000;

/** One invocation, for display and tests; `durationMs` is absent while it runs, `error` only when it failed. */
export interface InvocationRecord {
  readonly invocationId: string;
  readonly functionName: string;
  readonly startedAt: Date;
  readonly status: 'running' | 'succeeded' | 'failed';
  readonly durationMs?: number;
  readonly error?: string;
}

export interface Invocations {
  /** Runs a function to its end, outputs included; rejects with what the handler threw, after logging it. */
  run(fn: HostedFunction, request: InvocationRequest, invocationId?: string): Promise<InvocationOutcome>;
  /** Those running, and the last 1,000 that ended, oldest first. */
  list(): readonly InvocationRecord[];
  /** How many were started since the host runs. */
  started(): number;
  running(): number;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

export function createInvocations(app: RunningApp, writeOutputs: QueueOutputWriter): Invocations {
  const current = new Map<string, { record: InvocationRecord; done: Promise<unknown> }>();
  const finished: InvocationRecord[] = [];
  let startedCount = 0;

  async function execute(fn: HostedFunction, request: InvocationRequest, record: InvocationRecord) {
    const { invocationId, functionName, startedAt } = record;
    const line = { category: 'host' as const, functionName, invocationId };
    const finish = (end: Pick<InvocationRecord, 'status' | 'error'>) => {
      const durationMs = app.now().getTime() - startedAt.getTime();
      finished.push({ ...record, ...end, durationMs });
      finished.splice(0, Math.max(0, finished.length - remembered));
      current.delete(invocationId);
      return `Executed '${functionName}' (${end.status}, ${durationMs} ms)`;
    };
    try {
      const outcome = await invokeFunction(app, fn, invocationId, request);
      await writeOutputs(fn, outcome.response);
      app.log({ ...line, time: app.now(), level: 'debug', message: finish({ status: 'succeeded' }) });
      return outcome;
    } catch (error) {
      const message = finish({ status: 'failed', error: error instanceof Error ? error.message : String(error) });
      app.log({ ...line, time: app.now(), level: 'error', message: `${message}: ${describeError(error)}` });
      throw error;
    }
  }

  return {
    run(fn, request, invocationId = randomUUID()) {
      startedCount += 1;
      const record = { invocationId, functionName: fn.name, startedAt: app.now(), status: 'running' as const };
      const done = execute(fn, request, record);
      current.set(invocationId, { record, done });
      return done;
    },
    list: () => [...finished, ...[...current.values()].map(({ record }) => record)],
    started: () => startedCount,
    running: () => current.size,
    async idle() {
      while (current.size > 0) {
        await Promise.allSettled([...current.values()].map(({ done }) => done));
      }
    },
  };
}
