import type { ArmResource, Estate } from '../../simulated-azure/estate/estate.ts';
import type { KubernetesReadName } from '../../src/kubernetes/kubernetes-reads.ts';
import { isAtOrBelow, resourceGroupOf, resourceTypeOf, subscriptionIdOf } from '../../src/model/resource-id.ts';
import { isRecord } from './schema-properties.ts';

/** Objects of a cluster's own API, by what lists them. */
export type Inside = Readonly<Partial<Record<KubernetesReadName, readonly unknown[]>>>;

/** As much of an estate as one cluster's report rests on: small, so that it can be audited thousands of times. */
export interface World {
  readonly name: string;
  readonly estate: Estate;
  /** By cluster id; of a cluster that is missing nobody asked. */
  readonly inside: ReadonlyMap<string, Inside>;
}

const clusterType = 'microsoft.containerservice/managedclusters';
const locksAndRoles = /^microsoft\.authorization\//;

/** One world for all clusters that share a network, each with everything in their resource groups. */
export function worldsOf(estate: Estate, inside: ReadonlyMap<string, Inside> = new Map()): readonly World[] {
  const clusters = estate.resources.filter(({ id }) => resourceTypeOf(id) === clusterType);
  const groups = clusters.map((cluster) => ({ members: [cluster], places: placesOf(cluster, estate) }));
  const merged: typeof groups = [];
  for (const each of groups) {
    const found = merged.find(({ places }) => each.places.some((place) => places.includes(place)));
    if (found === undefined) merged.push(each);
    else {
      found.members.push(...each.members);
      found.places.push(...each.places);
    }
  }
  const granted = estate.resources.filter(({ id }) => locksAndRoles.test(resourceTypeOf(id) ?? ''));
  return merged.map(({ members, places }) => world({ estate, granted, inside }, members, places));
}

interface Whole {
  readonly estate: Estate;
  /** Its locks and roles, wherever they hold. */
  readonly granted: readonly ArmResource[];
  readonly inside: ReadonlyMap<string, Inside>;
}

function world({ estate, granted, inside }: Whole, members: readonly ArmResource[], places: readonly string[]): World {
  const ids = members.map(({ id }) => id);
  const own = estate.resources.filter(
    ({ id }) => places.includes(placeOf(id)) || ids.some((cluster) => isAtOrBelow(id, cluster)),
  );
  const around = granted.filter((each) => {
    const scope = scopeOf(each);
    return own.some(({ id }) => isAtOrBelow(id, scope));
  });
  const resources = [...new Set([...own, ...around])];
  const subscriptionIds = new Set(resources.map(({ id }) => subscriptionIdOf(id)));
  return {
    name: members.map(({ name }) => name).join(' + '),
    inside: new Map(ids.flatMap((id) => (inside.has(id) ? [[id, inside.get(id) ?? {}] as const] : []))),
    estate: {
      ...estate,
      resources,
      subscriptions: estate.subscriptions.filter(({ subscriptionId }) => subscriptionIds.has(subscriptionId)),
      subnetUsages: estate.subnetUsages.filter(({ id }) => places.includes(placeOf(id))),
      computeUsages: estate.computeUsages.filter(({ subscriptionId }) => subscriptionIds.has(subscriptionId)),
    },
  };
}

/** The resource groups that a cluster's nodes, networks and gateway are in, and those of the networks peered with them. */
function placesOf(cluster: ArmResource, estate: Estate): string[] {
  const own = `${subscriptionIdOf(cluster.id)} ${String(cluster.properties?.['nodeResourceGroup']).toLowerCase()}`;
  const near = new Set([
    own,
    ...idsIn(cluster.properties)
      .filter((id) => /virtualNetworks|applicationGateways/i.test(id))
      .map(placeOf),
  ]);
  for (const { id, properties } of estate.resources) {
    if (near.has(placeOf(id)) && resourceTypeOf(id) === 'microsoft.network/virtualnetworks') {
      for (const remote of idsIn(properties?.['virtualNetworkPeerings'])) near.add(placeOf(remote));
    }
  }
  return [...near];
}

const knownPlaces = new Map<string, string>();

/** Asked of every resource for every cluster, and so worked out once. */
function placeOf(id: string): string {
  const place = knownPlaces.get(id) ?? `${subscriptionIdOf(id)} ${resourceGroupOf(id)?.toLowerCase()}`;
  knownPlaces.set(id, place);
  return place;
}

function scopeOf({ id }: ArmResource): string {
  return id.replace(/\/providers\/Microsoft\.Authorization\/.*$/i, '');
}

function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('/subscriptions/') ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return isRecord(value) ? Object.values(value).flatMap(idsIn) : [];
}
