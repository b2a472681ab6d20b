import type { KubernetesCluster } from './kubernetes-cluster.ts';

/** A resource as a GET against Azure Resource Manager answers it, warts included. */
export interface ArmResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly [key: string]: unknown;
}

/** A subscription as `GET /subscriptions` lists it. */
export interface EstateSubscription {
  readonly subscriptionId: string;
  readonly displayName: string;
  readonly tenantId: string;
  readonly state: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  readonly tags?: Readonly<Record<string, string>>;
  readonly managedByTenants?: readonly { readonly tenantId: string }[];
}

export interface ManagementGroup {
  readonly name: string;
  readonly displayName: string;
  readonly subscriptionIds: readonly string[];
}

/**
 * What a principal may do. An action may hold `*` as Azure's role definitions do (`Microsoft.Network/*\/read`, `*\/read`).
 * A grant holds at its scope and below; `notActions` are taken away from that grant only.
 */
export interface Grant {
  readonly scope: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
}

/** Somebody who can sign in: an app with a secret, or a managed identity (no secret). */
export interface Principal {
  readonly clientId: string;
  readonly objectId: string;
  readonly clientSecret?: string;
  readonly grants: readonly Grant[];
}

/** One row of `Microsoft.Compute/locations/{location}/usages`. */
export interface ComputeUsage {
  readonly subscriptionId: string;
  readonly location: string;
  readonly name: { readonly value: string; readonly localizedValue: string };
  readonly currentValue: number;
  readonly limit: number;
  readonly unit: 'Count';
}

/** One row of `virtualNetworks/{name}/usages`; `id` is the subnet's. */
export interface SubnetUsage {
  readonly id: string;
  readonly currentValue: number;
  readonly limit: number;
  readonly name: { readonly value: string; readonly localizedValue: string };
  readonly unit: 'Count';
}

/**
 * Everything the simulated Azure knows. `resources` holds every resource with an id of its own, children included (agent pools,
 * subnets inside their virtual network only, scale set instances, their network interfaces, locks, role assignments,
 * maintenance configurations): the server answers GET by id and lists by type and scope from this one list.
 */
export interface Estate {
  readonly tenantId: string;
  /** The moment the estate describes, ISO 8601 in UTC: ages of nodes and clusters are relative to it. */
  readonly asOf: string;
  readonly subscriptions: readonly EstateSubscription[];
  readonly managementGroups: readonly ManagementGroup[];
  readonly principals: readonly Principal[];
  readonly resources: readonly ArmResource[];
  readonly computeUsages: readonly ComputeUsage[];
  readonly subnetUsages: readonly SubnetUsage[];
  /** The inside of clusters, for those who may look there; a managed cluster without an entry gives no credential. */
  readonly kubernetesClusters?: readonly KubernetesCluster[];
}
