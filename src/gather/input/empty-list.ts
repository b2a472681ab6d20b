import { basename } from 'node:path';
import type { SavedList } from './saved-resource.ts';

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/**
 * An empty list says neither of what nor of whom it is empty. A file named `aks-<subscription id>.json` does: that subscription has no
 * cluster.
 */
export function emptyListOf(path: string): SavedList[] {
  const name = basename(path);
  const subscriptionId = guid.exec(name)?.[0];
  return subscriptionId !== undefined && /^aks-/i.test(name)
    ? [{ kind: 'list', read: 'managedClusters', parent: `/subscriptions/${subscriptionId.toLowerCase()}`, items: [] }]
    : [];
}
