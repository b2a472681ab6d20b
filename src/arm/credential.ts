import type { TokenCredential } from '@azure/core-auth';
import { DefaultAzureCredential } from '@azure/identity';
import { cloudEndpoints } from './clouds.ts';

/**
 * Whatever identity the environment holds, in the order of the Azure SDKs: service principal, workload identity, managed identity
 * (`AZURE_CLIENT_ID` names a user-assigned one), developer sign-in.
 * @param authorityHost origin of Microsoft Entra's sign-in; one that is none of Microsoft's own is not looked up with Microsoft
 */
export function createCredential(authorityHost: string): TokenCredential {
  const isPrivate = Object.values(cloudEndpoints).every(
    (cloud) => new URL(cloud.authorityHost).origin !== new URL(authorityHost).origin,
  );
  return new DefaultAzureCredential({ authorityHost, disableInstanceDiscovery: isPrivate });
}
