import { type DequeuedMessageItem, type QueueClient, RestError } from '@azure/storage-queue';
import { describeError } from './host-log.ts';
import { renewMessage } from './message-renewal.ts';
import { decodeMessage, toQueueInvocation } from './queue-message.ts';
import type { QueueTriggerOptions } from './queue-trigger-options.ts';

export interface MessageHandlingOptions extends QueueTriggerOptions {
  readonly queue: QueueClient;
  readonly queueName: string;
  /** Undefined for a queue that is itself a poison queue. */
  readonly poisonQueue: QueueClient | undefined;
}

/**
 * Runs the function for one message, then deletes the message, hides it for `visibilityTimeout` until the next attempt,
 * or moves it to the poison queue when it was the last. Never rejects: what cannot be completed is logged, and the
 * message returns when its invisibility ends.
 */
export async function handleMessage(options: MessageHandlingOptions, message: DequeuedMessageItem): Promise<void> {
  try {
    await completeMessage(options, message);
  } catch (error) {
    const gone =
      error instanceof RestError && (error.code === 'MessageNotFound' || error.code === 'PopReceiptMismatch');
    const reason = gone ? 'it was changed by another receiver' : describeError(error);
    options.log(
      'warning',
      `Message ${message.messageId} of ${options.queueName} not completed: ${reason}`,
      options.fn.name,
    );
  }
}

async function completeMessage(options: MessageHandlingOptions, message: DequeuedMessageItem): Promise<void> {
  const { queue, settings, fn, stopping } = options;
  if (stopping.aborted) {
    // Taken by the very last poll: give it back at once.
    await queue.updateMessage(message.messageId, message.popReceipt, undefined, 0);
    return;
  }
  const text = decodeMessage(message.messageText, settings.messageEncoding);
  if (text === undefined) {
    await moveToPoison(options, message, message.popReceipt, 'its text is not base64');
    return;
  }
  if (options.poisonQueue !== undefined && message.dequeueCount > settings.maxDequeueCount) {
    await moveToPoison(options, message, message.popReceipt, `it was dequeued ${message.dequeueCount} times`);
    return;
  }
  const { succeeded, popReceipt } = await runWhileHidden(options, message, text);
  if (succeeded) {
    await queue.deleteMessage(message.messageId, popReceipt);
  } else if (options.poisonQueue !== undefined && message.dequeueCount >= settings.maxDequeueCount) {
    await moveToPoison(options, message, popReceipt, `function ${fn.name} failed ${message.dequeueCount} times`);
  } else {
    const seconds = Math.ceil(settings.visibilityTimeoutMs / 1000);
    await queue.updateMessage(message.messageId, popReceipt, undefined, seconds);
  }
}

async function runWhileHidden(options: MessageHandlingOptions, message: DequeuedMessageItem, text: string) {
  const { fn, invocations, timings, log, queueName } = options;
  const renewal = renewMessage({
    queue: options.queue,
    messageId: message.messageId,
    popReceipt: message.popReceipt,
    visibilityTimeoutMs: timings.invisibilityMs,
    intervalMs: timings.renewalIntervalMs,
    clock: options.clock,
    stopping: options.abandoning,
    onFailure: (error) =>
      log('warning', `Message ${message.messageId} of ${queueName} not renewed: ${describeError(error)}`, fn.name),
  });
  const succeeded = await invocations.run(fn, toQueueInvocation(fn.trigger.name, message, text)).then(
    () => true,
    () => false, // logged by invocations.run; the dequeue count decides what follows
  );
  return { succeeded, popReceipt: await renewal.stop() };
}

async function moveToPoison(
  options: MessageHandlingOptions,
  message: DequeuedMessageItem,
  popReceipt: string,
  reason: string,
): Promise<void> {
  const { queue, poisonQueue, queueName, log, fn } = options;
  if (poisonQueue === undefined) {
    log(
      'error',
      `Message ${message.messageId} of ${queueName} deleted, for ${reason} and there is no further poison queue.`,
      fn.name,
    );
  } else {
    await poisonQueue.createIfNotExists();
    await poisonQueue.sendMessage(message.messageText, { messageTimeToLive: -1 });
    log('warning', `Message ${message.messageId} of ${queueName} moved to ${queueName}-poison: ${reason}.`, fn.name);
    options.onPoisoned(`${queueName}-poison`);
  }
  await queue.deleteMessage(message.messageId, popReceipt);
}
