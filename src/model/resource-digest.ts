import { createHash } from 'node:crypto';
import { resourceKey } from './resource-id.ts';

/**
 * A short text that is the same for every spelling of an id, and another for every other resource.
 * @param bytes of the hash in it: with 8 the clusters of an estate of 20,000 share one once in some 90 billion estates
 */
export function resourceDigest(id: string, bytes: number, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(resourceKey(id)).digest().toString(encoding, 0, bytes);
}
