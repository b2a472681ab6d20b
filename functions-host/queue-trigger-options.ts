import type { QueueServiceClient } from '@azure/storage-queue';
import type { HostClock } from './host-clock.ts';
import type { QueueSettings } from './host-json.ts';
import type { HostLogger } from './host-log.ts';
import type { Invocations } from './invocations.ts';
import type { HostedFunction } from './running-app.ts';

/** Intervals of the platform that host.json does not offer; tests make them short. */
export interface QueueTimings {
  /** How long a message is hidden when it is taken; whole seconds, default 10 minutes. */
  readonly invisibilityMs: number;
  /** How often a message that is being handled is hidden anew; default 5 minutes. */
  readonly renewalIntervalMs: number;
  /** Wait after the first empty poll; default 100 ms. */
  readonly minimumPollingIntervalMs: number;
}

export const platformQueueTimings: QueueTimings = {
  invisibilityMs: 600_000,
  renewalIntervalMs: 300_000,
  minimumPollingIntervalMs: 100,
};

export interface QueueTriggerOptions {
  readonly fn: HostedFunction;
  readonly service: QueueServiceClient;
  readonly settings: QueueSettings;
  readonly timings: QueueTimings;
  readonly clock: HostClock;
  readonly random: () => number;
  readonly invocations: Invocations;
  readonly log: HostLogger;
  /** Called when a message arrived in a poison queue. */
  onPoisoned(queueName: string): void;
  /** Called when the service refuses to hand out messages: the platform's process ends then. */
  onRefused(error: Error): void;
  /** No new messages are taken after it aborts. */
  readonly stopping: AbortSignal;
  /** Gives up renewals. */
  readonly abandoning: AbortSignal;
}
