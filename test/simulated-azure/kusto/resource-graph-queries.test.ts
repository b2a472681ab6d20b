import { describe, expect, it } from 'vitest';
import type { KustoType } from '../../../simulated-azure/kusto/run-query.ts';
import './warm-parser.ts';
import { runQuery } from '../../../simulated-azure/kusto/run-query.ts';

const columns: Readonly<Record<string, KustoType>> = {
  id: 'string',
  name: 'string',
  type: 'string',
  location: 'string',
  resourceGroup: 'string',
  subscriptionId: 'string',
  identity: 'dynamic',
  properties: 'dynamic',
};

const resources = [
  {
    id: '/subscriptions/s/resourcegroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks-b',
    name: 'aks-b',
    type: 'Microsoft.ContainerService/ManagedClusters',
    location: 'westeurope',
    resourceGroup: 'rg-a',
    subscriptionId: 's',
    identity: { type: 'UserAssigned' },
    properties: {
      currentKubernetesVersion: '1.33.5',
      nodeResourceGroup: 'MC_rg-a',
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      networkProfile: { networkPlugin: 'Kubenet', podCidr: '10.244.0.0/16' },
      agentPoolProfiles: [{ name: 'np1', count: 3 }],
    },
  },
  {
    id: '/c2',
    type: 'microsoft.containerservice/managedclusters',
    properties: { networkProfile: { networkPlugin: 'azure' } },
  },
  { id: '/c3', type: 'microsoft.containerservice/managedclusters', properties: null },
  { id: '/vnet2', type: 'microsoft.network/virtualnetworks', properties: { subnets: [] } },
  {
    id: '/vnet1',
    type: 'Microsoft.Network/virtualNetworks',
    properties: { subnets: [{ name: 'nodes' }], addressSpace: { addressPrefixes: ['10.0.0.0/8'] } },
  },
];

const nic = 'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces';
const computeResources = [
  { id: '/nic1', type: nic, resourceGroup: 'mc_rg-a', properties: { enableIPForwarding: true, ipConfigurations: [1] } },
  { id: '/nic2', type: nic, resourceGroup: 'mc_other', properties: { enableIPForwarding: true } },
  { id: '/nic3', type: nic, resourceGroup: 'MC_rg-b', properties: {} },
];

const advisorResources = [
  {
    id: '/rec1',
    type: 'Microsoft.Advisor/recommendations',
    properties: {
      resourceMetadata: { resourceId: '/Subscriptions/S/AKS-B' },
      extendedProperties: {
        recommendationSubCategory: 'ServiceUpgradeAndRetirement',
        retirementFeatureName: 'kubenet',
        retirementDate: '2028-03-31',
      },
    },
  },
  { id: '/rec2', type: 'microsoft.advisor/recommendations', properties: { extendedProperties: {} } },
];

const tables = new Map<string, readonly Readonly<Record<string, unknown>>[]>([
  ['resources', resources],
  ['computeresources', computeResources],
  ['advisorresources', advisorResources],
]);

const run = (text: string) =>
  runQuery(text, (name) => {
    const rows = tables.get(name.toLowerCase());
    return rows && { columns, rows };
  });

describe('queries over an estate', () => {
  it('finds the clusters that use kubenet', () => {
    const result = run(`resources | where type =~ 'microsoft.containerservice/managedclusters'
      | extend np = properties.networkProfile
      | where tostring(np.networkPlugin) =~ 'kubenet'
      | project id, name, resourceGroup, subscriptionId, location, identityType = tostring(identity.type),
        k8s = tostring(properties.currentKubernetesVersion), nodeRG = tostring(properties.nodeResourceGroup),
        np, pools = properties.agentPoolProfiles, addons = properties.addonProfiles,
        power = tostring(properties.powerState.code), prov = tostring(properties.provisioningState)`);

    expect(result).toMatchObject({ pageable: true, limited: false });
    expect(result.rows).toEqual([
      {
        id: resources[0]?.id,
        name: 'aks-b',
        resourceGroup: 'rg-a',
        subscriptionId: 's',
        location: 'westeurope',
        identityType: 'UserAssigned',
        k8s: '1.33.5',
        nodeRG: 'MC_rg-a',
        np: { networkPlugin: 'Kubenet', podCidr: '10.244.0.0/16' },
        pools: [{ name: 'np1', count: 3 }],
        addons: null,
        power: 'Running',
        prov: 'Succeeded',
      },
    ]);
  });

  it('lists virtual networks with their subnets, in the order of their ids', () => {
    const result = run(`Resources | where type =~ 'microsoft.network/virtualnetworks'
      | project id, subnets = properties.subnets, space = properties.addressSpace.addressPrefixes, peerings = properties.virtualNetworkPeerings
      | order by id asc`);

    expect(result.rows).toEqual([
      { id: '/vnet1', subnets: [{ name: 'nodes' }], space: ['10.0.0.0/8'], peerings: null },
      { id: '/vnet2', subnets: [], space: null, peerings: null },
    ]);
  });

  it('lists the network interfaces of some node resource groups', () => {
    const result = run(`computeresources | where type =~ '${nic}'
      | where resourceGroup in~ (dynamic(['MC_rg-A', 'mc_rg-b']))
      | project id, resourceGroup, fwd = tobool(properties.enableIPForwarding), ipcs = properties.ipConfigurations`);

    expect(result.rows).toEqual([
      { id: '/nic1', resourceGroup: 'mc_rg-a', fwd: true, ipcs: [1] },
      { id: '/nic3', resourceGroup: 'MC_rg-b', fwd: null, ipcs: null },
    ]);
  });

  it('reads retirements from Advisor, naming columns as Kusto does', () => {
    const result = run(`advisorresources | where type =~ 'microsoft.advisor/recommendations'
      | extend ep = properties.extendedProperties
      | where tostring(ep.recommendationSubCategory) =~ 'ServiceUpgradeAndRetirement'
      | project resourceId = tolower(tostring(properties.resourceMetadata.resourceId)), tostring(ep.retirementFeatureName), tostring(ep.retirementDate)`);

    expect(result.pageable).toBe(false);
    expect(result.rows).toEqual([
      { resourceId: '/subscriptions/s/aks-b', ep_retirementFeatureName: 'kubenet', ep_retirementDate: '2028-03-31' },
    ]);
  });

  it('reads resources when the query names no table', () => {
    expect(run(`where type =~ 'microsoft.network/virtualnetworks' | count`).rows).toEqual([{ Count: 2 }]);
  });

  it('reads each row as often whatever the number of rows, through where, project and order by', () => {
    const text = `resources | where type =~ 'microsoft.containerservice/managedclusters' and tostring(properties.networkProfile.networkPlugin) =~ 'kubenet'
      | project id, name, pools = properties.agentPoolProfiles | order by id asc`;
    // Reads are counted and not timed: a machine that is busy with other work must not decide.
    const readsOf = (count: number) => {
      let reads = 0;
      const many = Array.from({ length: count }, (_, index) => {
        const row = { ...resources[0], id: `/${(index * 7919) % count}` };
        return new Proxy(row, {
          get: (of, name) => {
            reads += 1;
            return Reflect.get(of, name);
          },
        });
      });
      expect(runQuery(text, () => ({ columns, rows: many })).rows).toHaveLength(count);
      return reads;
    };

    const once = readsOf(1);
    expect(once).toBeGreaterThan(2);
    expect(readsOf(2_000)).toBe(2_000 * once);
  });
});
