import { kubernetesNotAsked } from '../../src/gather/kubernetes/kubernetes-facts.ts';
import type { ComputeUsage } from '../../src/model/azure/compute.ts';
import type { Route } from '../../src/model/azure/route-table.ts';
import type { ClusterFacts, ClusterNode, KubernetesFacts, NodeInterface } from '../../src/model/cluster-facts.ts';
import { known, notKnown, type UnknownFact } from '../../src/model/fact.ts';
import { type AllFacts, deriveFacts, type FactValue } from '../../src/network/derived-facts.ts';
import { aManagedCluster } from './managed-cluster.ts';
import { aNode, aNodeInterface } from './node.ts';
import { instanceId, nodeName, nodeSubnetId } from './resource-ids.ts';
import { aRoleAssignment } from './role-assignment.ts';
import { aRoute, aRouteTable } from './route-table.ts';
import { aNodeSubnet, aVirtualNetwork } from './virtual-network.ts';

export type FactOverrides = { readonly [Name in keyof ClusterFacts]?: FactValue<Name> | UnknownFact };

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
function healthyComputeUsages(): ComputeUsage[] {
  return [
    { family: 'cores', currentValue: 12, limit: 1000 },
    { family: 'standardDSv5Family', currentValue: 12, limit: 1000 },
  ];
}

/** All facts of a cluster that fails no check but those on kubenet's retirement. Give raw values, or `notKnown(reason)`. */
export function clusterFacts(overrides: FactOverrides = {}): AllFacts {
  const { previousAudit = notKnown('The cluster was not audited before.'), ...others } = overrides;
  const values = { ...healthyValues(), ...others };
  return deriveFacts({
    managedCluster: asFact(values.managedCluster),
    nodeSubnets: asFact(values.nodeSubnets),
    virtualNetworks: asFact(values.virtualNetworks),
    routeTables: asFact(values.routeTables),
    otherRouteTables: asFact(values.otherRouteTables),
    nodes: asFact(values.nodes),
    nodeInterfaces: asFact(values.nodeInterfaces),
    subnetUsages: asFact(values.subnetUsages),
    computeUsages: asFact(values.computeUsages),
    tableNeighbours: asFact(values.tableNeighbours),
    routingConfigurations: asFact(values.routingConfigurations),
    locks: asFact(values.locks),
    roleAssignments: asFact(values.roleAssignments),
    roleDefinitions: asFact(values.roleDefinitions),
    securityGroups: asFact(values.securityGroups),
    applicationGateways: asFact(values.applicationGateways),
    gatewaySubnets: asFact(values.gatewaySubnets),
    localNetworkGateways: asFact(values.localNetworkGateways),
    maintenanceConfigurations: asFact(values.maintenanceConfigurations),
    nodeDisruption: asFact(values.nodeDisruption),
    retirementNotices: asFact(values.retirementNotices),
    ...inClusterFacts(others),
    previousAudit: asFact(previousAudit),
  });
}

/** Nobody asks inside a cluster unless a test does. */
function inClusterFacts(overrides: FactOverrides): KubernetesFacts {
  const given = Object.entries(overrides).filter(([name]) => Object.hasOwn(kubernetesNotAsked, name));
  // The names are those of in-cluster facts, with the values that FactOverrides types.
  const facts = Object.fromEntries(given.map(([name, value]) => [name, asFact(value)])) as Partial<KubernetesFacts>;
  return { ...kubernetesNotAsked, ...facts };
}

function healthyValues(): Required<Omit<FactOverrides, 'previousAudit' | keyof KubernetesFacts>> {
  return {
    managedCluster: aManagedCluster(),
    nodeSubnets: [aNodeSubnet()],
    virtualNetworks: [aVirtualNetwork()],
    routeTables: [aRouteTable({ routes: healthyRoutes() })],
    otherRouteTables: [],
    nodes: healthyNodes(),
    nodeInterfaces: healthyNodeInterfaces(),
    subnetUsages: [{ id: nodeSubnetId, currentValue: 3, limit: 251 }],
    computeUsages: healthyComputeUsages(),
    tableNeighbours: [],
    routingConfigurations: [],
    locks: [],
    roleAssignments: [aRoleAssignment()],
    roleDefinitions: [],
    securityGroups: [],
    applicationGateways: [],
    gatewaySubnets: [],
    localNetworkGateways: [],
    maintenanceConfigurations: [],
    nodeDisruption: { policy: 'Allow' },
    retirementNotices: [],
  };
}

function asFact<T extends object>(value: T | UnknownFact) {
  return isUnknown(value) ? value : known(value);
}

function isUnknown(value: object): value is UnknownFact {
  return 'known' in value && value.known === false;
}
