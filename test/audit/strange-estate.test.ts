import { describe, expect, it } from 'vitest';
import { checkOf, clusterOf, sampleEstate } from './audit-azure.ts';
import {
  auditedFiles,
  changed,
  name,
  ofCluster,
  own,
  ownUsages,
  statuses,
  withNetworkProfile,
  withStatus,
} from './one-cluster.ts';
import { armLists } from './saved-shapes.ts';

describe('a strange estate', () => {
  it('with enum values nobody knows yet is judged all the same', async () => {
    const report = await auditedFiles(
      ofCluster((properties) => ({
        ...properties,
        powerState: { code: 'Hibernating' },
        provisioningState: 'Pondering',
        networkProfile: {
          ...(properties['networkProfile'] as Record<string, unknown>),
          networkPolicy: 'quantum',
          outboundType: 'teleport',
          loadBalancerSku: 'Platinum',
        },
        agentPoolProfiles: (properties['agentPoolProfiles'] as Record<string, unknown>[]).map((pool) => ({
          ...pool,
          mode: 'Spectator',
          osType: 'Plan9',
          scaleSetPriority: 'Whenever',
        })),
      })),
    );

    expect(withStatus(report, 'error')).toEqual([]);
    expect(clusterOf(report, name).networkPolicy).toBe('quantum');
  });

  it.each(['10.244.0.0/99', 'ten dot something', '', '10.244.0.0'])(
    'with the malformed pod CIDR %j leaves unknown what depends on it',
    async (podCidr) => {
      const report = await auditedFiles(withNetworkProfile({ podCidr, podCidrs: [podCidr] }));

      expect(withStatus(report, 'error')).toEqual([]);
      expect(statuses(report)).toMatchObject({ 'RT-004': 'unknown', 'RT-005': 'unknown', 'HEAD-005': 'unknown' });
    },
  );

  it('with an IPv6 pod CIDR only has no defect to report of its own', async () => {
    const report = await auditedFiles(withNetworkProfile({ podCidr: 'fd00::/64', podCidrs: ['fd00::/64'] }));

    expect(withStatus(report, 'error')).toEqual([]);
    expect(statuses(report)['RT-004']).not.toBe('pass');
  });

  it('with a route that has no next hop says so', async () => {
    const report = await auditedFiles(
      changed('Microsoft.Network/routeTables', (properties) => ({
        ...properties,
        routes: (properties['routes'] as { name: string; properties: { addressPrefix: string } }[]).map(
          (route, index) =>
            index === 0 ? { name: route.name, properties: { addressPrefix: route.properties.addressPrefix } } : route,
        ),
      })),
    );

    expect(withStatus(report, 'error')).toEqual([]);
    expect(withStatus(report, 'fail').some((code) => ['RT-006', 'RT-009'].includes(code))).toBe(true);
  });

  it('with scale sets of a shape nobody knows leaves the nodes unknown', async () => {
    const resources = own.map((resource) =>
      resource.type === 'Microsoft.Compute/virtualMachineScaleSets' ? { ...resource, sku: ['one', 'two'] } : resource,
    );
    const report = await auditedFiles(armLists(resources, ownUsages));

    expect(withStatus(report, 'error')).toEqual([]);
    expect(checkOf(clusterOf(report, name), 'RT-004')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('unexpected form: sku'),
    });
  });

  it('with null in place of pools has no opinion about them', async () => {
    const report = await auditedFiles(ofCluster((properties) => ({ ...properties, agentPoolProfiles: null })));

    expect(withStatus(report, 'error')).toEqual([]);
    expect(clusterOf(report, name).headroom.nodesNow).not.toBe(7);
  });

  it('without a network profile is unreadable and named, never of another plugin', async () => {
    const report = await auditedFiles(ofCluster(({ networkProfile: _, ...properties }) => properties));

    expect(report.clusters).toEqual([]);
    expect(report.other).toEqual([]);
    expect(report.unreadable).toMatchObject([{ name, reason: expect.stringContaining('az aks') }]);
    expect(report.run.status).toBe('partial');
  });

  it("without a node resource group takes no other cluster's nodes for its own", async () => {
    const others = sampleEstate.resources.filter(({ id }) => id.includes('_aks-ledger-prod_'));
    const report = await auditedFiles({
      ...ofCluster(({ nodeResourceGroup: _, ...properties }) => properties),
      'others.json': others,
    });

    expect(checkOf(clusterOf(report, name), 'RT-004')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('node resource group'),
    });
  });

  it('in its healthy form fails nothing but the deadline, so that the tests above mean something', async () => {
    const report = await auditedFiles(armLists(own, ownUsages));

    expect(withStatus(report, 'fail')).toEqual(['DL-001']);
    expect(statuses(report)['RT-004']).toBe('pass');
  });
});
