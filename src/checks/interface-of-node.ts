import type { NodeInterface } from '../model/cluster-facts.ts';
import { assessEach, cannotTell } from './assess-each.ts';
import { type Assessment, assessed, type Judgement } from './assessment.ts';

/** Finds a node's primary network interface, whatever case the name is in. */
export function interfaceByNode(interfaces: readonly NodeInterface[]): (nodeName: string) => NodeInterface | undefined {
  const byName = new Map(interfaces.map((each) => [each.nodeName.toLowerCase(), each]));
  return (nodeName) => byName.get(nodeName.toLowerCase());
}

/** What could be judged, unless all of it passes while interfaces are missing: that would be a pass nobody looked at. */
export function assessedWithoutInterfaces(
  judgements: readonly Judgement[],
  nodesWithout: readonly string[],
): Assessment {
  const [first, ...more] = nodesWithout;
  if (first === undefined) return assessed(judgements);
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return assessEach([
    ...judgements,
    cannotTell(`Azure lists no network interface with an address for node ${first}${others}.`),
  ]);
}
