import type { QueueServiceClient } from '@azure/storage-queue';
import type { QueueSettings } from './host-json.ts';
import { encodeMessage } from './queue-message.ts';
import { queueNameOf } from './queue-name.ts';
import type { BindingInfo, InvocationResponse, RpcTypedData } from './rpc-types.ts';
import type { HostedFunction } from './running-app.ts';

export interface QueueOutputOptions {
  readonly encoding: QueueSettings['messageEncoding'];
  connect(connection: string | undefined): QueueServiceClient;
}

/** Writes what an invocation left in its queue output bindings, which wakes no listener; fails when one message cannot be sent. */
export type QueueOutputWriter = (fn: HostedFunction, response: InvocationResponse) => Promise<void>;

export function createQueueOutputWriter(options: QueueOutputOptions): QueueOutputWriter {
  const knownQueues = new Set<string>();

  async function write(binding: BindingInfo, where: string, data: RpcTypedData): Promise<void> {
    const queue = options.connect(binding.connection).getQueueClient(queueNameOf(binding, where));
    if (!knownQueues.has(queue.url)) {
      await queue.createIfNotExists();
      knownQueues.add(queue.url);
    }
    for (const content of messagesOf(data)) {
      await queue.sendMessage(encodeMessage(content, options.encoding));
    }
  }

  return async (fn, response) => {
    const outputs = [...(response.outputData ?? []), { name: '$return', data: response.returnValue }];
    for (const { name, data } of outputs) {
      const binding = fn.metadata.bindings[name];
      if (binding?.type.toLowerCase() === 'queue' && data !== null && data !== undefined) {
        await write(binding, `Output binding ${name} of function ${fn.name}`, data);
      }
    }
  };
}

/** An array becomes one message per element, anything else one message; text stays as it is. */
function messagesOf(data: RpcTypedData): readonly (Uint8Array | string)[] {
  if (data.json !== undefined && data.json !== null) {
    const value: unknown = JSON.parse(data.json);
    return Array.isArray(value) ? value.filter(isPresent).map(toText) : [toText(value)];
  }
  const single = data.string ?? data.bytes ?? data.int ?? data.double;
  return single === null || single === undefined ? [] : [single instanceof Uint8Array ? single : String(single)];
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
