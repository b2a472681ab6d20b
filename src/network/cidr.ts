import { normalizeCidr, parseCidr as parse } from 'cidr-tools';
import { z } from 'zod';
import { publishedLimits } from '../model/dated-facts.ts';

/** A range of addresses, both ends included. */
export interface Cidr {
  /** As it was written. */
  readonly text: string;
  readonly family: 4 | 6;
  /** 0 to 32, or 0 to 128. */
  readonly prefixLength: number;
  readonly first: bigint;
  readonly last: bigint;
}

const { cidrv4 } = z.regexes;
const cidrv6 = z.cidrv6();

/**
 * Reads `address/length` of either family; host bits are ignored as Azure ignores them. Undefined for anything else: service
 * tags, a bare address, a length out of range.
 */
export function parseCidr(text: string): Cidr | undefined {
  const written = text.trim();
  if (!cidrv4.test(written) && !cidrv6.safeParse(written).success) return undefined;
  const { version, prefix, start, end } = parse(written);
  return { text: written, family: version, prefixLength: Number(prefix), first: start, last: end };
}

/** As Kubernetes and AKS spell the range: `fd12::/80` for `FD12:0:0::/80`. */
export function canonicalText({ text }: Cidr): string {
  return normalizeCidr(text);
}

/** The ranges that can be read, and the texts that cannot. */
export function parseCidrs(texts: readonly string[]): {
  readonly cidrs: readonly Cidr[];
  readonly malformed: readonly string[];
} {
  const parsed = texts.map((text) => ({ text, cidr: parseCidr(text) }));
  return {
    cidrs: parsed.flatMap(({ cidr }) => (cidr === undefined ? [] : [cidr])),
    malformed: parsed.flatMap(({ text, cidr }) => (cidr === undefined ? [text] : [])),
  };
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether all of `inner` lies in `outer`; a range contains itself. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the first or the last address of `range` lies in `outer`: how the route controller tells which routes are its own. */
export function touchesWithAnEnd(outer: Cidr, range: Cidr): boolean {
  const within = (address: bigint) => outer.first <= address && address <= outer.last;
  return outer.family === range.family && (within(range.first) || within(range.last));
}

/**
 * Nodes that fit an IPv4 pod CIDR, which kubenet and Azure CNI Overlay both cut into one /24 a node: /16 → 256, /24 → 1, anything
 * longer → 0. Undefined for IPv6, whose block size differs between the two.
 * @see https://learn.microsoft.com/azure/aks/configure-kubenet
 */
export function nodeBlocks(podCidr: Cidr): number | undefined {
  if (podCidr.family !== 4) return undefined;
  return podCidr.prefixLength > 24 ? 0 : 2 ** (24 - podCidr.prefixLength);
}

/**
 * Addresses of an IPv4 subnet prefix that can be given out: /24 → 251, /29 → 3. 0 for prefixes too small to hold any, and for
 * IPv6, which nodes of a kubenet cluster are not counted by.
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
 */
export function usableAddresses(subnetPrefix: Cidr): number {
  if (subnetPrefix.family !== 4) return 0;
  return Math.max(0, 2 ** (32 - subnetPrefix.prefixLength) - publishedLimits.reservedSubnetAddresses);
}
