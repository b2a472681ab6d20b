import type { ClusterReport, Surroundings } from '../model/report.ts';
import { type Cidr, contains, nodeBlocks, overlaps, parseCidr, parseCidrs } from '../network/cidr.ts';
import { reservedRanges } from '../network/well-known-ranges.ts';
import { firstFreeRange, prefixLengthFor, smallestSuperset } from './free-range.ts';

/** What a range of the cluster's meets. `reserved`: AKS keeps it for itself. `given`: the plan's settings name it. `services`: its own. */
type ConflictKind = Surroundings['ranges'][number]['kind'] | 'reserved' | 'given' | 'services';

/**
 * `refused`: AKS rejects the update. `unreachable`: pods would not reach what lives there. `disputed`: the documentation forbids it,
 * and nothing says that AKS refuses an update for it.
 */
type ConflictEffect = 'refused' | 'unreachable' | 'disputed';

interface AddressConflict {
  readonly of: 'pods' | 'services';
  /** Of the cluster. */
  readonly range: string;
  readonly kind: ConflictKind;
  readonly prefix: string;
  /** Null where no resource is behind the range. */
  readonly resourceId: string | null;
  readonly effect: ConflictEffect;
}

/**
 * `keep`: today's pod CIDR goes along. `expand`: it goes along, and is made larger after the migration. `newRange`: another pod CIDR
 * with the update itself, which is documented and which one report disputes, else a new cluster. `newCluster`: nothing else helps.
 * `none`: not even that, since no range is free. `unknown`: what decides could not be read.
 */
type AddressWay = 'keep' | 'expand' | 'newRange' | 'newCluster' | 'none' | 'unknown';

/** What becomes of a cluster's address ranges on Azure CNI Overlay, where every node takes a /24 and nothing else. */
export interface AddressPlan {
  readonly way: AddressWay;
  /** Nodes that today's pod CIDR holds; null where it cannot be read. */
  readonly blocks: number | null;
  /** Nodes at every pool's maximum, and with the surge of an upgrade. */
  readonly nodesAtMax: number | null;
  readonly needed: number | null;
  readonly conflicts: readonly AddressConflict[];
  /** The smallest free superset of today's pod CIDR; given with `expand`, applied after the migration. */
  readonly superset: string | null;
  /** Given with `newRange` and `newCluster`. */
  readonly newPodCidr: string | null;
  /** Given where the service CIDR cannot stay. */
  readonly newServiceCidr: string | null;
  /** Sum of the pools' maxima that AKS accepts for the migration; null where it need not be lowered. */
  readonly lowerMaximaTo: number | null;
  /** Why some of what surrounds the cluster is not known: nothing proposed is checked against it. */
  readonly unknown: readonly string[];
}

/** What an address plan is made from. */
export type Addresses = Pick<ClusterReport, 'network' | 'headroom'>;

/** @param onPremises ranges that the owner names, beside those that could be read */
export function addressPlan({ network, headroom }: Addresses, onPremises: readonly string[]): AddressPlan {
  const pods = parseCidrs(network.podCidrs).cidrs;
  const services = parseCidrs(network.serviceCidrs).cidrs;
  const neighbours = takenRanges(network.surroundings, onPremises);
  const conflicts = [
    ...pods.flatMap((pod) => conflictsOf('pods', pod, [...neighbours, ...services.map(asServices)])),
    ...services.flatMap((service) => conflictsOf('services', service, neighbours.filter(stopsServices))),
  ];
  const today = pods.find(({ family }) => family === 4);
  const { nodesAtMax, surge } = headroom;
  const blocks = today === undefined ? null : (nodeBlocks(today) ?? null);
  const needed = nodesAtMax === null || surge === null ? null : nodesAtMax + surge;
  const numbers = { blocks, nodesAtMax, needed, conflicts, unknown: unknownOf(network.surroundings) };
  if (today === undefined || blocks === null || needed === null) return { ...numbers, ...nothing, way: 'unknown' };

  const taken = neighbours.map(({ cidr }) => cidr);
  const lowerMaximaTo = nodesAtMax !== null && nodesAtMax > blocks ? blocks : null;
  const isInTheWay = (of: AddressConflict['of']) =>
    conflicts.some((each) => each.of === of && each.effect !== 'disputed');
  const fresh = () => freshRanges({ today, needed, services, taken, servicesToo: isInTheWay('services') });
  if (isInTheWay('services')) return { ...numbers, ...nothing, ...fresh() };
  if (isInTheWay('pods')) return { ...numbers, ...nothing, ...asUpdate(fresh()) };
  if (blocks >= needed) return { ...numbers, ...nothing, way: 'keep' };
  // What today's range meets without harm, such as a wider route, its superset meets as well.
  const others = [...taken, ...services, ...reservedRanges].filter((each) => !overlaps(each, today));
  const superset = smallestSuperset(today, needed, others);
  if (superset === undefined) return { ...numbers, ...nothing, ...asUpdate(fresh()), lowerMaximaTo };
  return { ...numbers, ...nothing, way: 'expand', superset: superset.text, lowerMaximaTo };
}

