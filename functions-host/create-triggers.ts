import { join } from 'node:path';
import type { TokenCredential } from '@azure/core-auth';
import type { Triggers } from './describe-functions.ts';
import type { HostClock } from './host-clock.ts';
import type { HostJson } from './host-json.ts';
import type { HostLogger } from './host-log.ts';
import { hasTrigger } from './hosted-functions.ts';
import { createEndpoints } from './http-routing.ts';
import { createInvocations, type Invocations } from './invocations.ts';
import { createQueueConnections } from './queue-connection.ts';
import { createQueueOutputWriter } from './queue-output.ts';
import { createQueueTrigger, type QueueTrigger } from './queue-trigger.ts';
import { platformQueueTimings, type QueueTimings } from './queue-trigger-options.ts';
import type { RunningApp } from './running-app.ts';
import { createTimerStatusStore } from './timer-status.ts';
import { createTimerTrigger } from './timer-trigger.ts';

export interface TriggersOptions {
  readonly app: RunningApp;
  readonly hostJson: HostJson;
  readonly workingDirectory: string;
  readonly credential: TokenCredential | undefined;
  readonly queueTimings: Partial<QueueTimings> | undefined;
  readonly clock: HostClock;
  readonly random: () => number;
  readonly log: HostLogger;
  readonly stopping: AbortSignal;
  readonly abandoning: AbortSignal;
  /** See `QueueTriggerOptions`. */
  onRefused(error: Error): void;
}

/** Everything that can start a function of the app; nothing is started yet. */
export function createTriggers(options: TriggersOptions): Triggers & { readonly invocations: Invocations } {
  const { app, hostJson, clock, log, stopping, abandoning } = options;
  const functions = app.functions.filter(({ name }) => !isDisabled(name));
  const connect = createQueueConnections(options.credential);
  const queues = new Map<string, QueueTrigger>();
  const wake = (queueName: string) => {
    for (const trigger of queues.values()) {
      if (trigger.queueName === queueName) {
        trigger.wake();
      }
    }
  };
  const encoding = hostJson.queues.messageEncoding;
  const invocations = createInvocations(app, createQueueOutputWriter({ encoding, connect }));

  for (const fn of functions.filter((candidate) => hasTrigger(candidate, 'queueTrigger'))) {
    const trigger = createQueueTrigger({
      fn,
      service: connect(fn.trigger.connection),
      settings: hostJson.queues,
      timings: { ...platformQueueTimings, ...options.queueTimings },
      clock,
      random: options.random,
      invocations,
      log,
      onPoisoned: wake,
      onRefused: options.onRefused,
      stopping,
      abandoning,
    });
    queues.set(fn.name, trigger);
  }
  const statusStore = createTimerStatusStore(join(options.workingDirectory, 'timers'));
  const timers = functions
    .filter((fn) => hasTrigger(fn, 'timerTrigger'))
    .map((fn) => [fn.name, createTimerTrigger({ fn, clock, invocations, statusStore, log, stopping })] as const);
  const http = functions.filter((fn) => hasTrigger(fn, 'httpTrigger'));
  return { endpoints: createEndpoints(http, hostJson.routePrefix), timers: new Map(timers), queues, invocations };
}

/**
 * Azure's own switch for one function, an app setting.
 * @see https://learn.microsoft.com/azure/azure-functions/disable-function
 */
function isDisabled(functionName: string): boolean {
  return /^(true|1)$/i.test(process.env[`AzureWebJobs.${functionName}.Disabled`] ?? '');
}
