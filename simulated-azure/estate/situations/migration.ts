import { resourceGroupId } from '../arm-ids.ts';
import { addLock } from '../build/access.ts';
import { addCluster } from '../build/add-cluster.ts';
import { addMaintenanceConfiguration } from '../build/add-maintenance-configuration.ts';
import { addOwnNetwork, addSubnet, addVirtualNetwork } from '../build/add-virtual-network.ts';
import { nodesOf } from '../build/draft.ts';
import { addOwnRoutes, routeTableOf } from '../build/routes.ts';
import type { Situation } from './situation.ts';

const ubuntu2204 = { osSku: 'Ubuntu', nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202404.16.0' } as const;

const kubernetes126: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-warehouse-legacy',
    subscription: 'corporate',
    kubernetesVersion: '1.26.12',
    createdAt: '2022-02-03T10:21:55.0412877Z',
    tags: null,
    pools: [
      { name: 'nodepool1', mode: 'System', count: 3, ...ubuntu2204 },
      { name: 'apps', count: 2, ...ubuntu2204 },
    ],
  });
};

const stopped: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-demo-dev',
    subscription: 'development',
    powerState: 'Stopped',
    tags: { env: 'dev' },
    pools: [{ name: 'system', mode: 'System', count: 3, vmSize: 'Standard_B4ms' }],
  });
};

/** Two minutes old: nodes boot, the table is there, routes are not. */
const justCreated: Situation = (draft) => {
  const asOf = Date.parse(draft.asOf);
  const cluster = addCluster(draft, {
    name: 'aks-preview-test',
    subscription: 'development',
    createdAt: new Date(asOf - 2 * 60_000).toISOString(),
    provisioningState: 'Creating',
    routesWritten: false,
    tags: { env: 'test', owner: 'platform-engineering' },
    pools: [{ name: 'nodepool1', mode: 'System', count: 2, provisioningState: 'Creating' }],
  });
  for (const node of nodesOf(cluster)) {
    node.createdAt = new Date(asOf - 60_000).toISOString();
  }
};

/** A template of the year before still says kubenet, and was used after the announcement of the retirement. */
const newFromOldTemplate: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-newsletter-prod',
    subscription: 'retail',
    createdAt: afterAnnouncement(draft.calendar.daysAgo(411)),
    tags: { env: 'prod', owner: 'marketing' },
  });
};

function afterAnnouncement(iso: string): string {
  const first = '2025-04-01T07:55:31.903Z';
  return iso < first ? first : iso;
}

const failedPool: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-reporting-prod',
    subscription: 'data',
    pools: [
      { name: 'system', mode: 'System', count: 3 },
      { name: 'reports', count: 4, provisioningState: 'Failed' },
    ],
  });
};

const failedCluster: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-crm-prod',
    subscription: 'corporate',
    provisioningState: 'Failed',
    properties: {
      status: {
        provisioningError: {
          code: 'ReconcileVMSSAgentPoolFailed',
          message: 'The subscription policy disallowed an action on the scale set: RequestDisallowedByPolicy.',
        },
      },
    },
  });
};

const availabilitySet: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-intranet-legacy',
    subscription: 'corporate',
    createdAt: '2021-11-18T13:02:44.7718203Z',
    pools: [{ name: 'nodepool1', mode: 'System', count: 4, type: 'AvailabilitySet' }],
  });
};

const confidentialMachines: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-confidential-prod',
    subscription: 'payments',
    location: 'northeurope',
    pools: [
      { name: 'system', mode: 'System', count: 3 },
      { name: 'enclave', count: 3, vmSize: 'Standard_DC4s_v2' },
    ],
  });
};