const nothing = { superset: null, newPodCidr: null, newServiceCidr: null, lowerMaximaTo: null } as const;

interface TakenRange {
  readonly cidr: Cidr;
  readonly kind: ConflictKind;
  readonly resourceId: string | null;
}

function takenRanges(surroundings: Surroundings | undefined, onPremises: readonly string[]): TakenRange[] {
  const read = (surroundings?.ranges ?? []).flatMap(({ kind, prefix, resourceId }) => taken(kind, prefix, resourceId));
  return [...read, ...onPremises.flatMap((prefix) => taken('given', prefix, null))];
}

function taken(kind: ConflictKind, prefix: string, resourceId: string | null): TakenRange[] {
  const cidr = parseCidr(prefix);
  return cidr === undefined ? [] : [{ cidr, kind, resourceId }];
}

function asServices(cidr: Cidr): TakenRange {
  return { cidr, kind: 'services', resourceId: null };
}

/** Services are addresses of the cluster alone: a network elsewhere that uses them is merely out of its reach, as it is today. */
function stopsServices({ kind }: TakenRange): boolean {
  return kind === 'subnet';
}

function conflictsOf(of: AddressConflict['of'], range: Cidr, others: readonly TakenRange[]): AddressConflict[] {
  const reserved = reservedRanges.map((cidr): TakenRange => ({ cidr, kind: 'reserved', resourceId: null }));
  const met = [...others, ...reserved].filter((other) => isMet(range, other));
  const subnets = met.filter(({ kind }) => kind === 'subnet');
  return met
    .filter(({ kind, cidr }) => kind !== 'network' || !subnets.some((subnet) => contains(cidr, subnet.cidr)))
    .map(({ cidr, kind, resourceId }) => {
      // That updates are refused is said of pod CIDRs only; for service CIDRs the rule is one of creation.
      const effect = of === 'services' && kind === 'reserved' ? 'disputed' : effects[kind];
      return { of, range: range.text, kind, prefix: cidr.text, resourceId, effect };
    });
}

/** A route for a wider range leads to whatever no narrower one is for, and the pods' are narrower. */
function isMet(range: Cidr, { cidr, kind }: TakenRange): boolean {
  return kind === 'route' ? contains(range, cidr) : overlaps(range, cidr);
}

const effects: Readonly<Record<ConflictKind, ConflictEffect>> = {
  subnet: 'refused',
  services: 'refused',
  reserved: 'refused',
  network: 'disputed',
  peered: 'unreachable',
  onPremises: 'unreachable',
  given: 'unreachable',
  route: 'unreachable',
};

interface FreshInput {
  readonly today: Cidr;
  readonly needed: number;
  readonly services: readonly Cidr[];
  readonly taken: readonly Cidr[];
  readonly servicesToo: boolean;
}

/** Ranges for a new cluster: no smaller than today's where that much is free, else as small as holds its nodes. */
function freshRanges({ today, needed, services, taken, servicesToo }: FreshInput) {
  const serviceRange = servicesToo ? freeServiceRange(services, taken) : undefined;
  const avoided = [...taken, ...services, ...(serviceRange === undefined ? [] : [serviceRange])];
  const least = prefixLengthFor(needed);
  const pods =
    least === undefined
      ? undefined
      : (firstFreeRange(Math.min(least, today.prefixLength), avoided) ?? firstFreeRange(least, avoided));
  if (pods === undefined || (servicesToo && serviceRange === undefined)) return { way: 'none' as const };
  return { way: 'newCluster' as const, newPodCidr: pods.text, newServiceCidr: serviceRange?.text ?? null };
}

/** Its prefix must be longer than /12. */
function freeServiceRange(services: readonly Cidr[], taken: readonly Cidr[]): Cidr | undefined {
  const length = services.find(({ family }) => family === 4)?.prefixLength ?? 16;
  return firstFreeRange(Math.max(13, length), taken);
}

/** The pod CIDR alone can be another one with the update itself. */
function asUpdate(fresh: ReturnType<typeof freshRanges>) {
  return fresh.way === 'none' ? fresh : { ...fresh, way: 'newRange' as const };
}

function unknownOf(surroundings: Surroundings | undefined): readonly string[] {
  return surroundings?.unknown ?? ['The report is of a version that does not say what surrounds the cluster.'];
}
