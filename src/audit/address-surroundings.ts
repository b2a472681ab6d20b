import { isEnum } from '../model/azure/managed-cluster.ts';
import type { VirtualNetwork } from '../model/azure/virtual-network.ts';
import { type Fact, valueIfKnown } from '../model/fact.ts';
import type { Surroundings } from '../model/report.ts';
import { resourceKey } from '../model/resource-id.ts';
import type { AllFacts } from '../network/derived-facts.ts';
import { type ClassifiedTable, classifyTable, hasNodeNameSeparator } from '../network/routes.ts';

type Range = Surroundings['ranges'][number];

/** Every range around the cluster that its pods' addresses must leave alone, and why some are not known. Sorted; ids in lower case. */
export function addressSurroundings(facts: AllFacts): Surroundings {
  const networks = valueIfKnown(facts.virtualNetworks) ?? [];
  const gateways = valueIfKnown(facts.localNetworkGateways) ?? [];
  const ranges = [
    ...networks.flatMap(ofNetwork),
    ...gateways.flatMap(({ id, addressPrefixes }) => rangesOf('onPremises', addressPrefixes, id)),
    ...tablesOf(facts).flatMap(ofTable),
  ];
  const byText = new Map(ranges.map((range) => [`${range.kind} ${range.prefix} ${range.resourceId}`, range]));
  return {
    ranges: [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, range]) => range),
    unknown: [facts.virtualNetworks, facts.localNetworkGateways, facts.routeTables].flatMap(reasonOf),
  };
}

function ofNetwork({ id, addressSpace, subnets, virtualNetworkPeerings }: VirtualNetwork): Range[] {
  return [
    ...rangesOf('network', addressSpace?.addressPrefixes ?? [], id),
    ...subnets.flatMap((subnet) => rangesOf('subnet', subnet.addressPrefixes, subnet.id)),
    // A peering that does not tell its state is taken to work.
    ...(virtualNetworkPeerings ?? [])
      .filter(({ peeringState }) => peeringState === undefined || isEnum(peeringState, 'Connected'))
      .flatMap(({ name, remoteVirtualNetwork, remoteAddressSpace }) =>
        rangesOf(
          'peered',
          remoteAddressSpace?.addressPrefixes ?? [],
          remoteVirtualNetwork ?? `${id}/virtualNetworkPeerings/${name}`,
        ),
      ),
  ];
}

/** Where the pod CIDRs are not known, any route may be the owner's. */
function tablesOf({ routeTables, classifiedTables }: AllFacts): readonly ClassifiedTable[] {
  return (
    valueIfKnown(classifiedTables) ?? (valueIfKnown(routeTables) ?? []).map((table) => classifyTable(table, [], []))
  );
}

/** The owner's routes: neither a node's, nor the default route, which leads wherever nothing else does. */
function ofTable({ table, routes }: ClassifiedTable): Range[] {
  return routes
    .filter(({ route, cidr, isAksRoute }) => {
      return cidr !== undefined && cidr.prefixLength > 0 && !isAksRoute && !hasNodeNameSeparator(route);
    })
    .flatMap(({ route }) => rangesOf('route', [route.addressPrefix], `${table.id}/routes/${route.name}`));
}

function rangesOf(kind: Range['kind'], prefixes: readonly string[], resourceId: string): Range[] {
  return prefixes.map((prefix) => ({ kind, prefix, resourceId: resourceKey(resourceId) }));
}

function reasonOf(fact: Fact<unknown>): string[] {
  return fact.known ? [] : [fact.reason];
}
