import { addCluster } from '../build/add-cluster.ts';
import { addOwnNetwork, addSubnet, addVirtualNetwork, peer } from '../build/add-virtual-network.ts';
import type { Situation } from './situation.ts';

/** A subnet of virtual machines lies in the pod range; the node subnet does not. */
const podRangeOverSubnet: Situation = (draft) => {
  const place = { subscription: 'corporate', resourceGroup: 'rg-acme-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-acme',
    prefix: '10.240.0.0/12',
    nodes: '10.252.0.0/22',
    routeTable: 'rt-acme',
  });
  addSubnet(virtualNetwork, 'snet-vms', '10.244.128.0/24');
  addCluster(draft, {
    name: 'aks-merged-acme',
    subscription: 'corporate',
    pools: [{ name: 'system', mode: 'System', count: 4, subnet }],
  });
};

const reservedServiceRange: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-legacy-services',
    subscription: 'corporate',
    location: 'northeurope',
    serviceCidrs: ['172.30.0.0/16'],
    createdAt: '2021-05-04T09:30:18.2200915Z',
  });
};

/** The data centre's old network, peered last month, uses addresses of the pod range. */
const podRangeOverPeer: Situation = (draft) => {
  const place = { subscription: 'corporate', resourceGroup: 'rg-integration-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-integration',
    prefix: '10.43.0.0/16',
    nodes: '10.43.0.0/22',
    routeTable: 'rt-integration',
  });
  const old = addVirtualNetwork(
    draft,
    { ...place, subscription: 'connectivity' },
    {
      name: 'vnet-old-datacentre',
      addressPrefixes: ['10.244.64.0/20'],
    },
  );
  addSubnet(old, 'snet-mainframe', '10.244.64.0/24');
  peer(virtualNetwork, old);
  addCluster(draft, {
    name: 'aks-integration-hub',
    subscription: 'corporate',
    pools: [{ name: 'system', mode: 'System', count: 4, subnet }],
  });
};

/** The service range was cut from the same space as a subnet of the network. */
const serviceRangeOverSubnet: Situation = (draft) => {
  const place = { subscription: 'development', resourceGroup: 'rg-lab-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-lab',
    prefix: '10.44.0.0/16',
    nodes: '10.44.0.0/22',
    routeTable: 'rt-lab',
  });
  addSubnet(virtualNetwork, 'snet-jumpboxes', '10.44.200.0/24');
  addCluster(draft, {
    name: 'aks-lab-shared',
    subscription: 'development',
    serviceCidrs: ['10.44.192.0/20'],
    tags: { env: 'lab' },
    pools: [{ name: 'system', mode: 'System', count: 3, subnet }],
  });
};

export const ipPlan: readonly Situation[] = [
  podRangeOverSubnet,
  reservedServiceRange,
  podRangeOverPeer,
  serviceRangeOverSubnet,
];
