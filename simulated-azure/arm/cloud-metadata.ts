import type { SimulationState } from '../simulation-state.ts';
import { type Answer, ok } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { missingApiVersion } from './check-api-version.ts';

/** Whether this asks what the cloud's endpoints are: the one read of Resource Manager that takes no token. */
export function asksForCloudMetadata({ method, url }: Incoming): boolean {
  return method === 'GET' && url.pathname.toLowerCase() === '/metadata/endpoints';
}

/**
 * The cloud's endpoints, as `az cloud register` asks for them: one object since version 2022-09-01, a list of clouds before.
 * Services that are not simulated keep the names they have in the public cloud.
 * @see https://github.com/Azure/azure-cli/issues/29283
 */
export function answerCloudMetadata({ url }: Incoming, state: SimulationState): Answer {
  const version = url.searchParams.get('api-version');
  if (version === null || version === '') return missingApiVersion();
  const cloud = {
    name: 'SimulatedCloud',
    portal: 'https://portal.azure.com',
    resourceManager: url.origin,
    authentication: {
      loginEndpoint: state.authorityOrigin,
      audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    graph: 'https://graph.windows.net/',
    graphAudience: 'https://graph.windows.net/',
    microsoftGraphResourceId: 'https://graph.microsoft.com/',
    media: 'https://rest.media.azure.net',
    batch: 'https://batch.core.windows.net/',
    gallery: 'https://gallery.azure.com/',
    sqlManagement: 'https://management.core.windows.net:8443/',
    activeDirectoryDataLake: 'https://datalake.azure.net/',
    suffixes: {
      acrLoginServer: 'azurecr.io',
      keyVaultDns: 'vault.azure.net',
      mhsmDns: 'managedhsm.azure.net',
      sqlServerHostname: 'database.windows.net',
      storage: 'core.windows.net',
    },
  };
  return ok(version >= '2022-09-01' ? cloud : [cloud]);
}
