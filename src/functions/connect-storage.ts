import { ManagedIdentityCredential } from '@azure/identity';
import { cloudEndpoints } from '../arm/clouds.ts';
import { createCredential } from '../arm/credential.ts';
import type { Settings } from '../config/settings.ts';
import type { StorageConnection } from '../store/storage-connection.ts';

/** The storage account of the app, as its settings name it. */
export function connectStorage({ storage, audit }: Pick<Settings, 'storage' | 'audit'>): StorageConnection {
  if ('connectionString' in storage) return { connectionString: storage.connectionString };
  const { tableEndpoint, queueEndpoint, clientId, isManagedIdentity } = storage;
  const authorityHost = audit.authorityHost ?? cloudEndpoints[audit.cloud].authorityHost;
  const credential =
    clientId === undefined && !isManagedIdentity
      ? createCredential(authorityHost)
      : new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  return { tableEndpoint, queueEndpoint, credential };
}
