import { indexEstate } from '../../../simulated-azure/arm/estate-index.ts';
import type { Estate } from '../../../simulated-azure/estate/estate.ts';
import type { ArmClient } from '../../../src/arm/arm-client.ts';
import { type ArmRead, resourceTypeOfRead } from '../../../src/arm/arm-read.ts';
import { armReads } from '../../../src/arm/arm-reads.ts';
import { AzureRequestError } from '../../../src/arm/errors.ts';

/** The estate without HTTP, sign-in or paging: fast enough to audit hundreds of estates. Everything may be read. */
export function estateClient(estate: Estate): ArmClient {
  const index = indexEstate(estate);
  const lists = new Map<ArmRead, (parent: string) => readonly unknown[]>([
    [armReads.subscriptions, () => estate.subscriptions],
    [armReads.subnetUsages, (network) => estate.subnetUsages.filter(({ id }) => isBelow(id, network))],
    [armReads.computeUsages, (region) => estate.computeUsages.filter((each) => isBelow(regionOf(each), region))],
    [
      armReads.scaleSetNetworkInterfaces,
      (scaleSet) => index.list('Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces', scaleSet),
    ],
    [armReads.managedClustersPreview, (parent) => index.list('Microsoft.ContainerService/managedClusters', parent)],
    ...(['locks', 'roleAssignments', 'advisorRecommendations'] as const).map(
      (name) =>
        [
          armReads[name],
          (parent: string) =>
            index.list(resourceTypeOfRead(armReads[name]), '').filter(({ id }) => isBelow(id, parent)),
        ] as const,
    ),
  ]);
  return {
    get: async (_read, id) => {
      const found = index.get(id);
      if (found === undefined) throw new AzureRequestError('404', { status: 404, code: 'ResourceNotFound', path: id });
      return found;
    },
    post: async (read) => {
      throw new AzureRequestError('404', { status: 404, code: 'NotFound', path: read.path });
    },
    list: async (read, parent = '') => lists.get(read)?.(parent) ?? index.list(resourceTypeOfRead(read), parent),
  };
}

function regionOf({ subscriptionId, location }: Estate['computeUsages'][number]): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/locations/${location}`;
}

function isBelow(id: string, parent: string): boolean {
  return `${id}/`.toLowerCase().startsWith(`${parent}/`.toLowerCase());
}
