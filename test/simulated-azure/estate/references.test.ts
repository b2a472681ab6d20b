import { describe, expect, it } from 'vitest';
import { at, clusters, contoso, list, resourcesOfType } from './contoso.ts';

/** Built-in roles are Azure's own: their definitions are in no subscription's list of resources. */
const builtIn = /\/providers\/Microsoft\.Authorization\/roleDefinitions\//i;

/** Every `id` of the estate, those inside other resources too, and everything else that looks like one. */
function collect(json: unknown, ids: Set<string>, references: Set<string>): void {
  if (json === null || typeof json !== 'object') {
    return;
  }
  const isWhole = 'name' in json;
  for (const [key, value] of Object.entries(json)) {
    if (key.startsWith('/subscriptions/')) {
      references.add(key);
    }
    if (typeof value !== 'string' || !value.startsWith('/subscriptions/')) {
      collect(value, ids, references);
    } else if (key === 'id' && isWhole) {
      ids.add(value.toLowerCase());
    } else {
      references.add(value);
    }
  }
}

describe('references between resources', () => {
  it('lead to something that exists', () => {
    const ids = new Set(contoso.subscriptions.map(({ subscriptionId }) => `/subscriptions/${subscriptionId}`));
    const references = new Set<string>();
    collect(contoso.resources, ids, references);
    collect(contoso.subnetUsages, new Set(), references);
    const dangling = [...references].filter((id) => !ids.has(id.toLowerCase()) && !builtIn.test(id));

    expect(references.size).toBeGreaterThan(1000);
    expect(dangling).toEqual([]);
  });

  it('give every cluster a node resource group that says whose it is', () => {
    const groups = new Map(resourcesOfType('Microsoft.Resources/resourceGroups').map((each) => [each.name, each]));
    const wrong = clusters.filter((cluster) => {
      const group = groups.get(String(at(cluster, 'properties', 'nodeResourceGroup')));
      return String(group?.['managedBy']).toLowerCase() !== cluster.id.toLowerCase();
    });

    expect(wrong).toEqual([]);
  });

  it('agree on the pools of a cluster, whether listed in it or beside it', () => {
    const pools = resourcesOfType('Microsoft.ContainerService/managedClusters/agentPools');
    const inside = clusters.flatMap((cluster) =>
      list(cluster, 'properties', 'agentPoolProfiles').map(
        (pool) => `${cluster.id}/agentPools/${String(at(pool, 'name'))}`,
      ),
    );

    expect(pools.map(({ id }) => id)).toEqual(inside);
  });

  it('count in subnet usages no more than the subnet holds', () => {
    expect(contoso.subnetUsages.filter(({ currentValue, limit }) => currentValue > limit)).toEqual([]);
  });

  it('leave quota everywhere but for one family', () => {
    const tight = contoso.computeUsages.filter(({ currentValue, limit }) => limit - currentValue < 1_000);

    expect(tight.map(({ location, name, currentValue, limit }) => [location, name.value, currentValue, limit])).toEqual(
      [['francecentral', 'standardESv5Family', 24, 28]],
    );
  });
});
