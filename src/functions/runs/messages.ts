import type { QueueServiceClient } from '@azure/storage-queue';
import pLimit from 'p-limit';
import { z } from 'zod';
import { estateUnit, runIdPattern } from '../../store/keys.ts';

export const workQueueName = 'kubenet-audit-work';

/** The platform moves a message here after its last attempt failed. */
export const poisonQueueName = `${workQueueName}-poison`;

const runId = z.string().regex(runIdPattern);

/** Ids only: what they stand for is in Table storage, and a message holds at most 48 KiB. */
export const workMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), run: runId }),
  z.object({
    kind: z.literal('unit'),
    run: runId,
    /** The attempt at planning that the unit belongs to. */
    plan: z.string(),
    unit: z.union([z.literal(estateUnit), z.number().int().nonnegative()]),
  }),
]);
export type WorkMessage = z.infer<typeof workMessageSchema>;

export interface WorkQueue {
  send(messages: Iterable<WorkMessage> | AsyncIterable<WorkMessage>): Promise<void>;
}

const sendsAtOnce = 16;

/** Creates the queue when it is first needed. */
export function createWorkQueue(service: QueueServiceClient): WorkQueue {
  const queue = service.getQueueClient(workQueueName);
  return {
    async send(messages) {
      await queue.createIfNotExists();
      const limit = pLimit(sendsAtOnce);
      const sends: Promise<unknown>[] = [];
      for await (const message of messages) sends.push(limit(() => queue.sendMessage(encoded(message))));
      await Promise.all(sends);
    },
  };
}

/** The queue trigger expects base64, see `messageEncoding` in host.json; the SDK sends the text as it is. */
function encoded(message: WorkMessage): string {
  return Buffer.from(JSON.stringify(message)).toString('base64');
}
