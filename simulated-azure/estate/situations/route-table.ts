import { addCluster } from '../build/add-cluster.ts';
import { addOwnNetwork, addRouteTable, addSubnet } from '../build/add-virtual-network.ts';
import { nodeAt } from '../build/draft.ts';
import { addOwnRoutes, addStaleRoute, removeRoutes, routeTableOf, routeTo } from '../build/routes.ts';
import type { Situation } from './situation.ts';

/** Two clusters of one team, each in its own subnet, both writing into the table that Terraform made for "aks". */
const sharedTable: Situation = (draft) => {
  const place = { subscription: 'retail', resourceGroup: 'rg-shop-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-shop',
    prefix: '10.20.0.0/16',
    nodes: '10.20.0.0/22',
    routeTable: 'rt-aks',
  });
  const second = addSubnet(virtualNetwork, 'snet-aks-catalog', '10.20.4.0/22');
  second.routeTable = subnet.routeTable;

  addCluster(draft, {
    name: 'aks-checkout-prod',
    subscription: 'retail',
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'apps', count: 4, subnet },
    ],
  });
  addCluster(draft, {
    name: 'aks-catalog-prod',
    subscription: 'retail',
    podCidrs: ['10.245.0.0/16'],
    pools: [{ name: 'system', mode: 'System', count: 3, subnet: second }],
  });
};

const nodeWithoutRoute: Situation = (draft) => {
  const cluster = addCluster(draft, {
    name: 'aks-orders-prod',
    subscription: 'retail',
    tags: { env: 'prod', owner: 'orders' },
  });
  const node = nodeAt(cluster, 6);
  node.createdAt = new Date(Date.parse(draft.asOf) - 47 * 60_000).toISOString();
  removeRoutes(cluster, node);
};

const staleRoute: Situation = (draft) => {
  const cluster = addCluster(draft, { name: 'aks-invoicing-prod', subscription: 'payments' });
  addStaleRoute(cluster, 36, 9);
};

/** The node came back with another address after a repair; its route still points at the old one. */
const wrongNextHop: Situation = (draft) => {
  const cluster = addCluster(draft, { name: 'aks-shipping-prod', subscription: 'retail' });
  routeTo(cluster, nodeAt(cluster, 4)).nextHopIpAddress = '10.224.0.77';
};

const ipForwardingOff: Situation = (draft) => {
  const cluster = addCluster(draft, { name: 'aks-tracking-prod', subscription: 'retail' });
  nodeAt(cluster, 2).enableIpForwarding = false;
};

/** Two node subnets; the last run of the network pipeline took the table off one of them. */
const nodeSubnetWithoutTable: Situation = (draft) => {
  const place = { subscription: 'retail', resourceGroup: 'rg-pricing-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-pricing',
    prefix: '10.21.0.0/16',
    nodes: '10.21.0.0/22',
    routeTable: 'rt-pricing',
  });
  const second = addSubnet(virtualNetwork, 'snet-aks-batch', '10.21.4.0/22');
  second.routeTable = subnet.routeTable;
  addCluster(draft, {
    name: 'aks-pricing-prod',
    subscription: 'retail',
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'batch', count: 4, subnet: second },
    ],
  });
  second.routeTable = undefined;
};

/** The controller writes into the first table only; the second holds nothing but the way to the data centre. */
const twoTables: Situation = (draft) => {
  const place = { subscription: 'data', resourceGroup: 'rg-search-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-search',
    prefix: '10.22.0.0/16',
    nodes: '10.22.0.0/22',
    routeTable: 'rt-search-nodes',
  });
  const second = addSubnet(virtualNetwork, 'snet-aks-index', '10.22.4.0/22');
  second.routeTable = addRouteTable(draft, place, 'rt-search-index');
  addOwnRoutes(second.routeTable, { 'to-datacentre': '10.200.0.0/16' });
  addCluster(draft, {
    name: 'aks-search-prod',
    subscription: 'data',
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'index', count: 4, subnet: second },
    ],
  });
};

/** Somebody turned the route of a departed node into a black hole instead of deleting it. */
const wrongNextHopType: Situation = (draft) => {
  const cluster = addCluster(draft, { name: 'aks-recommend-prod', subscription: 'data' });
  const route = addStaleRoute(cluster, 12, 11);
  route.nextHopType = 'None';
  delete route.nextHopIpAddress;
};

/** A summary route of the network team whose first address is the pod range's first address. */
const userRouteInPodRange: Situation = (draft) => {
  const place = { subscription: 'retail', resourceGroup: 'rg-gateway-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-gateway',
    prefix: '10.23.0.0/16',
    nodes: '10.23.0.0/22',
    routeTable: 'rt-gateway',
  });
  const cluster = addCluster(draft, {
    name: 'aks-gateway-prod',
    subscription: 'retail',
    pools: [{ name: 'system', mode: 'System', count: 4, subnet }],
  });
  addOwnRoutes(routeTableOf(cluster), { 'summary-branches': '10.244.0.0/15' });
};

export const routeTable: readonly Situation[] = [
  sharedTable,
  nodeWithoutRoute,
  staleRoute,
  wrongNextHop,
  ipForwardingOff,
  nodeSubnetWithoutTable,
  twoTables,
  wrongNextHopType,
  userRouteInPodRange,
];
