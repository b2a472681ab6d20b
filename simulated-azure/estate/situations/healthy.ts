import { addLock } from '../build/access.ts';
import { addCluster } from '../build/add-cluster.ts';
import { addMaintenanceConfiguration } from '../build/add-maintenance-configuration.ts';
import { networkSecurityGroup } from '../build/add-network-security-group.ts';
import { addOwnNetwork } from '../build/add-virtual-network.ts';
import { nodeAt } from '../build/draft.ts';
import { addOwnRoutes, removeRoutes, routeTableOf } from '../build/routes.ts';
import type { Situation } from './situation.ts';

const managedNetwork: Situation = (draft) => {
  const cluster = addCluster(draft, {
    name: 'aks-payments-prod',
    subscription: 'payments',
    tags: { env: 'prod', owner: 'payments-platform', costCenter: '4711' },
  });
  addMaintenanceConfiguration(draft, cluster, 'default', { timeInWeek: [{ day: 'Saturday', hourSlots: [1, 2, 3] }] });
};

/** The table is AKS's own, in the node resource group, and the group's deny rule comes after the three allows. */
const ownSubnet: Situation = (draft) => {
  const place = { subscription: 'payments', resourceGroup: 'rg-ledger-network' } as const;
  const { subnet, virtualNetwork } = addOwnNetwork(draft, place, {
    name: 'vnet-ledger',
    prefix: '10.11.0.0/16',
    nodes: '10.11.0.0/22',
  });
  const group = virtualNetwork.id.replace(/virtualNetworks\/.*$/, 'networkSecurityGroups/nsg-ledger-nodes');
  const allow = { priority: 100, access: 'Allow', direction: 'Inbound' } as const;
  draft.others.push(
    networkSecurityGroup(group, virtualNetwork.location, [
      { ...allow, name: 'allow-node-to-node', source: '10.11.0.0/22', destination: '10.11.0.0/22' },
      { ...allow, name: 'allow-node-to-pod', priority: 110, source: '10.11.0.0/22', destination: '10.244.0.0/16' },
      { ...allow, name: 'allow-pod-to-pod', priority: 120, source: '10.244.0.0/16', destination: '10.244.0.0/16' },
      { ...allow, name: 'deny-rest', priority: 4000, access: 'Deny', source: '*', destination: '*' },
    ]),
  );
  subnet.networkSecurityGroupId = group;
  addCluster(draft, {
    name: 'aks-ledger-prod',
    subscription: 'payments',
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'ledger', count: 6, maxCount: 12, subnet },
    ],
  });
};

const ownRouteTable: Situation = (draft) => {
  const place = { subscription: 'payments', resourceGroup: 'rg-settlement-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-settlement',
    prefix: '10.12.0.0/16',
    nodes: '10.12.0.0/22',
    routeTable: 'rt-settlement',
  });
  const cluster = addCluster(draft, {
    name: 'aks-settlement-prod',
    subscription: 'payments',
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'apps', count: 5, subnet },
    ],
  });
  addOwnRoutes(routeTableOf(cluster), { 'to-datacentre': '10.200.0.0/16' });
};

/** A plugin written in another case, and the newest version. */
const mixedCasePlugin: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-notifications-prod',
    subscription: 'retail',
    networkPlugin: 'Kubenet',
    kubernetesVersion: draft.calendar.newestKubernetes,
    tags: { env: 'prod', owner: 'messaging' },
  });
};

/** The newest version, created on the last day before the announcement counts. */
const lastBeforeAnnouncement: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-loyalty-prod',
    subscription: 'retail',
    location: 'northeurope',
    kubernetesVersion: draft.calendar.newestKubernetes,
    createdAt: '2025-03-30T16:40:02.1187352Z',
    networkProfile: { loadBalancerSku: 'Standard' },
    pools: [
      { name: 'system', mode: 'System', count: 3 },
      { name: 'apps', count: 6, maxCount: 20, maxSurge: '33%' },
    ],
  });
};

/** The pool spells its subnet in other letters than the virtual network does. */
const subnetInOtherCase: Situation = (draft) => {
  const place = { subscription: 'retail', resourceGroup: 'rg-mobile-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-mobile',
    prefix: '10.13.0.0/16',
    nodes: '10.13.0.0/22',
    routeTable: 'rt-mobile',
  });
  const subnetIdAsWritten = subnet.id.replace('rg-mobile-network', 'RG-Mobile-Network').replace('snet-aks', 'SNET-AKS');
  addCluster(draft, {
    name: 'aks-mobile-api',
    subscription: 'retail',
    kubernetesVersion: draft.calendar.newestKubernetes,
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet, subnetIdAsWritten },
      { name: 'apps', count: 4, subnet, subnetIdAsWritten },
    ],
  });
};

/** A node that joined four minutes ago: its route may still be on its way. */
const youngNodeWithoutRoute: Situation = (draft) => {
  const cluster = addCluster(draft, {
    name: 'aks-returns-prod',
    subscription: 'retail',
    pools: [
      { name: 'system', mode: 'System', count: 3 },
      { name: 'apps', count: 5, maxCount: 10 },
    ],
  });
  const node = nodeAt(cluster, 7);
  node.createdAt = new Date(Date.parse(draft.asOf) - 4 * 60_000).toISOString();
  removeRoutes(cluster, node);
};

/** CanNotDelete on a table of one's own does not stop the table's update. */
const lockedOwnTable: Situation = (draft) => {
  const place = { subscription: 'payments', resourceGroup: 'rg-vault-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-vault',
    prefix: '10.14.0.0/16',
    nodes: '10.14.0.0/22',
    routeTable: 'rt-vault',
  });
  const cluster = addCluster(draft, {
    name: 'aks-vault-prod',
    subscription: 'payments',
    pools: [{ name: 'system', mode: 'System', count: 3, subnet }],
  });
  addLock(draft, routeTableOf(cluster).id, {
    name: 'keep',
    level: 'CanNotDelete',
    notes: 'Owned by the network team.',
  });
};

const udrEgress: Situation = (draft) => {
  const place = { subscription: 'payments', resourceGroup: 'rg-core-banking-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-core-banking',
    prefix: '10.15.0.0/16',
    nodes: '10.15.0.0/22',
    routeTable: 'rt-core-banking',
  });
  const cluster = addCluster(draft, {
    name: 'aks-core-banking-prod',
    subscription: 'payments',
    networkProfile: { outboundType: 'userDefinedRouting', loadBalancerProfile: undefined },
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'core', count: 6, subnet },
    ],
  });
  addOwnRoutes(routeTableOf(cluster), { 'default-to-firewall': '0.0.0.0/0' });
};

export const healthy: readonly Situation[] = [
  managedNetwork,
  ownSubnet,
  ownRouteTable,
  mixedCasePlugin,
  lastBeforeAnnouncement,
  subnetInOtherCase,
  youngNodeWithoutRoute,
  lockedOwnTable,
  udrEgress,
];
