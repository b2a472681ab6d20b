import { app } from '@azure/functions';
import type { FunctionsApp } from './app-services.ts';
import { handleMessage } from './runs/handle-message.ts';
import { workQueueName } from './runs/messages.ts';

/** Plans a run, or audits one unit of it; on as many instances as the platform gives. */
export function registerAuditWork({ settings, services }: FunctionsApp): void {
  app.storageQueue('audit-work', {
    queueName: workQueueName,
    connection: settings.storage.connection,
    handler: async (message, context) => handleMessage(await services(), message, context),
  });
}
