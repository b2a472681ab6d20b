import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { QueueSettings } from './host-json.ts';
import type { InvocationRequest, RpcTypedData } from './rpc-types.ts';

/** Message text as it goes onto the wire. */
export function encodeMessage(content: Uint8Array | string, encoding: QueueSettings['messageEncoding']): string {
  const bytes = Buffer.from(content);
  return bytes.toString(encoding === 'base64' ? 'base64' : 'utf8');
}

/** The text inside a message, or undefined when it is not the base64 that host.json promises. */
export function decodeMessage(text: string, encoding: QueueSettings['messageEncoding']): string | undefined {
  if (encoding === 'none') {
    return text;
  }
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.toString('utf8') : undefined;
}

/** What the platform hands to a queue-triggered function. */
export function toQueueInvocation(triggerName: string, message: DequeuedMessageItem, text: string): InvocationRequest {
  return {
    inputData: [{ name: triggerName, data: { string: text } }],
    triggerMetadata: {
      QueueTrigger: { string: text },
      DequeueCount: { json: String(message.dequeueCount) },
      Id: { string: message.messageId },
      PopReceipt: { string: message.popReceipt },
      InsertionTime: json(message.insertedOn),
      ExpirationTime: json(message.expiresOn),
      NextVisibleTime: json(message.nextVisibleOn),
    },
  };
}

function json(value: unknown): RpcTypedData {
  return { json: JSON.stringify(value) };
}
