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

/** What a reader is told of one that its file's name tells nothing about. */
export const emptyOfWhat =
  'It is an empty list, which says neither of what nor whose it is. Where "az aks list" printed it for a subscription, name it aks-<subscription id>.json.';
