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
 * or moves it to the poison queue when it was the last. A message that fails in a poison queue stays hidden until its
 * invisibility ends, however often it failed. Never rejects: what cannot be completed is logged, and the message
 * returns when its invisibility ends. Source: QueueProcessor of Azure/azure-webjobs-sdk.
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
  const { queue, settings, fn, poisonQueue } = options;
  const content = decodeMessage(message.messageText, settings.messageEncoding);
  if ('trouble' in content && content.trouble === 'notBase64') {
    await moveToPoison(options, message, message.popReceipt, 'its text is not base64');
    return;
  }
  if (poisonQueue !== undefined && message.dequeueCount > settings.maxDequeueCount) {
    await moveToPoison(options, message, message.popReceipt, `it was dequeued ${message.dequeueCount} times`);
    return;
  }
  const { succeeded, popReceipt } =
    'text' in content ? await runWhileHidden(options, message, content.text) : notEntered(options, message);
  if (succeeded) {
    await queue.deleteMessage(message.messageId, popReceipt);
  } else if (message.dequeueCount >= settings.maxDequeueCount || poisonQueue === undefined) {
    await moveToPoison(options, message, popReceipt, `function ${fn.name} failed ${message.dequeueCount} times`);
  } else {
    const seconds = Math.ceil(settings.visibilityTimeoutMs / 1000);
    await queue.updateMessage(message.messageId, popReceipt, undefined, seconds);
  }
}

/** An attempt that fails before the function is entered. */
function notEntered({ fn, queueName, log }: MessageHandlingOptions, { messageId, popReceipt }: DequeuedMessageItem) {
  log('error', `Message ${messageId} of ${queueName} cannot be handed over: its bytes are not UTF-8.`, fn.name);
  return { succeeded: false, popReceipt };
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
  { poisonQueue, queue, queueName, timings, log, fn, onPoisoned }: MessageHandlingOptions,
  message: DequeuedMessageItem,
  popReceipt: string,
  reason: string,
): Promise<void> {
  if (poisonQueue === undefined) {
    const wait = `${timings.invisibilityMs / 1000} seconds`;
    log('error', `Message ${message.messageId} of ${queueName} stays there for ${wait}, since ${reason}.`, fn.name);
    return;
  }
  await poisonQueue.createIfNotExists();
  // For the seven days that storage keeps a message by itself, whatever the first one was given.
  await poisonQueue.sendMessage(message.messageText);
  log('warning', `Message ${message.messageId} of ${queueName} moved to ${queueName}-poison: ${reason}.`, fn.name);
  onPoisoned(`${queueName}-poison`);
  await queue.deleteMessage(message.messageId, popReceipt);
}
