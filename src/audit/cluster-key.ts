import { createHash } from 'node:crypto';
import { resourceKey } from '../model/resource-id.ts';

/** 64 bits, so that 20,000 clusters share a key once in some 90 billion estates. */
const keyBytes = 8;

/** Short and stable name of a cluster in addresses, the same for every spelling of its id. */
export function clusterKey(clusterId: string): string {
  return createHash('sha256').update(resourceKey(clusterId)).digest().toString('hex', 0, keyBytes);
}
