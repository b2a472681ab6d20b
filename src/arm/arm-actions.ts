import { groupOf, nameOf } from './arm-parent.ts';
import type { ArmRead } from './arm-read.ts';

/**
 * What is asked of Azure beside reads, and only where somebody switched it on. `Reader` includes none of it. `ArmClient` cannot send
 * these; each has a function of its own.
 */
export const armActions = {
  clusterUserCredential: {
    get: ({ containerService }, parent) =>
      // With a plugin's name in it, not with a way to sign in that clients have dropped.
      containerService.managedClusters.listClusterUserCredentials(groupOf(parent), nameOf(parent), { format: 'exec' }),
    below: 'resource',
    action: 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
    why: "the way into a cluster's own API, with --in-cluster",
  },
} as const satisfies Record<string, ArmRead>;
