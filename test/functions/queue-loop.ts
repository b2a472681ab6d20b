import type { QueueClient } from '@azure/storage-queue';
import { handleMessage } from '../../src/functions/runs/handle-message.ts';
import { createWorkQueue, workQueueName } from '../../src/functions/runs/messages.ts';
import {
  createPlanReader,
  defaultLimits,
  type WorkLog,
  type WorkServices,
} from '../../src/functions/runs/work-services.ts';
import type { AuditEngine } from '../../src/model/audit-engine.ts';
import { type AuditStore, createAuditStore } from '../../src/store/audit-store.ts';
import { isClosed } from '../../src/store/run-record.ts';
import { openQueueService } from '../../src/store/storage-connection.ts';
import { createTables, openTables } from '../../src/store/tables.ts';

/** Tables and queue of one test, by what a second process needs to open them too. */
export interface SharedStorage {
  readonly connectionString: string;
  readonly tablePrefix: string;
}

export const quietLog: WorkLog = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** `interpose` may replace operations of the store. */
export async function realServices(
  { connectionString, tablePrefix }: SharedStorage,
  engine: AuditEngine,
  interpose: (store: AuditStore) => AuditStore = (store) => store,
): Promise<{ readonly services: WorkServices; readonly queue: QueueClient }> {
  const tables = openTables({ connectionString }, tablePrefix);
  await createTables(tables);
  const store = interpose(createAuditStore(tables));
  const service = openQueueService({ connectionString });
  const services: WorkServices = {
    store,
    engine,
    queue: createWorkQueue(service),
    scope: { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} },
    limits: defaultLimits,
    readPlan: createPlanReader(store),
    now: () => new Date(),
  };
  return { services, queue: service.getQueueClient(workQueueName) };
}

/**
 * Takes messages, as the platform does, until the run is closed. A message that is not completed is visible again after a second.
 * @param nothingCame called where no message is visible, before the queue is asked again
 */
export async function workUntilClosed(
  services: WorkServices,
  queue: QueueClient,
  runId: string,
  nothingCame: () => void = () => undefined,
): Promise<void> {
  for (;;) {
    const run = await services.store.readRun(runId);
    if (run !== undefined && isClosed(run)) return;
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 2, visibilityTimeout: 1 });
    if (receivedMessageItems.length === 0) nothingCame();
    for (const { messageText, messageId, popReceipt } of receivedMessageItems) {
      await handleMessage(services, JSON.parse(Buffer.from(messageText, 'base64').toString('utf8')), quietLog);
      // Another receiver may have it by now.
      await queue.deleteMessage(messageId, popReceipt).catch(() => undefined);
    }
  }
}
