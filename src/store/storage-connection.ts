import type { TokenCredential } from '@azure/core-auth';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';

/** A storage account, reached by a connection string or by an identity. */
export type StorageConnection =
  | { readonly connectionString: string }
  | {
      readonly tableEndpoint: string;
      readonly queueEndpoint: string;
      readonly credential: TokenCredential;
    };

export function openTable(connection: StorageConnection, name: string): TableClient {
  if ('connectionString' in connection) {
    // Only the emulator's connection string names a plain HTTP endpoint.
    return TableClient.fromConnectionString(connection.connectionString, name, { allowInsecureConnection: true });
  }
  return new TableClient(connection.tableEndpoint, name, connection.credential);
}

export function openQueueService(connection: StorageConnection): QueueServiceClient {
  if ('connectionString' in connection) return QueueServiceClient.fromConnectionString(connection.connectionString);
  return new QueueServiceClient(connection.queueEndpoint, connection.credential);
}
