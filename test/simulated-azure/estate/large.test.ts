import { describe, expect, it } from 'vitest';
import { buildLargeEstate, materialise } from '../../../simulated-azure/estate/large.ts';
import { asOf } from './contoso.ts';

const options = { seed: 'large', asOf, subscriptions: 3, clusters: 12, nodesPerCluster: 5 };

describe('a large estate', () => {
  it('is the same for the same options', () => {
    expect(JSON.stringify(materialise(buildLargeEstate(options)))).toBe(
      JSON.stringify(materialise(buildLargeEstate(options))),
    );
  });

  it('has the clusters and nodes that were asked for, spread over the subscriptions', () => {
    const { resources } = materialise(buildLargeEstate(options));
    const clusters = resources.filter(({ type }) => type.endsWith('/ManagedClusters'));

    expect(clusters).toHaveLength(12);
    expect(new Set(clusters.map(({ id }) => id.split('/')[2])).size).toBe(3);
    expect(resources.filter(({ type }) => type.endsWith('virtualMachineScaleSets/virtualMachines'))).toHaveLength(60);
  });

  it('makes one cluster alone as it makes it among others', () => {
    const large = buildLargeEstate(options);

    expect([...large.resources()].filter(({ id }) => id.includes('aks-large-000007')).length).toBeGreaterThan(10);
    expect(large.cluster(7)).toEqual(buildLargeEstate(options).cluster(7));
  });

  it('lists the resources of one subscription only', () => {
    const large = buildLargeEstate(options);
    const id = large.subscriptions[1]?.subscriptionId ?? '';

    expect([...large.resources(id)].filter((resource) => !resource.id.includes(id))).toEqual([]);
    expect([...large.resources(id)].filter(({ type }) => type.endsWith('/ManagedClusters'))).toHaveLength(4);
  });

  it('makes nothing before it is asked', () => {
    const large = buildLargeEstate({ ...options, subscriptions: 5_000, clusters: 20_000, nodesPerCluster: 200 });

    expect(large.resources().next().done).toBe(false);
    expect(large.cluster(19_999).resources.length).toBeGreaterThan(400);
  });
});
