import { app } from '@azure/functions';
import hostJson from '../../host.json' with { type: 'json' };
import type { FunctionsApp } from './app-services.ts';
import { handlePoison } from './runs/handle-poison.ts';
import { poisonQueueName } from './runs/messages.ts';

const { maxDequeueCount } = hostJson.extensions.queues;

/** Says in the report which work failed for the last time. */
export function registerAuditPoison({ settings, services }: FunctionsApp): void {
  app.storageQueue('audit-poison', {
    queueName: poisonQueueName,
    connection: settings.storage.connection,
    handler: async (message, context) => handlePoison(await services(), message, maxDequeueCount, context),
  });
}
