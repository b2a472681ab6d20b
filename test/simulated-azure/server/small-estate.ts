import type { ArmResource, Estate, EstateSubscription, Principal } from '../../../simulated-azure/estate/estate.ts';

/** The ids of the small estate; every test names what it needs. */
export const ids = {
  tenant: '11111111-1111-1111-1111-111111111111',
  production: 'aaaaaaaa-0000-0000-0000-000000000001',
  development: 'aaaaaaaa-0000-0000-0000-000000000002',
  refused: 'aaaaaaaa-0000-0000-0000-000000000003',
} as const;

export const auditor: Principal & { clientSecret: string } = {
  clientId: 'cccccccc-0000-0000-0000-000000000001',
  objectId: 'dddddddd-0000-0000-0000-000000000001',
  clientSecret: 'a-secret',
  grants: [
    { scope: `/subscriptions/${ids.production}`, actions: ['*/read'] },
    { scope: '/providers/Microsoft.Management/managementGroups/contoso-dev', actions: ['*/read'] },
    { scope: `/subscriptions/${ids.refused}`, actions: ['Microsoft.Support/*'] },
    {
      scope: '/providers/Microsoft.Management/managementGroups/contoso-prod',
      actions: ['Microsoft.Management/*/read'],
    },
  ],
};

export const identity: Principal = {
  clientId: 'cccccccc-0000-0000-0000-000000000002',
  objectId: 'dddddddd-0000-0000-0000-000000000002',
  grants: [{ scope: '/', actions: ['*/read'] }],
};

/** Somebody who may list clusters and nothing else. */
export const clusterReader: Principal & { clientSecret: string } = {
  clientId: 'cccccccc-0000-0000-0000-000000000003',
  objectId: 'dddddddd-0000-0000-0000-000000000003',
  clientSecret: 'another-secret',
  grants: [{ scope: `/subscriptions/${ids.production}`, actions: ['Microsoft.ContainerService/managedClusters/read'] }],
};

export const nodeGroup = `/subscriptions/${ids.production}/resourceGroups/MC_rg-a_a1_westeurope`;
export const scaleSetId = `${nodeGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/aks-pool-vmss`;
export const networkId = `${nodeGroup}/providers/Microsoft.Network/virtualNetworks/aks-vnet`;

/** The id of the nth cluster of the production subscription, from 1. */
export function clusterId(n: number): string {
  return `/subscriptions/${ids.production}/resourcegroups/RG-a/providers/Microsoft.ContainerService/managedClusters/a${n}`;
}

/** Three subscriptions (one refuses), 12 clusters and what one of them is made of. */
export function smallEstate(): Estate {
  return {
    tenantId: ids.tenant,
    asOf: '2026-11-22T06:00:00Z',
    subscriptions: [
      subscription(ids.production, 'Production'),
      subscription(ids.development, 'Development'),
      subscription(ids.refused, 'Refused'),
    ],
    managementGroups: [
      { name: 'contoso-prod', displayName: 'Production', subscriptionIds: [ids.production, ids.refused] },
      { name: 'contoso-dev', displayName: 'Development', subscriptionIds: [ids.development] },
    ],
    principals: [auditor, identity, clusterReader],
    resources: [
      ...Array.from({ length: 12 }, (_, index) => cluster(clusterId(index + 1))),
      cluster(
        `/subscriptions/${ids.development}/resourceGroups/rg-d/providers/Microsoft.ContainerService/managedClusters/d1`,
      ),
      cluster(
        `/subscriptions/${ids.refused}/resourceGroups/rg-r/providers/Microsoft.ContainerService/managedClusters/r1`,
      ),
      ...clusterNetwork(),
      ...scaleSet(),
      lock(`/subscriptions/${ids.production}`),
      lock(clusterId(1)),
      assignment(`/subscriptions/${ids.production}`, auditor.objectId),
      assignment(nodeGroup, identity.objectId),
    ],
    computeUsages: [
      {
        subscriptionId: ids.production,
        location: 'westeurope',
        name: { value: 'cores', localizedValue: 'Total Regional vCPUs' },
        currentValue: 12,
        limit: 350,
        unit: 'Count',
      },
    ],
    subnetUsages: [
      {
        id: `${networkId}/subnets/aks-subnet`,
        currentValue: 5,
        limit: 65_531,
        name: { value: 'SubnetSpace', localizedValue: 'Subnet size and usage' },
        unit: 'Count',
      },
    ],
  };
}

