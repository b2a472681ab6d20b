import type { QueueServiceClient } from '@azure/storage-queue';
import { z } from 'zod';
import type { AlertMessage, AlertServices } from '../../alerts/delivery/alert-services.ts';
import { runIdPattern } from '../../store/keys.ts';

export const alertQueueName = 'kubenet-audit-alerts';

const name = z.string().regex(/^[\w-]{1,100}$/);

/** Ids only: what they stand for is in Table storage. */
export const alertMessageSchema: z.ZodType<AlertMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('audit'), run: z.string().regex(runIdPattern) }),
  z.object({ kind: z.literal('notice'), channel: name, batch: name }),
]);

/** Creates the queue when it is first needed. */
export function createAlertQueue(service: QueueServiceClient): AlertServices['queue'] {
  const queue = service.getQueueClient(alertQueueName);
  return {
    async send(message, delayMs = 0) {
      await queue.createIfNotExists();
      // The trigger expects base64, see `messageEncoding` in host.json.
      const text = Buffer.from(JSON.stringify(message)).toString('base64');
      await queue.sendMessage(text, { visibilityTimeout: Math.ceil(delayMs / 1000) });
    },
  };
}
