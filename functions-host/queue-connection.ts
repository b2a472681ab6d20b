import type { TokenCredential } from '@azure/core-auth';
import { QueueServiceClient } from '@azure/storage-queue';

/**
 * Opens a connection as the platform resolves it: `NAME` (or `AzureWebJobsNAME`) holds a connection string, or
 * `NAME__queueServiceUri` / `NAME__accountName` names the account and `credential` signs in.
 * See https://learn.microsoft.com/azure/azure-functions/functions-reference#connections
 */
function openQueueService(connection: string | undefined, credential?: TokenCredential): QueueServiceClient {
  const name = connection || 'AzureWebJobsStorage';
  for (const prefix of [`AzureWebJobs${name}`, name]) {
    const connectionString = process.env[prefix];
    if (connectionString) {
      return fromConnectionString(prefix, connectionString);
    }
    const uri = queueServiceUri(prefix);
    if (uri) {
      if (credential === undefined) {
        throw new Error(`Connection ${prefix} is identity-based (${uri}), but the host was given no credential.`);
      }
      return new QueueServiceClient(uri, credential);
    }
  }
  throw new Error(
    `There is no connection ${name}: set ${name} to a connection string, or ${name}__queueServiceUri or ${name}__accountName.`,
  );
}

function queueServiceUri(prefix: string): string | undefined {
  const uri = process.env[`${prefix}__queueServiceUri`] || process.env[`${prefix}__serviceUri`];
  const account = process.env[`${prefix}__accountName`];
  return uri || (account ? `https://${account}.queue.core.windows.net` : undefined);
}

function fromConnectionString(name: string, connectionString: string): QueueServiceClient {
  try {
    return QueueServiceClient.fromConnectionString(connectionString);
  } catch {
    // The SDK's message may quote the connection string, which holds the account key.
    throw new Error(`Setting ${name} is not a valid Storage connection string with a queue endpoint.`);
  }
}

/** Keeps one client per connection name. */
export function createQueueConnections(
  credential?: TokenCredential,
): (connection: string | undefined) => QueueServiceClient {
  const services = new Map<string, QueueServiceClient>();
  return (connection) => {
    const key = connection || 'AzureWebJobsStorage';
    const service = services.get(key) ?? openQueueService(key, credential);
    services.set(key, service);
    return service;
  };
}
