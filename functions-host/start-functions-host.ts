import { randomBytes } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import { createTriggers } from './create-triggers.ts';
import { describeFunctions, type FunctionDescription } from './describe-functions.ts';
import { drainQueues } from './drain.ts';
import { type HostClock, systemClock } from './host-clock.ts';
import { type HostJson, readHostJson } from './host-json.ts';
import { createHostLogger, describeError, type HostLog } from './host-log.ts';
import { startHttpServer } from './http-server.ts';
import type { InvocationRecord } from './invocations.ts';
import type { Settings } from './process-settings.ts';
import type { QueueTimings } from './queue-trigger-options.ts';
import { platformBodyLimit } from './request-body.ts';
import { type StartedApp, startApp } from './start-app.ts';
import { stopHost } from './stop-host.ts';

export interface FunctionsHostOptions {
  /** Folder of the app, with `host.json` and `package.json`. */
  readonly appDirectory: string;
  /** File (or glob) to load instead of package.json's `main`: CommonJS, ES module, or TypeScript that Node.js can strip. */
  readonly entry?: string;
  /** Used instead of the app's host.json, as a whole. */
  readonly hostJson?: unknown;
  /** App settings; in `process.env` while the host runs, from before the app is loaded. */
  readonly settings?: Settings;
  readonly log: HostLog;
  /** Where the host keeps what must outlive it: the timers' status. Created when missing. */
  readonly workingDirectory: string;
  /** 0, the default, takes a free port. The server listens on 127.0.0.1 only. */
  readonly port?: number;
  /** Opens functions of level `function`; random unless given. */
  readonly functionKey?: string;
  /** Opens functions of every level; random unless given. */
  readonly masterKey?: string;
  /** Signs in to identity-based connections such as `AzureWebJobsStorage__queueServiceUri`. */
  readonly credential?: TokenCredential;
  /** Largest request body in bytes; default 100 MB, as in Azure. */
  readonly bodyLimit?: number;
  readonly clock?: HostClock;
  /** Returns [0, 1); spreads the polling intervals. */
  readonly random?: () => number;
  readonly queueTimings?: Partial<QueueTimings>;
}

export interface FunctionsHost {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  readonly functions: readonly FunctionDescription[];
  readonly functionKey: string;
  readonly masterKey: string;
  /** Runs a timer's function now and leaves its schedule alone; rejects with the handler's error. */
  fireTimer(name: string, options?: { readonly isPastDue?: boolean }): Promise<void>;
  /**
   * Waits until no invocation runs and every queue with a trigger is empty, hidden messages included.
   * Rejects after `timeoutMs` (default 10 minutes), naming what is left.
   */
  drain(options?: { readonly timeoutMs?: number }): Promise<void>;
  /** The last 1,000 that ended, oldest first, then those running. */
  invocations(): readonly InvocationRecord[];
  /**
   * Resolves when the host has stopped: undefined after `stop`, the reason where a queue refused to be read, which ends
   * the platform's process too.
   */
  readonly ended: Promise<Error | undefined>;
  /** Takes no new work, gives what runs `timeoutMs` (default 10 seconds) to end, and leaves the process as it was. */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
}

/**
 * Runs an `@azure/functions` v4 app in this process: HTTP, timer and Storage queue triggers, http and queue outputs.
 * One app per process, because the library keeps its registrations for the life of the process; after `stop` the same
 * app may be started again, without being loaded anew.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const hostJson = await readHostJson(options.appDirectory, options.hostJson);
  const clock = options.clock ?? systemClock;
  const started = await startApp({
    appDirectory: options.appDirectory,
    entry: options.entry,
    settings: options.settings ?? {},
    log: options.log,
    clock,
  });
  try {
    return await serve(options, started, hostJson, clock);
  } catch (error) {
    await started.terminate();
    throw error;
  }
}

async function serve(
  options: FunctionsHostOptions,
  started: StartedApp,
  hostJson: HostJson,
  clock: HostClock,
): Promise<FunctionsHost> {
  const log = createHostLogger(options.log, () => clock.now());
  const stopping = new AbortController();
  const abandoning = new AbortController();
  const triggers = createTriggers({
    app: started.app,
    hostJson,
    workingDirectory: options.workingDirectory,
    credential: options.credential,
    queueTimings: options.queueTimings,
    clock,
    random: options.random ?? Math.random,
    log,
    stopping: stopping.signal,
    abandoning: abandoning.signal,
    onRefused,
  });
  const { endpoints, timers, queues, invocations } = triggers;
  const keys = { function: options.functionKey ?? randomKey(), master: options.masterKey ?? randomKey() };
  const http = await startHttpServer({
    endpoints,
    keys,
    bodyLimit: options.bodyLimit ?? platformBodyLimit,
    port: options.port ?? 0,
    streams: started.streams,
    invocations,
    log,
  });
  const listening = [...timers.values(), ...queues.values()].map((trigger) => trigger.start());
  const ended = Promise.withResolvers<Error | undefined>();
  let stopped: Promise<void> | undefined;

  function stop(timeoutMs: number, reason?: Error): Promise<void> {
    stopped ??= stopHost({ http, listening, invocations, started, stopping, abandoning, log, timeoutMs }).finally(() =>
      ended.resolve(reason),
    );
    return stopped;
  }

  function onRefused(reason: Error): void {
    log('critical', `The host ends. ${reason.message}`);
    stop(0, reason).catch((error) => log('error', `The app did not end in order. ${describeError(error)}`));
  }

  return {
    url: http.url,
    functions: describeFunctions(started.app.functions, triggers),
    functionKey: keys.function,
    masterKey: keys.master,
    async fireTimer(name, { isPastDue = false } = {}) {
      const timer = timers.get(name);
      if (timer === undefined) {
        throw new Error(
          `There is no timer function ${name}. Timer functions: ${[...timers.keys()].join(', ') || 'none'}.`,
        );
      }
      await timer.fire(isPastDue);
    },
    drain: ({ timeoutMs = 600_000 } = {}) =>
      drainQueues({ triggers: [...queues.values()], invocations, clock, stopping: stopping.signal, timeoutMs }),
    invocations: () => invocations.list(),
    ended: ended.promise,
    stop: ({ timeoutMs = 10_000 } = {}) => stop(timeoutMs),
  };
}

function randomKey(): string {
  return randomBytes(32).toString('base64url');
}
