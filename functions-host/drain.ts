import { type QueueClient, RestError } from '@azure/storage-queue';
import type { HostClock } from './host-clock.ts';
import type { Invocations } from './invocations.ts';
import type { QueueTrigger } from './queue-trigger.ts';

// Often enough that a demo does not wait for it, seldom enough that the queue service is not busy with it.
const checkIntervalMs = 25;

export interface DrainOptions {
  readonly triggers: readonly QueueTrigger[];
  readonly invocations: Invocations;
  readonly clock: HostClock;
  readonly stopping: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Waits until no invocation runs and every queue with a trigger is empty, hidden messages included. Poison queues
 * without a trigger do not count. Rejects after `timeoutMs`, naming what is left.
 */
export async function drainQueues(options: DrainOptions): Promise<void> {
  const { triggers, invocations, clock, stopping, timeoutMs } = options;
  const deadline = clock.now().getTime() + timeoutMs;
  const isOver = () => stopping.aborted || clock.now().getTime() >= deadline;
  const inWork = () => triggers.reduce((sum, trigger) => sum + trigger.inWork(), invocations.running());
  for (;;) {
    // Nothing needs to be asked to know of this work, and what answers would take the processor from it.
    while (inWork() > 0 && !isOver()) {
      await clock.sleep(checkIntervalMs, stopping);
    }
    const startedBefore = invocations.started();
    const counts = await Promise.all(triggers.map(async (trigger) => ({ trigger, left: await count(trigger.queue) })));
    const busy = counts.filter(({ left }) => left > 0);
    if (busy.length === 0 && inWork() === 0 && invocations.started() === startedBefore) {
      return;
    }
    if (isOver()) {
      const rest = [
        ...busy.map(({ trigger, left }) => `${left} in ${trigger.queueName}`),
        `${invocations.running()} running`,
      ];
      throw new Error(
        `The queues were not drained ${stopping.aborted ? 'before the host stopped' : `in ${timeoutMs} ms`}: ${rest.join(', ')}.`,
      );
    }
    for (const { trigger } of busy) {
      trigger.wake();
    }
    await clock.sleep(checkIntervalMs, stopping);
  }
}

async function count(queue: QueueClient): Promise<number> {
  try {
    return (await queue.getProperties()).approximateMessagesCount ?? 0;
  } catch (error) {
    if (error instanceof RestError && error.statusCode === 404) {
      return 0;
    }
    throw error;
  }
}
