import { type DequeuedMessageItem, type QueueClient, RestError } from '@azure/storage-queue';
import { describeError } from './host-log.ts';
import { createPollingBackoff } from './polling-backoff.ts';
import { handleMessage } from './queue-message-handling.ts';
import { queueNameOf } from './queue-name.ts';
import { isRefusal } from './queue-refusal.ts';
import type { QueueTriggerOptions } from './queue-trigger-options.ts';

export interface QueueTrigger {
  readonly queueName: string;
  readonly queue: QueueClient;
  /** Polls until `stopping` and then waits for the messages in work; never rejects. */
  start(): Promise<void>;
  /** How many messages are being handled, from their arrival to their deletion. */
  inWork(): number;
  /** Polls at once instead of waiting for the next turn. */
  wake(): void;
}

/**
 * A queue-triggered function: takes up to `batchSize` messages, fetches more when no more than `newBatchThreshold` are
 * in work. Source: QueueListener of Azure/azure-webjobs-sdk.
 */
export function createQueueTrigger(options: QueueTriggerOptions): QueueTrigger {
  const { fn, settings, stopping, log } = options;
  const queueName = queueNameOf(fn.trigger, `The queue of function ${fn.name}`);
  const queue = options.service.getQueueClient(queueName);
  // A poison queue has no poison queue of its own: its messages are tried until they succeed or expire.
  const poisonQueue = queueName.endsWith('-poison') ? undefined : options.service.getQueueClient(`${queueName}-poison`);
  const backoff = createPollingBackoff(
    options.timings.minimumPollingIntervalMs,
    settings.maxPollingIntervalMs,
    options.random,
  );
  const inWork = new Set<Promise<void>>();
  let woken = new AbortController();

  async function receive(): Promise<readonly DequeuedMessageItem[]> {
    try {
      const response = await queue.receiveMessages({
        numberOfMessages: settings.batchSize,
        visibilityTimeout: Math.ceil(options.timings.invisibilityMs / 1000),
        // What the service hid for a receive that is broken off stays hidden, and has used an attempt.
        abortSignal: stopping,
      });
      return stopping.aborted ? [] : response.receivedMessageItems;
    } catch (error) {
      if (!stopping.aborted) {
        onReceiveFailure(error);
      }
      return [];
    }
  }

  function onReceiveFailure(error: unknown): void {
    if (isRefusal(error)) {
      const message = `Queue ${queueName} of function ${fn.name} may not be read: ${error.message.split('\n')[0]}`;
      options.onRefused(new Error(message, { cause: error }));
    } else if (!(error instanceof RestError && error.statusCode === 404)) {
      log('error', `Queue ${queueName} cannot be read; trying again. ${describeError(error)}`, fn.name);
    }
  }

  function take(message: DequeuedMessageItem): void {
    const work = handleMessage({ ...options, queue, queueName, poisonQueue }, message).finally(() =>
      inWork.delete(work),
    );
    inWork.add(work);
  }

  async function poll(): Promise<void> {
    while (!stopping.aborted) {
      const messages = await receive();
      messages.forEach(take);
      if (messages.length > 0) {
        backoff.reset();
        while (inWork.size > settings.newBatchThreshold) {
          await Promise.race(inWork);
        }
      } else {
        await options.clock.sleep(backoff.next(), AbortSignal.any([stopping, woken.signal]));
        woken = woken.signal.aborted ? new AbortController() : woken;
      }
    }
    await Promise.all(inWork);
  }

  return {
    queueName,
    queue,
    start: poll,
    inWork: () => inWork.size,
    wake() {
      backoff.reset();
      woken.abort();
    },
  };
}
