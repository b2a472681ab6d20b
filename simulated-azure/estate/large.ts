import { addCluster } from './build/add-cluster.ts';
import { type EstateDraft, emptyDraft, nodeAt } from './build/draft.ts';
import { addStaleRoute, removeRoutes } from './build/routes.ts';
import type { ArmResource, ComputeUsage, Estate, EstateSubscription, SubnetUsage } from './estate.ts';
import { contosoTenantId, principalsFor } from './principals.ts';
import { computeUsages } from './render/compute-usages.ts';
import { renderResources } from './render/render.ts';
import { subnetUsages } from './render/virtual-network.ts';
import { subscriptionId } from './subscriptions.ts';

export interface LargeOptions {
  readonly seed: string;
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  readonly subscriptions: number;
  /** Spread evenly: cluster `i` is in subscription `i` modulo their number. */
  readonly clusters: number;
  /** At least 2 and at most 1,024, the room of the /14 pod range that clusters of more than 256 nodes get. */
  readonly nodesPerCluster: number;
}

/** What one cluster brings along: its own resources and nothing that another cluster shares. */
interface EstatePart {
  readonly resources: readonly ArmResource[];
  readonly subnetUsages: readonly SubnetUsage[];
}

/** An estate that is made cluster by cluster, when asked: only the subscriptions are held in memory. */
export interface LargeEstate extends Omit<Estate, 'resources' | 'computeUsages' | 'subnetUsages'> {
  readonly clusterCount: number;
  /** The same for every call with the same index, from 0 up to, not including, `clusterCount`. */
  cluster(index: number): EstatePart;
  /** Resources in the order of their clusters; of one subscription when it is named. */
  resources(subscriptionId?: string): Generator<ArmResource>;
  /** Quota rows of one subscription; makes its clusters once more to count their machines. */
  computeUsages(subscriptionId: string): readonly ComputeUsage[];
}

/**
 * An estate of any size for benchmarks. Clusters repeat in elevens: a node without a route, a stale route, Calico, Azure CNI
 * Overlay, and seven that are healthy.
 */
export function buildLargeEstate(options: LargeOptions): LargeEstate {
  const subscriptions = Array.from({ length: options.subscriptions }, (_, index) => subscription(options.seed, index));
  const indexOf = new Map(subscriptions.map((each, index) => [each.subscriptionId, index]));
  const indexesIn = (id?: string): Iterable<number> =>
    id === undefined ? counting(0, 1, options.clusters) : ownIndexes(indexOf.get(id), options);

  return {
    tenantId: contosoTenantId,
    asOf: options.asOf,
    subscriptions,
    managementGroups: [
      { name: 'mg-large', displayName: 'Large', subscriptionIds: subscriptions.map((each) => each.subscriptionId) },
    ],
    principals: principalsFor(subscriptions, ''),
    clusterCount: options.clusters,
    cluster: (index) => part(options, index),
    *resources(id) {
      for (const index of indexesIn(id)) {
        yield* part(options, index).resources;
      }
    },
    computeUsages(id) {
      const draft = emptyDraft(options.seed, options.asOf);
      for (const index of indexesIn(id)) {
        addLargeCluster(draft, options, index);
      }
      return computeUsages(draft);
    },
  };
}

/** The whole of a large estate in memory, for hosts that want an `Estate`; about 5 KB a node. */
export function materialise(large: LargeEstate): Estate {
  const parts = [...counting(0, 1, large.clusterCount)].map((index) => large.cluster(index));
  return {
    tenantId: large.tenantId,
    asOf: large.asOf,
    subscriptions: large.subscriptions,
    managementGroups: large.managementGroups,
    principals: large.principals,
    resources: parts.flatMap((each) => each.resources),
    computeUsages: large.subscriptions.flatMap((each) => large.computeUsages(each.subscriptionId)),
    subnetUsages: parts.flatMap((each) => each.subnetUsages),
  };
}

function subscription(seed: string, index: number): EstateSubscription {
  return {
    subscriptionId: subscriptionId(seed, `large-${index}`),
    displayName: `contoso-large-${String(index).padStart(4, '0')}`,
    tenantId: contosoTenantId,
    state: 'Enabled',
  };
}

function* counting(from: number, step: number, end: number): Generator<number> {
  for (let value = from; value < end; value += step) {
    yield value;
  }
}

function ownIndexes(first: number | undefined, options: LargeOptions): Iterable<number> {
  return first === undefined ? [] : counting(first, options.subscriptions, options.clusters);
}

function part(options: LargeOptions, index: number): EstatePart {
  const draft = emptyDraft(options.seed, options.asOf);
  addLargeCluster(draft, options, index);
  return { resources: renderResources(draft), subnetUsages: draft.virtualNetworks.flatMap(subnetUsages) };
}

function addLargeCluster(draft: EstateDraft, options: LargeOptions, index: number): void {
  const situation = index % 11;
  const isOverlay = situation === 3;
  const cluster = addCluster(draft, {
    name: `aks-large-${String(index).padStart(6, '0')}`,
    subscription: `large-${index % options.subscriptions}`,
    podCidrs: [options.nodesPerCluster > 256 ? '10.240.0.0/14' : '10.244.0.0/16'],
    ...(isOverlay && { networkPlugin: 'azure', networkProfile: { networkPluginMode: 'overlay' } }),
    ...(situation === 2 && { networkProfile: { networkPolicy: 'calico' } }),
    pools: [
      { name: 'system', mode: 'System', count: Math.min(3, options.nodesPerCluster - 1) },
      { name: 'apps', count: options.nodesPerCluster - Math.min(3, options.nodesPerCluster - 1) },
    ],
  });
  if (situation === 0) {
    removeRoutes(cluster, nodeAt(cluster, 0));
  }
  if (situation === 1) {
    addStaleRoute(cluster, 46_655, 255);
  }
}
