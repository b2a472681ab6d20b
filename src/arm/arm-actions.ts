import type { ArmRead } from './arm-reads.ts';

/**
 * What is asked of Azure beside reads, and only where somebody switched it on. `Reader` includes none of it. `ArmClient` cannot send
 * these; each has a function of its own.
 */
export const armActions = {
  clusterUserCredential: {
    path: '{parent}/listClusterUserCredential',
    apiVersion: '2026-04-01',
    action: 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
    // With a plugin's name in it, not with a way to sign in that clients have dropped.
    query: { format: 'exec' },
    why: 'the way into a cluster’s own API, with --in-cluster',
  },
} as const satisfies Record<string, ArmRead>;
