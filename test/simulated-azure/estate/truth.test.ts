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

  it('has a verdict that the first issue never makes worse', () => {
    const ranks = ['ready', 'needsWork', 'blocked'];
    const worse = Object.entries(truth.clusters).filter(
      ([, each]) => ranks.indexOf(each.verdictOfFirstCodes) > ranks.indexOf(each.verdict),
    );

    expect(worse).toEqual([]);
  });

  it('calls ready in the first issue only clusters without a blocker or high code of it', () => {
    // RT-005 is medium below 80 % of the table, and deadline codes never count.
    const harmless = new Set(['DL-001', 'DL-003', 'RT-005']);
    const early = new Set(truth.firstCodes.filter((code) => !harmless.has(code)));
    const contradictory = Object.entries(truth.clusters).filter(
      ([, each]) => (each.verdictOfFirstCodes === 'ready') === each.mustFail.some((code) => early.has(code)),
    );

    expect(contradictory).toEqual([]);
  });
});
