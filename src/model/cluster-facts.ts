import type { AdvisorRecommendation } from './azure/advisor-recommendation.ts';
import type { ManagementLock, RoleAssignment, RoleDefinition } from './azure/authorization.ts';
import type { ComputeUsage } from './azure/compute.ts';
import type { ApplicationGateway, LocalNetworkGateway } from './azure/gateways.ts';
import type { MaintenanceConfiguration } from './azure/maintenance-configuration.ts';
import type { ManagedCluster } from './azure/managed-cluster.ts';
import type { NetworkSecurityGroup } from './azure/network-security-group.ts';
import type { RouteTable } from './azure/route-table.ts';
import type { Subnet, SubnetUsage, VirtualNetwork } from './azure/virtual-network.ts';
import type { Fact } from './fact.ts';
import type { CalicoResource } from './kubernetes/named-object.ts';
import type { NetworkPolicy } from './kubernetes/network-policy.ts';
import type { KubernetesNode } from './kubernetes/node.ts';
import type { ObjectName } from './kubernetes/object-meta.ts';
import type { PodDisruptionBudget } from './kubernetes/pod-disruption-budget.ts';
import type { Workload } from './kubernetes/workload.ts';

/** A subnet that holds nodes of the cluster, and which of its pools. */
export interface NodeSubnet {
  readonly id: string;
  readonly name: string;
  readonly virtualNetworkId: string;
  readonly addressPrefixes: readonly string[];
  /** Undefined where the subnet has no route table. */
  readonly routeTableId: string | undefined;
  readonly networkSecurityGroupId: string | undefined;
  /** Empty in a managed network, where every pool uses the one subnet. */
  readonly poolNames: readonly string[];
}

/** A node as Azure knows it: an instance of a scale set, or a virtual machine. */
export interface ClusterNode {
  /** The Kubernetes node name: lower-case computer name. */
  readonly name: string;
  readonly resourceId: string;
  /** Undefined where the scale set's name does not tell. */
  readonly poolName: string | undefined;
  /** `running`, `deallocated`, … ; undefined where the source does not tell. */
  readonly powerState: string | undefined;
  /** ISO 8601 in UTC; undefined where the source does not tell. */
  readonly createdAt: string | undefined;
}

/** The primary network interface of a node. */
export interface NodeInterface {
  readonly nodeName: string;
  readonly resourceId: string;
  /** Every address of the interface, both families. */
  readonly privateIpAddresses: readonly string[];
  /** Undefined where the source leaves it out, which Azure reads as false. */
  readonly enableIPForwarding: boolean | undefined;
}

/** Another audited kubenet cluster that uses a route table of this one, and how that shows. */
export interface TableNeighbour {
  readonly clusterId: string;
  readonly routeTableId: string;
  /** Its node subnets that the table is associated with. */
  readonly nodeSubnetIds: readonly string[];
  /** Routes of the table inside this cluster's pod CIDRs that are named after its present nodes. */
  readonly routeNames: readonly string[];
}

/**
 * A routing configuration of Azure Virtual Network Manager that targets a virtual network of the cluster: the manager then writes
 * routes into the tables of that network's subnets.
 * @see https://learn.microsoft.com/azure/virtual-network-manager/concept-user-defined-route
 */
export interface RoutingConfiguration {
  /** Of the `networkManagers/routingConfigurations` resource. */
  readonly id: string;
  readonly name: string;
  /** The virtual network, or the subnets of it, that its rule collections apply to. */
  readonly targetIds: readonly string[];
}

/**
 * Whether the cluster lets its nodes be reimaged. Only a preview of the API tells.
 * @see https://learn.microsoft.com/azure/aks/node-disruption-policy
 */
export interface NodeDisruption {
  /** `Allow` (also where the preview's answer leaves it out), `AllowDuringMaintenanceWindow` or `Block`. */
  readonly policy: string;
}

/** What the audit before this one saw of the cluster. */
export interface PreviousAudit {
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  /** `<table key>/<route name>`, lower case, of the routes that had no node then, and of those with a name from before Kubernetes 1.21. */
  readonly staleRoutes: readonly string[];
}

