import type { NodeInterface } from '../model/cluster-facts.ts';

/** Finds a node's primary network interface, whatever case the name is in. */
export function interfaceByNode(interfaces: readonly NodeInterface[]): (nodeName: string) => NodeInterface | undefined {
  const byName = new Map(interfaces.map((each) => [each.nodeName.toLowerCase(), each]));
  return (nodeName) => byName.get(nodeName.toLowerCase());
}

/** What keeps nodes from being judged by their interface; undefined where none is without. */
export function whyInterfacesAreMissing([first, ...more]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return `Azure lists no network interface with an address for node ${first}${others}.`;
}
