import { addCluster } from '../build/add-cluster.ts';
import { addOwnNetwork } from '../build/add-virtual-network.ts';
import { addOwnRoutes, routeTableOf } from '../build/routes.ts';
import { subscriptionId } from '../subscriptions.ts';
import type { Situation } from './situation.ts';

/** 370 nodes and two custom routes make 372 of 400; a third of the nodes more during an upgrade would make 495. */
const nearlyFullTable: Situation = (draft) => {
  const place = { subscription: 'data', resourceGroup: 'rg-stream-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-stream',
    prefix: '10.30.0.0/16',
    nodes: '10.30.0.0/21',
    routeTable: 'rt-stream',
  });
  const cluster = addCluster(draft, {
    name: 'aks-stream-prod',
    subscription: 'data',
    podCidrs: ['10.246.0.0/15'],
    tags: { env: 'prod', owner: 'streaming', criticality: 'high' },
    pools: [
      { name: 'system', mode: 'System', count: 3, maxSurge: '33%', subnet },
      { name: 'stream', count: 367, maxSurge: '33%', subnet },
    ],
  });
  addOwnRoutes(routeTableOf(cluster), { 'to-datacentre': '10.200.0.0/16', 'to-branches': '10.201.0.0/16' });
};

/** The autoscaler may go to 303 nodes, the pod range has room for 256, and 250 are there. */
const podRangeUnderAutoscaler: Situation = (draft) => {
  const place = { subscription: 'data', resourceGroup: 'rg-batch-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-batch',
    prefix: '10.31.0.0/16',
    nodes: '10.31.0.0/22',
    routeTable: 'rt-batch',
  });
  const cluster = addCluster(draft, {
    name: 'aks-batch-prod',
    subscription: 'data',
    pools: [
      { name: 'system', mode: 'System', count: 3, maxSurge: '33%', subnet },
      { name: 'batch', count: 247, minCount: 20, maxCount: 300, maxSurge: '10%', subnet },
    ],
  });
  addOwnRoutes(routeTableOf(cluster), { 'to-datacentre': '10.200.0.0/16', 'to-branches': '10.201.0.0/16' });
};

/** Room enough for the pods, but more maximum nodes than AKS and the table accept. */
const maximumAboveLimit: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-burst-prod',
    subscription: 'data',
    location: 'northeurope',
    podCidrs: ['10.240.0.0/14'],
    pools: [
      { name: 'system', mode: 'System', count: 3 },
      { name: 'burst', count: 90, minCount: 10, maxCount: 450 },
    ],
  });
};

/** 24 of 28 vCPUs used; both pools surge by a node of 4. */
const quotaBelowSurge: Situation = (draft) => {
  const location = 'francecentral';
  draft.quotas.push({
    subscriptionId: subscriptionId(draft.seed, 'retail'),
    location,
    family: 'standardESv5Family',
    limit: 28,
  });
  addCluster(draft, {
    name: 'aks-campaigns-prod',
    subscription: 'retail',
    location,
    pools: [
      { name: 'system', mode: 'System', count: 3, vmSize: 'Standard_E4s_v5', maxSurge: '33%' },
      { name: 'apps', count: 3, vmSize: 'Standard_E4s_v5', maxSurge: '33%' },
    ],
  });
};

/** 27 usable addresses, 26 taken: one left for a surge of three. */
const nodeSubnetNearlyFull: Situation = (draft) => {
  const place = { subscription: 'corporate', resourceGroup: 'rg-branch-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-branch',
    prefix: '10.32.0.0/24',
    nodes: '10.32.0.0/27',
    routeTable: 'rt-branch',
  });
  addCluster(draft, {
    name: 'aks-branch-office',
    subscription: 'corporate',
    pools: [
      { name: 'system', mode: 'System', count: 6, subnet },
      { name: 'apps', count: 20, subnet },
    ],
  });
};

export const headroom: readonly Situation[] = [
  nearlyFullTable,
  podRangeUnderAutoscaler,
  maximumAboveLimit,
  quotaBelowSurge,
  nodeSubnetNearlyFull,
];
