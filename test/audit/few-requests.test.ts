import { describe, expect, it } from 'vitest';
import { buildLargeEstate, materialise } from '../../simulated-azure/estate/large.ts';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { useTestAzure } from './audit-azure.ts';

/** Eleven clusters in as many subscriptions, the fourth of them on Overlay; the last subscription has none. */
const estate = materialise(
  buildLargeEstate({
    seed: 'few',
    asOf: '2026-11-22T06:00:00.000Z',
    subscriptions: 12,
    clusters: 11,
    nodesPerCluster: 2,
  }),
);
const onOverlay = 3;
const withoutClusters = 11;
const healthy = 5;
const azure = useTestAzure(estate);

/** What was asked of ARM about each subscription, by type and in order. */
async function askedBy(principal?: { readonly clientId: string; readonly clientSecret: string }) {
  azure().azure.control.clearRequests();
  const { run } = await azure().audit('graph', {}, principal);
  expect(run.scopes.flatMap(({ reason }) => reason ?? [])).toEqual([]);
  expect(run.status).toBe('complete');
  const paths = azure()
    .azure.requests()
    .filter(({ service }) => service === 'arm')
    .map(({ path }) => path.toLowerCase());
  return estate.subscriptions.map(({ subscriptionId }) =>
    paths
      .filter((path) => path.startsWith(`/subscriptions/${subscriptionId}/`))
      .map((path) => /\/providers\/[^/]+\/([^/?]+)/.exec(path)?.[1])
      .sort(),
  );
}

/** Locks, which Resource Graph does not have; and the clusters as only the preview tells them. */
const least = ['locks', 'managedclusters'];

describe('through Resource Graph, ARM is asked', () => {
  it('for what it alone has, for a live problem once more, and nothing where no cluster is on kubenet', async () => {
    const all = await askedBy();

    expect(all[0], 'what Resource Graph has too needs `graph` in its row of armReads').toEqual([
      ...least,
      'routetables',
      'virtualmachinescalesets',
    ]);
    expect(all[healthy]).toEqual(least);
    expect([all[onOverlay], all[withoutClusters]]).toEqual([[], []]);
    // One more is the try of a preview that is served nowhere.
    expect(all.flat().length / (estate.subscriptions.length - 2)).toBeLessThanOrEqual(3);
  });

  it.each([
    ['advisorresources', healthy, [...least, 'recommendations']],
    ['networkmanagers', healthy, [...least, 'networkmanagers']],
    ['agentPoolProfiles', withoutClusters, ['managedclusters']],
  ])('in the subscription that a query of %s loses', async (table, lost, kinds) => {
    const { subscriptionId = '' } = estate.subscriptions[lost] ?? {};
    azure().azure.addFault({
      match: { service: 'graph', table },
      effect: { kind: 'dropSubscription', subscriptionId },
    });
    const all = await askedBy();

    expect(all[lost]).toEqual(kinds);
    expect(all[healthy + 1]).toEqual(least);
  });

  it('as little by an identity that has its role from the management group', async () => {
    const grants = [{ scope: '/providers/Microsoft.Management/managementGroups/mg-large', actions: ['*/read'] }];
    azure().azure.replaceEstate({ ...estate, principals: [{ ...signIns.auditor, grants }] });
    const all = await askedBy();

    expect(all[healthy]).toEqual(least);
    expect(all[withoutClusters]).toEqual([]);
  });
});