const longSubnetName: Situation = (draft) => {
  const place = { subscription: 'data', resourceGroup: 'rg-analytics-network' } as const;
  const virtualNetwork = addVirtualNetwork(draft, place, { name: 'vnet-analytics', addressPrefixes: ['10.40.0.0/16'] });
  const subnet = addSubnet(
    virtualNetwork,
    'snet-analytics-shared-westeurope-production-kubernetes-node-pools',
    '10.40.0.0/22',
  );
  const cluster = addCluster(draft, {
    name: 'aks-analytics-shared',
    subscription: 'data',
    properties: { autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' } },
    pools: [{ name: 'system', mode: 'System', count: 3, subnet }],
  });
  addMaintenanceConfiguration(draft, cluster, 'aksManagedAutoUpgradeSchedule', {
    maintenanceWindow: {
      schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
      durationHours: 6,
      startTime: '02:00',
      utcOffset: '+01:00',
    },
  });
};

/** The CLI granted the system-assigned identity its rights after the fact; the migration does not take it. */
const systemAssignedOwnSubnet: Situation = (draft) => {
  const place = { subscription: 'corporate', resourceGroup: 'rg-hr-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, { name: 'vnet-hr', prefix: '10.41.0.0/16', nodes: '10.41.0.0/22' });
  addCluster(draft, {
    name: 'aks-hr-prod',
    subscription: 'corporate',
    identity: 'SystemAssigned',
    pools: [{ name: 'system', mode: 'System', count: 3, subnet }],
  });
};

const systemAssignedManagedNetwork: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-fabrikam-shop',
    subscription: 'fabrikam',
    identity: 'SystemAssigned',
    tags: { Owner: 'fabrikam-it' },
  });
};

const customRouteOnManagedTable: Situation = (draft) => {
  const cluster = addCluster(draft, { name: 'aks-partners-prod', subscription: 'corporate' });
  addOwnRoutes(routeTableOf(cluster), { 'to-partner-vpn': '10.202.0.0/16' });
};

const defaultRouteOnManagedTable: Situation = (draft) => {
  const cluster = addCluster(draft, { name: 'aks-edge-prod', subscription: 'retail', location: 'northeurope' });
  addOwnRoutes(routeTableOf(cluster), { 'default-to-firewall': '0.0.0.0/0', 'to-branches': '10.201.0.0/16' });
};

const dualStack: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-iot-dualstack-prod',
    subscription: 'data',
    podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'],
    serviceCidrs: ['10.0.0.0/16', 'fd12:3456:789a:1::/108'],
    managedNetwork: {
      addressPrefixes: ['10.224.0.0/12', 'fd4e:7a10:b2c3::/56'],
      subnetPrefixes: ['10.224.0.0/16', 'fd4e:7a10:b2c3::/64'],
    },
  });
};

const lockOnNodeResourceGroup: Situation = (draft) => {
  const cluster = addCluster(draft, { name: 'aks-audit-archive', subscription: 'corporate' });
  addLock(draft, resourceGroupId(cluster.subscriptionId, cluster.nodeResourceGroup), {
    name: 'do-not-delete',
    level: 'CanNotDelete',
    notes: 'Retention: ten years.',
  });
};

/** Azure Linux 2, whose images were removed in March 2026: whatever day it is, the pool cannot be reimaged. */
const oldNodeImage: Situation = (draft) => {
  const image = { osSku: 'AzureLinux', nodeImageVersion: 'AKSAzureLinux-V2gen2fips-202511.11.0' } as const;
  addCluster(draft, {
    name: 'aks-gov-forms',
    subscription: 'corporate',
    pools: [
      { name: 'system', mode: 'System', count: 3 },
      { name: 'fips', count: 3, ...image, properties: { enableFIPS: true } },
    ],
  });
};

const spotPool: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-render-batch',
    subscription: 'data',
    pools: [
      { name: 'system', mode: 'System', count: 3 },
      { name: 'spot', count: 8, spot: true },
    ],
  });
};

export const migration: readonly Situation[] = [
  kubernetes126,
  stopped,
  justCreated,
  newFromOldTemplate,
  failedPool,
  failedCluster,
  availabilitySet,
  confidentialMachines,
  longSubnetName,
  systemAssignedOwnSubnet,
  systemAssignedManagedNetwork,
  customRouteOnManagedTable,
  defaultRouteOnManagedTable,
  dualStack,
  lockOnNodeResourceGroup,
  oldNodeImage,
  spotPool,
];
