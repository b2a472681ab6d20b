import { describe, expect, it } from 'vitest';
import truth from '../../../simulated-azure/estate/truth.json' with { type: 'json' };
import { asOf, clusters, contoso, isKubenet, resourcesOfType } from './contoso.ts';

const restricted = contoso.subscriptions.find(({ displayName }) => displayName === truth.unreadable.subscription);
const readable = clusters.filter(({ id }) => restricted && !id.includes(restricted.subscriptionId));

describe('truth.json', () => {
  it('is about the seed and the moment of the tests', () => {
    expect([truth.seed, truth.asOf]).toEqual(['contoso', asOf]);
  });

  it('names every readable kubenet cluster and no other', () => {
    const kubenet = readable.filter(isKubenet).map(({ name }) => name);

    expect(Object.keys(truth.clusters).toSorted()).toEqual(kubenet.toSorted());
  });

  it('names every cluster on another plugin', () => {
    const others = readable.filter((cluster) => !isKubenet(cluster)).map(({ name }) => name);

    expect([...truth.overlay, ...truth.other].toSorted()).toEqual(others.toSorted());
  });

  it('names clusters of the subscription that cannot be read', () => {
    const hidden = clusters.filter(({ id }) => restricted && id.includes(restricted.subscriptionId));

    expect(hidden.map(({ name }) => name)).toEqual(truth.unreadable.clusters);
  });

  it('names orphan tables that exist and are attached to nothing', () => {
    const unattached = resourcesOfType('Microsoft.Network/routeTables').filter(
      ({ properties }) => properties && !('subnets' in properties),
    );

    expect(unattached.map(({ name }) => name).toSorted()).toEqual(truth.estate['RT-015'].toSorted());
  });
});