function subscription(subscriptionId: string, displayName: string): EstateSubscription {
  return { subscriptionId, displayName, tenantId: ids.tenant, state: 'Enabled' };
}

/** A kubenet cluster with one pool, written as AKS writes it: `ManagedClusters` in the type. */
export function cluster(id: string, provisioningState = 'Succeeded'): ArmResource {
  return {
    id,
    location: 'westeurope',
    name: id.split('/').at(-1) ?? '',
    type: 'Microsoft.ContainerService/ManagedClusters',
    properties: {
      provisioningState,
      kubernetesVersion: '1.33.2',
      agentPoolProfiles: [
        { name: 'pool', count: 3, mode: 'System', type: 'VirtualMachineScaleSets', vmSize: 'Standard_D4s_v5' },
      ],
      networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' },
    },
  };
}

function clusterNetwork(): ArmResource[] {
  const table = `${nodeGroup}/providers/Microsoft.Network/routeTables/aks-routetable`;
  const route = {
    name: 'aks-pool-vmss000000',
    properties: { addressPrefix: '10.244.0.0/24', nextHopType: 'VirtualAppliance' },
  };
  const subnet = {
    id: `${networkId}/subnets/aks-subnet`,
    name: 'aks-subnet',
    properties: { routeTable: { id: table } },
  };
  const plain = (type: string, name: string, properties: Record<string, unknown>): ArmResource => ({
    id: `${nodeGroup}/providers/${type}/${name}`,
    name,
    type,
    location: 'westeurope',
    properties,
  });
  return [
    plain('Microsoft.Network/routeTables', 'aks-routetable', { routes: [route], subnets: [{ id: subnet.id }] }),
    plain('Microsoft.Network/virtualNetworks', 'aks-vnet', { subnets: [subnet] }),
    plain('Microsoft.Network/networkSecurityGroups', 'aks-nsg', { securityRules: [] }),
    plain('Microsoft.Network/networkInterfaces', 'jumpbox-nic', { ipConfigurations: [] }),
    plain('Microsoft.Network/applicationGateways', 'gateway', {}),
    plain('Microsoft.Network/localNetworkGateways', 'office', {}),
    plain('Microsoft.Compute/virtualMachines', 'jumpbox', { instanceView: instanceView('running') }),
    {
      id: `${clusterId(1)}/maintenanceConfigurations/default`,
      name: 'default',
      type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
      properties: { timeInWeek: [] },
    },
  ];
}

function scaleSet(): ArmResource[] {
  const type = 'Microsoft.Compute/virtualMachineScaleSets';
  const instances = Array.from({ length: 25 }, (_, n): ArmResource[] => [
    {
      id: `${scaleSetId}/virtualMachines/${n}`,
      name: `aks-pool-vmss_${n}`,
      type: `${type}/virtualMachines`,
      location: 'westeurope',
      instanceId: String(n),
      properties: { osProfile: { computerName: `aks-pool-vmss00000${n}` }, instanceView: instanceView('running') },
    },
    {
      id: `${scaleSetId}/virtualMachines/${n}/networkInterfaces/nic`,
      name: 'nic',
      type: `${type}/virtualMachines/networkInterfaces`,
      properties: { primary: true, enableIPForwarding: true, ipConfigurations: [] },
    },
  ]);
  return [
    { id: scaleSetId, name: 'aks-pool-vmss', type, location: 'westeurope', sku: { capacity: 25 }, properties: {} },
    ...instances.flat(),
  ];
}

function instanceView(power: string): Record<string, unknown> {
  return {
    statuses: [
      { code: 'ProvisioningState/succeeded', level: 'Info' },
      { code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` },
    ],
  };
}

function lock(scope: string): ArmResource {
  const type = 'Microsoft.Authorization/locks';
  return { id: `${scope}/providers/${type}/keep`, name: 'keep', type, properties: { level: 'CanNotDelete' } };
}

function assignment(scope: string, principalId: string): ArmResource {
  const type = 'Microsoft.Authorization/roleAssignments';
  const name = `${principalId.slice(0, -4)}9999`;
  return { id: `${scope}/providers/${type}/${name}`, name, type, properties: { principalId, scope } };
}
