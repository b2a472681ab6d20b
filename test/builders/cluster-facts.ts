import type { ComputeUsage } from '../../src/model/azure/compute.ts';
import type { Route } from '../../src/model/azure/route-table.ts';
import type { ClusterFacts, ClusterNode, FactName, FactValue, NodeInterface } from '../../src/model/cluster-facts.ts';
import { known, notKnown, type UnknownFact } from '../../src/model/fact.ts';
import { aManagedCluster } from './managed-cluster.ts';
import { aNode, aNodeInterface } from './node.ts';
import { instanceId, nodeName, nodeSubnetId } from './resource-ids.ts';
import { aRoute, aRouteTable } from './route-table.ts';
import { aNodeSubnet, aVirtualNetwork } from './virtual-network.ts';

export type FactOverrides = { readonly [Name in FactName]?: FactValue<Name> | UnknownFact };

/** Pool and place of the three nodes; node `n` has address 10.10.1.(4 + n) and pod CIDR 10.244.n.0/24. */
const places = [
  ['system', 0],
  ['system', 1],
  ['user', 0],
] as const;

export function healthyNodes(): ClusterNode[] {
  return places.map(([poolName, index]) =>
    aNode({ name: nodeName(poolName, index), resourceId: instanceId(poolName, index), poolName }),
  );
}

export function healthyNodeInterfaces(): NodeInterface[] {
  return places.map(([poolName, index], node) =>
    aNodeInterface({
      nodeName: nodeName(poolName, index),
      resourceId: `${instanceId(poolName, index)}/networkInterfaces/aks-${poolName}-12345678-vmss`,
      privateIpAddresses: [`10.10.1.${4 + node}`],
    }),
  );
}

export function healthyRoutes(): Route[] {
  return places.map(([poolName, index], node) =>
    aRoute({
      name: `${nodeName(poolName, index)}____10244${node}024`,
      addressPrefix: `10.244.${node}.0/24`,
      nextHopIpAddress: `10.10.1.${4 + node}`,
    }),
  );
}

/** Quota with ample room, in vCPUs. */
export function healthyComputeUsages(): ComputeUsage[] {
  return [
    { family: 'cores', currentValue: 12, limit: 1000 },
    { family: 'standardDSv5Family', currentValue: 12, limit: 1000 },
  ];
}

/** All facts of a cluster that fails no check but those on kubenet's retirement. Give raw values, or `notKnown(reason)`. */
export function clusterFacts(overrides: FactOverrides = {}): ClusterFacts {
  const { managedCluster = aManagedCluster(), previousAudit = notKnown('The cluster was not audited before.') } =
    overrides;
  return {
    managedCluster: asFact(managedCluster),
    nodeSubnets: asFact(overrides.nodeSubnets ?? [aNodeSubnet()]),
    virtualNetworks: asFact(overrides.virtualNetworks ?? [aVirtualNetwork()]),
    routeTables: asFact(overrides.routeTables ?? [aRouteTable({ routes: healthyRoutes() })]),
    nodes: asFact(overrides.nodes ?? healthyNodes()),
    nodeInterfaces: asFact(overrides.nodeInterfaces ?? healthyNodeInterfaces()),
    subnetUsages: asFact(overrides.subnetUsages ?? [{ id: nodeSubnetId, currentValue: 3, limit: 251 }]),
    computeUsages: asFact(overrides.computeUsages ?? healthyComputeUsages()),
    tableNeighbours: asFact(overrides.tableNeighbours ?? []),
    routingConfigurations: asFact(overrides.routingConfigurations ?? []),
    previousAudit: asFact(previousAudit),
  };
}

function asFact<T extends object>(value: T | UnknownFact) {
  return isUnknown(value) ? value : known(value);
}

function isUnknown(value: object): value is UnknownFact {
  return 'known' in value && value.known === false;
}
