import type { NetworkPicture, PictureNode } from '../../../src/model/network-picture.ts';
import type { ClusterReport } from '../../../src/model/report.ts';
import { aCluster, shop } from '../a-cluster.ts';

const network = `/subscriptions/${shop}/resourcegroups/rg-shop/providers/microsoft.network`;
const vnetId = `${network}/virtualnetworks/vnet-shop`;
export const subnetId = `${vnetId}/subnets/snet-nodes`;
export const tableId = `${network}/routetables/rt-shop`;

const noStates = { right: 0, missing: 0, wrongHop: 0, forwardingOff: 0, pending: 0, unknown: 0 };

/** Node `index` of pool `apps`, with address 10.1.0.(4 + index) and block 10.244.(index).0/24. */
export function aPictureNode(index: number, overrides: Partial<PictureNode> = {}): PictureNode {
  return {
    name: `aks-apps-12345678-vmss00000${index}`,
    pool: 'apps',
    addresses: [`10.1.0.${4 + index}`],
    prefixes: [`10.244.${index}.0/24`],
    state: 'right',
    nextHop: null,
    ...overrides,
  };
}

/** Two nodes with their routes, in one subnet with one table. */
export function aPicture(overrides: Partial<NetworkPicture> = {}): NetworkPicture {
  const nodes = overrides.nodes ?? [aPictureNode(0), aPictureNode(1)];
  const states = { ...noStates };
  for (const { state } of nodes) states[state] += 1;
  return {
    virtualNetworks: [{ id: vnetId, addressPrefixes: ['10.1.0.0/16'] }],
    subnets: [{ id: subnetId, addressPrefixes: ['10.1.0.0/24'], routeTableId: tableId, capacity: 251, used: 2 }],
    routeTables: [aPictureTable()],
    pools: [{ name: 'apps', subnetId, count: nodes.length, states }],
    nodes,
    staleRoutes: { count: 0, shown: [] },
    reason: null,
    ...overrides,
  };
}

export function aPictureTable(
  overrides: Partial<NonNullable<NetworkPicture['routeTables']>[number]> = {},
): NonNullable<NetworkPicture['routeTables']>[number] {
  return {
    id: tableId,
    used: 2,
    limit: 400,
    podRoutes: 2,
    defaultRoute: null,
    foreignSubnetIds: [],
    otherClusterIds: [],
    ...overrides,
  };
}

export function aClusterWith(
  picture: NetworkPicture | undefined,
  overrides: Partial<ClusterReport> = {},
  outboundType: string | null = 'loadBalancer',
): ClusterReport {
  const cluster = aCluster(overrides);
  return { ...cluster, network: { ...cluster.network, outboundType, ...(picture === undefined ? {} : { picture }) } };
}

/** `count` nodes of one pool that all are in one state, too many to be listed. */
export function aPictureOfMany(count: number, overrides: Partial<NetworkPicture> = {}): NetworkPicture {
  return aPicture({
    nodes: [],
    pools: [{ name: 'apps', subnetId, count, states: { ...noStates, right: count } }],
    routeTables: [aPictureTable({ used: count + 2, podRoutes: count })],
    ...overrides,
  });
}
