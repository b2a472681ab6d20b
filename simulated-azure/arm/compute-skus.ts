import { vmSizes } from '../estate/vm-sizes.ts';
import type { ArmRead } from './arm-read.ts';
import { regionNames } from './locations.ts';

/**
 * Sizes of virtual machines, an entry for each size and region, as `Microsoft.Compute/skus` lists them.
 * @see https://learn.microsoft.com/rest/api/compute/resource-skus/list
 */
export function computeSkus({ incoming }: ArmRead): readonly Record<string, unknown>[] {
  const filter = incoming.url.searchParams.get('$filter') ?? '';
  const only = /\blocation\s+eq\s+'([^']*)'/i.exec(filter)?.[1]?.toLowerCase();
  return regionNames
    .filter((location) => only === undefined || location === only)
    .flatMap((location) =>
      vmSizes().map(([name, { vcpus, family }]) => ({
        resourceType: 'virtualMachines',
        name,
        tier: 'Standard',
        size: name.replace(/^Standard_/, ''),
        family,
        locations: [location],
        locationInfo: [{ location, zones: ['1', '2', '3'], zoneDetails: [] }],
        capabilities: [
          { name: 'vCPUs', value: String(vcpus) },
          { name: 'PremiumIO', value: 'True' },
          { name: 'EncryptionAtHostSupported', value: 'True' },
        ],
        restrictions: [],
      })),
    );
}
