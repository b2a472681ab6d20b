import type { ClusterNode } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import type { EvidenceValue } from '../model/finding.ts';
import type { NodeRouteState, PictureNode } from '../model/network-picture.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import { resourceNameOf } from '../model/resource-id.ts';
import type { AllFacts } from '../network/derived-facts.ts';
import type { ClassifiedRoute } from '../network/routes.ts';

/** The checks that say whether a node can be reached, by code: what they found is what the picture shows. */
const missingRoute = 'RT-004';
const wrongNextHop = 'RT-006';
const wrongNextHopType = 'RT-009';
const forwardingOff = 'RT-011';

/** Every node with its routes and what the checks found of them, by name; null where nodes or routes are not known. */
export function nodeRouteStates(facts: AllFacts, outcomes: readonly CheckOutcome[]): readonly PictureNode[] | null {
  const nodes = valueIfKnown(facts.nodes);
  const routes = routesByNode(facts);
  if (nodes === undefined || routes === undefined) return null;
  const interfaces = new Map(
    (valueIfKnown(facts.nodeInterfaces) ?? []).map((each) => [each.nodeName.toLowerCase(), each.privateIpAddresses]),
  );
  const found = findingsByNode(outcomes);
  return [...nodes]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((node) => {
      const own = routes.get(node.name.toLowerCase()) ?? [];
      return {
        name: node.name,
        pool: node.poolName ?? null,
        addresses: [...(interfaces.get(node.name.toLowerCase()) ?? [])],
        prefixes: own.map(({ route }) => route.addressPrefix),
        ...stateOf(node, own, found),
      };
    });
}

/** Why the states are not known, in the words of the check that could not tell; null where it could. */
export function whyStatesAreUnknown(outcomes: readonly CheckOutcome[]): string | null {
  const untold = [missingRoute, wrongNextHop, forwardingOff]
    .map((code) => outcomes.find((outcome) => outcome.code === code))
    .find((outcome) => outcome !== undefined && !wasAssessed(outcome));
  return untold?.reason ?? null;
}

function routesByNode({ classifiedTables, nodes }: AllFacts): Map<string, ClassifiedRoute[]> | undefined {
  if (!classifiedTables.known || !nodes.known) return undefined;
  const all = classifiedTables.value.flatMap(({ routes }) => routes);
  return Map.groupBy(
    all.filter(({ isAksRoute }) => isAksRoute),
    ({ nodeName }) => nodeName,
  );
}

interface FoundOfNodes {
  readonly outcomeOf: (code: string) => CheckOutcome | undefined;
  /** Lower-cased resource ids. */
  readonly missing: ReadonlySet<string>;
  /** The next hop that is wrong, by lower-cased route name. */
  readonly wrongHops: ReadonlyMap<string, string | null>;
  /** Lower-cased node names. */
  readonly notForwarding: ReadonlySet<string>;
}

function findingsByNode(outcomes: readonly CheckOutcome[]): FoundOfNodes {
  const outcomeOf = (code: string) => outcomes.find((outcome) => outcome.code === code);
  const failing = (code: string) => outcomeOf(code)?.findings.filter(({ status }) => status === 'fail') ?? [];
  const hops = (code: string, evidence: string) =>
    failing(code).map(
      (each) => [resourceNameOf(each.resourceId).toLowerCase(), textOf(each.evidence[evidence])] as const,
    );
  return {
    outcomeOf,
    missing: new Set(failing(missingRoute).map(({ resourceId }) => resourceId.toLowerCase())),
    wrongHops: new Map([...hops(wrongNextHopType, 'nextHopType'), ...hops(wrongNextHop, 'nextHopIpAddress')]),
    notForwarding: new Set(failing(forwardingOff).map(({ evidence }) => textOf(evidence['node'])?.toLowerCase() ?? '')),
  };
}

function stateOf(
  node: ClusterNode,
  routes: readonly ClassifiedRoute[],
  { outcomeOf, missing, wrongHops, notForwarding }: FoundOfNodes,
): { readonly state: NodeRouteState; readonly nextHop: string | null } {
  if (missing.has(node.resourceId.toLowerCase())) return { state: 'missing', nextHop: null };
  const wrong = routes.find(({ route }) => wrongHops.has(route.name.toLowerCase()));
  if (wrong !== undefined) return { state: 'wrongHop', nextHop: wrongHops.get(wrong.route.name.toLowerCase()) ?? null };
  if (notForwarding.has(node.name.toLowerCase())) return { state: 'forwardingOff', nextHop: null };
  const wasJudged = [missingRoute, ...(routes.length > 0 ? [wrongNextHop, forwardingOff] : [])].every((code) =>
    wasAssessed(outcomeOf(code)),
  );
  return { state: wasJudged ? (routes.length > 0 ? 'right' : 'pending') : 'unknown', nextHop: null };
}

function wasAssessed(outcome: CheckOutcome | undefined): boolean {
  return outcome?.status === 'pass' || outcome?.status === 'fail';
}

function textOf(value: EvidenceValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
