import { resourceDigest } from '../model/resource-digest.ts';

/** Short and stable name of a cluster in addresses, the same for every spelling of its id: 16 hexadecimal digits. */
export function clusterKey(clusterId: string): string {
  return resourceDigest(clusterId, 8, 'hex');
}
