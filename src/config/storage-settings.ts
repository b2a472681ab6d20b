import { z } from 'zod';
import type { CloudName } from '../model/audit-engine.ts';
import type { Environment } from './environment.ts';
import { SettingError } from './errors.ts';

/** The connection of the app's own tables and queues; without settings of this name, the Functions host's storage is used. */
export const ownConnection = 'KUBENET_AUDIT_STORAGE';
const hostConnection = 'AzureWebJobsStorage';

/** A storage account as the platform's connection settings name it. */
export type StorageSettings = { readonly connection: string } & (
  | { readonly connectionString: string }
  | {
      readonly tableEndpoint: string;
      readonly queueEndpoint: string;
      /** Of a user-assigned managed identity. */
      readonly clientId: string | undefined;
      /** Only the managed identity, and no other credential the environment may hold. */
      readonly isManagedIdentity: boolean;
    }
);

/** @see https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
const storageSuffix: Readonly<Record<CloudName, string>> = {
  public: 'core.windows.net',
  usgov: 'core.usgovcloudapi.net',
  china: 'core.chinacloudapi.cn',
};

/**
 * A connection string in `NAME`, or `NAME__accountName`, or `NAME__tableServiceUri` and `NAME__queueServiceUri`; with
 * `NAME__credential=managedidentity` and `NAME__clientId` for a user-assigned identity.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-reference#connections
 */
export function readStorageSettings(environment: Environment, cloud: CloudName): StorageSettings {
  const isOwn = Object.keys(environment).some(
    (name) => name === ownConnection || name.startsWith(`${ownConnection}__`),
  );
  const connection = isOwn ? ownConnection : hostConnection;
  const connectionString = environment[connection];
  if (connectionString) return { connection, connectionString };
  return {
    connection,
    tableEndpoint: endpoint(environment, connection, 'table', cloud),
    queueEndpoint: endpoint(environment, connection, 'queue', cloud),
    clientId: environment[`${connection}__clientId`] || undefined,
    isManagedIdentity: environment[`${connection}__credential`]?.toLowerCase() === 'managedidentity',
  };
}

/** Whether the environment names a storage account at all. */
export function hasStorage(environment: Environment): boolean {
  return Object.keys(environment).some((name) =>
    [ownConnection, hostConnection].some((connection) => name === connection || name.startsWith(`${connection}__`)),
  );
}

function endpoint(environment: Environment, connection: string, service: 'table' | 'queue', cloud: CloudName): string {
  const name = `${connection}__${service}ServiceUri`;
  const uri = environment[name];
  if (uri) {
    if (z.url({ protocol: /^https$/ }).safeParse(uri).success) return uri;
    throw new SettingError(name, 'is not valid: expected an address that begins with https://.');
  }
  const account = environment[`${connection}__accountName`];
  if (account === undefined || account === '') {
    throw new SettingError(
      connection,
      `is missing: expected a connection string, or ${connection}__accountName, or ${name}.`,
    );
  }
  if (/^[a-z0-9]{3,24}$/.test(account)) return `https://${account}.${service}.${storageSuffix[cloud]}`;
  throw new SettingError(`${connection}__accountName`, 'is not valid: expected 3 to 24 lower-case letters and digits.');
}
