import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { QueueSettings } from './host-json.ts';
import type { InvocationRequest, RpcTypedData } from './rpc-types.ts';

/** Message text as it goes onto the wire. */
export function encodeMessage(content: Uint8Array | string, encoding: QueueSettings['messageEncoding']): string {
  const bytes = Buffer.from(content);
  return bytes.toString(encoding === 'base64' ? 'base64' : 'utf8');
}

/** What is inside a message: a text, or why there is none. */
export type MessageContent = { readonly text: string } | { readonly trouble: 'notBase64' | 'notUtf8' };

// White space, and bits of the last letter that stand for nothing, are taken; missing padding is not.
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a message as the platform does with the encoding of host.json. */
export function decodeMessage(messageText: string, encoding: QueueSettings['messageEncoding']): MessageContent {
  if (encoding === 'none') {
    return { text: messageText };
  }
  const compact = messageText.replaceAll(/[ \t\r\n]/g, '');
  if (!base64.test(compact)) {
    return { trouble: 'notBase64' };
  }
  try {
    return { text: utf8.decode(Buffer.from(compact, 'base64')) };
  } catch (error) {
    if (error instanceof TypeError) {
      return { trouble: 'notUtf8' };
    }
    throw error;
  }
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
