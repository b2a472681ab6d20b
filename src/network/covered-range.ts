import type { Cidr } from './cidr.ts';

/** Both ends included. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

/** Whether every number of the span lies in one of the others: `10.0.0.0/16` is covered by its two halves. */
export function isCovered(span: Span, by: readonly Span[]): boolean {
  let next = span.first;
  for (const { first, last } of [...by].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
    if (first > next) break;
    if (last >= next) next = last + 1n;
  }
  return next > span.last;
}

/** What two ranges share; undefined where they do not meet, or are of different families. */
export function sharedRange(a: Cidr, b: Cidr): Cidr | undefined {
  if (a.family !== b.family || a.last < b.first || b.last < a.first) return undefined;
  // Two CIDRs that meet lie one in the other.
  return a.prefixLength >= b.prefixLength ? a : b;
}
