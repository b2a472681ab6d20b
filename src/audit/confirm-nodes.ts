import type { FreshReads, NodeResources } from '../gather/azure-source.ts';
import { nodeInterfaces } from '../gather/node-interfaces.ts';
import { nodes } from '../gather/nodes.ts';
import type { ClusterFacts, ClusterNode, NodeInterface } from '../model/cluster-facts.ts';
import { type Fact, known, mapFact, unread, valueIfKnown } from '../model/fact.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import { isAtOrBelow, ownGroupId, parentResourceId, resourceTypeOf } from '../model/resource-id.ts';
import { type Confirmation, confirm } from './confirm-live.ts';

/** Live checks that rest on the addresses and the forwarding of nodes' interfaces. */
const aboutInterfaces: readonly string[] = ['RT-006', 'RT-011'];

/** What is read in one go: a scale set, or the machines of a resource group. */
interface Place {
  readonly id: string;
  readonly isScaleSet: boolean;
}

/**
 * The same facts with the scale sets read again whose nodes a live check fails for, or the group of a virtual machine.
 * @param live the checks that fail
 */
export async function withFreshNodes(
  fresh: FreshReads,
  before: ClusterFacts,
  live: readonly CheckOutcome[],
): Promise<Confirmation> {
  const failing = live.flatMap(({ findings }) => findings);
  const names = new Set(failing.flatMap(({ status, evidence }) => (status === 'fail' ? [evidence['node']] : [])));
  const hit = (valueIfKnown(before.nodes) ?? []).filter(({ name }) => names.has(name));
  const places = [...new Map(hit.map(placeOf).map((place) => [place.id, place])).values()];
  const withInterfaces = live.some(({ code }) => aboutInterfaces.includes(code));
  const reads = await Promise.all(places.map((place) => readPlace(fresh, place, withInterfaces)));
  return confirm(reads, async (all) => ({ confirmed: true, facts: all.reduce(withPlace, before) }));
}

function placeOf({ resourceId }: ClusterNode): Place {
  const isScaleSet = resourceTypeOf(resourceId)?.includes('/virtualmachinescalesets/') ?? false;
  return { id: isScaleSet ? parentResourceId(resourceId) : ownGroupId(resourceId), isScaleSet };
}

interface ReadPlace extends Place {
  readonly nodes: readonly ClusterNode[] | undefined;
  readonly interfaces: readonly NodeInterface[] | undefined;
}

/** Of a scale set its instances, or its interfaces, or both; a machine is known by its interface. */
async function readPlace(fresh: FreshReads, place: Place, withInterfaces: boolean): Promise<Fact<ReadPlace>> {
  const none = known([]);
  if (!place.isScaleSet) {
    const machineInterfaces = await fresh.machineInterfaces(place.id);
    return found(place, { instances: none, scaleSetInterfaces: none, machineInterfaces }, true);
  }
  const [instances, scaleSetInterfaces] = await Promise.all([
    fresh.scaleSetInstances(place.id),
    withInterfaces ? fresh.scaleSetInterfaces(place.id) : none,
  ]);
  return found(place, { instances, scaleSetInterfaces, machineInterfaces: none }, withInterfaces);
}

function found(place: Place, resources: NodeResources, withInterfaces: boolean): Fact<ReadPlace> {
  const interfaces = withInterfaces ? nodeInterfaces(resources) : known(undefined);
  if (!interfaces.known) return unread(interfaces);
  return mapFact(nodes(resources, 'arm'), (all) => ({ ...place, nodes: all, interfaces: interfaces.value }));
}

function withPlace(before: ClusterFacts, { id, nodes: again, interfaces }: ReadPlace): ClusterFacts {
  return {
    ...before,
    nodes: mapFact(before.nodes, (all) => replaced(all, again, id, ({ name }) => name)),
    nodeInterfaces: mapFact(before.nodeInterfaces, (all) => replaced(all, interfaces, id, ({ nodeName }) => nodeName)),
  };
}

/** What lies below the place, exchanged; sorted as it was. */
function replaced<T extends { readonly resourceId: string }>(
  all: readonly T[],
  again: readonly T[] | undefined,
  placeId: string,
  nameOf: (each: T) => string,
): readonly T[] {
  if (again === undefined) return all;
  const others = all.filter(({ resourceId }) => !isAtOrBelow(resourceId, placeId));
  return [...others, ...again].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
