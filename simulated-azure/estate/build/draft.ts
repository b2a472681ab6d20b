import { type Calendar, calendarOf } from '../calendar.ts';
import type { ArmResource, ComputeUsage } from '../estate.ts';
import type { ClusterSpec, PoolSpec } from './cluster-spec.ts';
import type { RouteTableDraft, SubnetDraft, VirtualNetworkDraft } from './network-draft.ts';

export interface NodeDraft {
  readonly name: string;
  readonly instanceId: number;
  readonly privateIpAddress: string;
  readonly privateIpv6Address: string | undefined;
  readonly podCidrs: readonly string[];
  createdAt: string;
  powerState: 'running' | 'deallocated';
  enableIpForwarding: boolean;
}

export interface PoolDraft {
  readonly spec: PoolSpec;
  readonly subnet: SubnetDraft;
  /** Id of the scale set, or of the availability set in a pool of that kind. */
  readonly machinesId: string;
  readonly nodes: NodeDraft[];
}

export interface ClusterDraft {
  readonly spec: ClusterSpec & { readonly kubernetesVersion: string };
  readonly calendar: Calendar;
  readonly id: string;
  readonly subscriptionId: string;
  readonly location: string;
  /** The eight digits that AKS puts into the names of the cluster's machines and route table. */
  readonly digits: string;
  readonly nodeResourceGroup: string;
  readonly principalId: string;
  readonly pools: PoolDraft[];
}

/** A limit that differs from the generous one every family gets. */
type QuotaDraft = Pick<ComputeUsage, 'subscriptionId' | 'location' | 'limit'> & { readonly family: string };

/** What the situations write and `renderResources` turns into ARM's answers. */
export interface EstateDraft {
  readonly seed: string;
  readonly asOf: string;
  readonly calendar: Calendar;
  readonly clusters: ClusterDraft[];
  readonly virtualNetworks: VirtualNetworkDraft[];
  readonly routeTables: RouteTableDraft[];
  /** Resources that need no drafting: locks, role assignments, gateways. */
  readonly others: ArmResource[];
  readonly quotas: QuotaDraft[];
}

export function emptyDraft(seed: string, asOf: string): EstateDraft {
  const calendar = calendarOf(asOf);
  return { seed, asOf, calendar, clusters: [], virtualNetworks: [], routeTables: [], others: [], quotas: [] };
}

export function nodesOf(cluster: ClusterDraft): readonly NodeDraft[] {
  return cluster.pools.flatMap((pool) => pool.nodes);
}

/** The `index`-th node; throws where the cluster has fewer, so that no situation is silently left out. */
export function nodeAt(cluster: ClusterDraft, index: number): NodeDraft {
  const node = nodesOf(cluster)[index];
  if (node === undefined) {
    throw new Error(`Cluster ${cluster.spec.name} has no node ${index}.`);
  }
  return node;
}
