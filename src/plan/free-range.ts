import { type Cidr, contains, nodeBlocks, overlaps, parseCidr } from '../network/cidr.ts';
import { privateRanges, reservedRanges } from '../network/well-known-ranges.ts';

/** Nodes that a cluster on Azure CNI Overlay may have; more blocks than this serve nobody. */
const mostNodes = 5000;

/** The IPv4 prefix length that gives so many nodes a /24 each: 1 → 24, 256 → 16, 257 → 15. Undefined for more than Overlay takes. */
export function prefixLengthFor(nodes: number): number | undefined {
  if (nodes > mostNodes) return undefined;
  return 24 - Math.ceil(Math.log2(Math.max(1, nodes)));
}

/**
 * The smallest range that holds all of `range` (IPv4) and has a /24 for so many nodes: `range` itself where that is enough. Undefined
 * where it would meet one of `taken`: every larger one holds it, and so would meet it too.
 */
export function smallestSuperset(range: Cidr, nodes: number, taken: readonly Cidr[]): Cidr | undefined {
  if ((nodeBlocks(range) ?? 0) >= nodes) return range;
  const length = prefixLengthFor(nodes);
  const superset = length === undefined ? undefined : alignedRange(range.first, length);
  return superset === undefined || taken.some((each) => overlaps(each, superset)) ? undefined : superset;
}

/** The order in which private ranges are proposed: those of carrier-grade NAT are the least likely to be in use somewhere unseen. */
const proposed = ['100.64.0.0/10', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** The first free private range of this length (IPv4); undefined where none is left. AKS's reserved ranges are never proposed. */
export function firstFreeRange(prefixLength: number, taken: readonly Cidr[]): Cidr | undefined {
  const ordered = proposed.flatMap((text) => privateRanges.filter((each) => each.text === text));
  const all = [...taken, ...reservedRanges].filter(({ family }) => family === 4);
  for (const space of ordered) {
    const found = space.prefixLength > prefixLength ? undefined : firstFreeIn(space, prefixLength, all);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstFreeIn(space: Cidr, prefixLength: number, taken: readonly Cidr[]): Cidr | undefined {
  const size = 1n << BigInt(32 - prefixLength);
  let first = space.first;
  while (first <= space.last) {
    const candidate = alignedRange(first, prefixLength);
    if (candidate === undefined || !contains(space, candidate)) return undefined;
    const inTheWay = taken.find((each) => overlaps(each, candidate));
    if (inTheWay === undefined) return candidate;
    first = (inTheWay.last / size + 1n) * size;
  }
  return undefined;
}

/** The range of this length that the address lies in. */
function alignedRange(address: bigint, prefixLength: number): Cidr | undefined {
  const bits = BigInt(32 - prefixLength);
  const start = (address >> bits) << bits;
  const octets = [24n, 16n, 8n, 0n].map((shift) => (start >> shift) & 255n);
  return parseCidr(`${octets.join('.')}/${prefixLength}`);
}
