import { addCluster } from '../build/add-cluster.ts';
import { addOwnNetwork, addRouteTable, addSubnet } from '../build/add-virtual-network.ts';
import type { Situation } from './situation.ts';

const overlay = { networkPluginMode: 'overlay', networkDataplane: 'azure' } as const;

/** Came from kubenet: pools still have 110 pods a node, and AKS's route table is still there, attached to nothing. */
const migratedOverlay: Situation = (draft) => {
  const pool = { properties: { maxPods: 110 } };
  const cluster = addCluster(draft, {
    name: 'aks-payments-eu',
    subscription: 'payments',
    networkPlugin: 'azure',
    networkProfile: overlay,
    pools: [
      { name: 'system', mode: 'System', count: 3, ...pool },
      { name: 'apps', count: 4, ...pool },
    ],
  });
  const place = { subscription: 'payments', resourceGroup: cluster.nodeResourceGroup } as const;
  addRouteTable(draft, place, `aks-agentpool-${cluster.digits}-routetable`);
};

const overlayWithCilium: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-web-eu',
    subscription: 'retail',
    kubernetesVersion: draft.calendar.newestKubernetes,
    createdAt: draft.calendar.daysAgo(460),
    networkPlugin: 'azure',
    networkProfile: { ...overlay, networkDataplane: 'cilium', networkPolicy: 'cilium' },
  });
};

const newOverlay: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-events-prod',
    subscription: 'data',
    kubernetesVersion: draft.calendar.newestKubernetes,
    createdAt: draft.calendar.daysAgo(256),
    networkPlugin: 'azure',
    networkProfile: overlay,
  });
};

const flat = { podCidr: null, podCidrs: null } as const;

const nodeSubnet: Situation = (draft) => {
  const place = { subscription: 'data', resourceGroup: 'rg-ml-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, { name: 'vnet-ml', prefix: '10.60.0.0/16', nodes: '10.60.0.0/20' });
  addCluster(draft, {
    name: 'aks-ml-training',
    subscription: 'data',
    networkPlugin: 'azure',
    networkProfile: { ...flat, networkPolicy: 'azure' },
    pools: [{ name: 'system', mode: 'System', count: 3, subnet, properties: { maxPods: 30 } }],
  });
};

const podSubnet: Situation = (draft) => {
  const place = { subscription: 'data', resourceGroup: 'rg-lake-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-lake',
    prefix: '10.61.0.0/16',
    nodes: '10.61.0.0/24',
  });
  const pods = addSubnet(virtualNetwork, 'snet-aks-pods', '10.61.16.0/20');
  pods.delegatedTo = 'Microsoft.ContainerService/managedClusters';
  addCluster(draft, {
    name: 'aks-lake-prod',
    subscription: 'data',
    networkPlugin: 'azure',
    networkProfile: flat,
    pools: [{ name: 'system', mode: 'System', count: 3, subnet, properties: { podSubnetID: pods.id } }],
  });
};

const bringYourOwnCni: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-mesh-lab',
    subscription: 'development',
    networkPlugin: 'none',
    networkProfile: { networkPolicy: undefined, podCidr: '10.244.0.0/16' },
    tags: { env: 'lab', owner: 'platform-engineering' },
  });
};

export const otherNetworkPlugins: readonly Situation[] = [
  migratedOverlay,
  overlayWithCilium,
  newOverlay,
  nodeSubnet,
  podSubnet,
  bringYourOwnCni,
];