/** What only the cluster's own API tells. Each kind is read by itself; where nobody asked for it, the fact says so. */
export interface KubernetesFacts {
  readonly networkPolicies: Fact<readonly NetworkPolicy[]>;
  /** Of Calico's own kinds; empty too where they are not installed. */
  readonly calicoResources: Fact<readonly CalicoResource[]>;
  readonly podDisruptionBudgets: Fact<readonly PodDisruptionBudget[]>;
  /** Those of the namespace kube-system. */
  readonly kubeSystemConfigMaps: Fact<readonly ObjectName[]>;
  readonly daemonSets: Fact<readonly Workload[]>;
  readonly deployments: Fact<readonly Workload[]>;
  readonly statefulSets: Fact<readonly Workload[]>;
  readonly kubernetesNodes: Fact<readonly KubernetesNode[]>;
}

/** What may hinder a migration from outside the cluster and its routes. */
export interface Surroundings {
  /** Every lock of the subscriptions that the cluster and its network are in. */
  readonly locks: Fact<readonly ManagementLock[]>;
  /** Of the subscriptions the owner's network is in, with what they inherit; empty for a network that AKS manages. */
  readonly roleAssignments: Fact<readonly RoleAssignment[]>;
  /** Of the roles that the cluster's identity holds on the owner's network, beside the well-known ones. */
  readonly roleDefinitions: Fact<readonly RoleDefinition[]>;
  /** Those on the node subnets; empty when none has one. */
  readonly securityGroups: Fact<readonly NetworkSecurityGroup[]>;
  /** The gateway of the ingress controller add-on; empty when the add-on is off. */
  readonly applicationGateways: Fact<readonly ApplicationGateway[]>;
  /** The subnets those stand in. */
  readonly gatewaySubnets: Fact<readonly Subnet[]>;
  /** Of the subscriptions that the virtual networks of the nodes, and those peered with them, are in. */
  readonly localNetworkGateways: Fact<readonly LocalNetworkGateway[]>;
  /** Read only for a cluster that upgrades by itself; empty for others. */
  readonly maintenanceConfigurations: Fact<readonly MaintenanceConfiguration[]>;
  readonly nodeDisruption: Fact<NodeDisruption>;
  /** Notices of Azure Advisor about the retirement of something this cluster uses. */
  readonly retirementNotices: Fact<readonly AdvisorRecommendation[]>;
}

/** Everything that is read about one kubenet cluster. */
export interface ClusterFacts extends KubernetesFacts, Surroundings {
  readonly managedCluster: Fact<ManagedCluster>;
  /** Never empty when known. */
  readonly nodeSubnets: Fact<readonly NodeSubnet[]>;
  /** The virtual networks the node subnets are in, with all their subnets. */
  readonly virtualNetworks: Fact<readonly VirtualNetwork[]>;
  /** The distinct tables of the node subnets; empty when none has one. */
  readonly routeTables: Fact<readonly RouteTable[]>;
  /**
   * Tables on no node subnet that hold routes of the cluster's nodes. Empty where the node subnets' tables hold every node's route, since
   * nobody looked then.
   */
  readonly otherRouteTables: Fact<readonly RouteTable[]>;
  readonly nodes: Fact<readonly ClusterNode[]>;
  readonly nodeInterfaces: Fact<readonly NodeInterface[]>;
  /** One for each node subnet. */
  readonly subnetUsages: Fact<readonly SubnetUsage[]>;
  /** Quota of the cluster's subscription in its region. */
  readonly computeUsages: Fact<readonly ComputeUsage[]>;
  readonly tableNeighbours: Fact<readonly TableNeighbour[]>;
  /** Those that target a virtual network of the node subnets, or a node subnet itself; empty when none does. */
  readonly routingConfigurations: Fact<readonly RoutingConfiguration[]>;
  /** Not known for a cluster that was not audited before. */
  readonly previousAudit: Fact<PreviousAudit>;
}
