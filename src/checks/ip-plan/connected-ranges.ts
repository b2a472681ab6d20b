import type { LocalNetworkGateway } from '../../model/azure/gateways.ts';
import { isEnum } from '../../model/azure/managed-cluster.ts';
import type { VirtualNetwork, VirtualNetworkPeering } from '../../model/azure/virtual-network.ts';
import type { ClusterNode } from '../../model/cluster-facts.ts';
import type { Fact } from '../../model/fact.ts';
import { type Cidr, overlaps, parseCidrs } from '../../network/cidr.ts';
import type { ClassifiedTable } from '../../network/routes.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { routeResourceId } from '../routes-of-tables.ts';
import { overlayConcepts } from '../sources.ts';

export default defineCheck({
  code: 'IP-005',
  category: 'ipPlan',
  title: 'No connected network uses addresses of the pod CIDR',
  failureTitle: 'A connected network uses addresses of the pod CIDR',
  severities: ['high'],
  condition:
    "Fails for each network peered with the nodes' whose address space overlaps a pod CIDR; for each overlapping prefix of a local network gateway in the resource group of the nodes' network or of a network peered with it (suspected: that a connection leads there is not read); and for each route of the owner's that lies inside a pod CIDR or equals it. A less specific route (0.0.0.0/0, 10.0.0.0/8) is no conflict, nor is the same range in a network that is not connected. What ExpressRoute and Virtual WAN learn is not read.",
  why: 'On Overlay pods cannot reach hosts whose addresses lie in the pod CIDR: the packets stay among the nodes.',
  fix: {
    text: 'Give the other network different addresses, or build a new cluster with another pod CIDR: that of a kubenet cluster cannot be replaced, only made larger after the migration.',
    commands: [
      'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --pod-cidr {newPodCidr}',
    ],
  },
  sources: [overlayConcepts],
  needs: ['managedCluster', 'podCidrs', 'virtualNetworks', 'classifiedTables', 'localNetworkGateways'],
  failsWithout: ['virtualNetworks', 'classifiedTables', 'localNetworkGateways'],

  evaluate({ managedCluster, podCidrs, virtualNetworks, classifiedTables, localNetworkGateways }, _context, { nodes }) {
    const found = [
      ...virtualNetworks.flatMap((network) => judgePeerings(network, podCidrs)),
      ...localNetworkGateways.flatMap((gateway) => judgeGateway(gateway, podCidrs)),
      ...classifiedTables.flatMap((table) => judgeRoutes(table, nodes)),
    ];
    return assessEach(
      found.length > 0
        ? found
        : [
            pass(
              managedCluster.id,
              'No peered network, local network gateway or route of yours that was read uses addresses of the pod CIDR.',
            ),
          ],
    );
  },
});

function judgePeerings(network: VirtualNetwork, pods: readonly Cidr[]): readonly (Judgement | Gap)[] {
  if (network.virtualNetworkPeerings === undefined)
    return [cannotTell(`The peerings of ${network.name} are not stated.`)];
  return network.virtualNetworkPeerings
    .filter(isConnected)
    .flatMap(({ name, remoteVirtualNetwork, remoteAddressSpace }) => {
      const prefixes = remoteAddressSpace?.addressPrefixes ?? [];
      const id = remoteVirtualNetwork ?? `${network.id}/virtualNetworkPeerings/${name}`;
      if (prefixes.length === 0) return [cannotTell(`Peering ${name} of ${network.name} states no address space.`)];
      return judgePrefixes(prefixes, pods, `peering ${name} of ${network.name}`, (overlapping) =>
        fail(id, `The network behind peering ${name} of ${network.name} uses ${overlapping.join(', ')}.`, {
          evidence: { peering: name, addressPrefixes: prefixes, overlapping },
        }),
      );
    });
}

/** A peering that does not tell its state is taken to work. */
function isConnected({ peeringState }: VirtualNetworkPeering): boolean {
  return peeringState === undefined || isEnum(peeringState, 'Connected');
}

function judgeGateway({ id, name, addressPrefixes }: LocalNetworkGateway, pods: readonly Cidr[]) {
  if (addressPrefixes.length === 0) return [cannotTell(`Local network gateway ${name} states no range.`)];
  return judgePrefixes(addressPrefixes, pods, `local network gateway ${name}`, (overlapping) =>
    fail(id, `Local network gateway ${name} leads to ${overlapping.join(', ')}.`, {
      confidence: 'suspected',
      evidence: { addressPrefixes, overlapping },
    }),
  );
}

function judgePrefixes(
  prefixes: readonly string[],
  pods: readonly Cidr[],
  what: string,
  failure: (overlapping: readonly string[]) => Judgement,
): readonly (Judgement | Gap)[] {
  const { cidrs, malformed } = parseCidrs(prefixes);
  const overlapping = cidrs.filter((range) => pods.some((pod) => overlaps(pod, range))).map(({ text }) => text);
  if (overlapping.length > 0) return [failure(overlapping)];
  return malformed.length > 0 ? [cannotTell(`The range ${malformed[0]} of ${what} cannot be read.`)] : [];
}

/** Where nodes are not known, a name without `____` may still be a node's. */
function judgeRoutes(
  { table, routes }: ClassifiedTable,
  nodes: Fact<readonly ClusterNode[]>,
): readonly (Judgement | Gap)[] {
  return routes
    .filter(({ insidePodCidr, isAksRoute }) => insidePodCidr && !isAksRoute)
    .map(({ route }) => {
      if (!nodes.known) return cannotTell(`Whether route ${route.name} is a node's is not known: ${nodes.reason}`);
      const evidence = { addressPrefix: route.addressPrefix, nextHopType: route.nextHopType ?? null };
      const message = `Route ${route.name} of ${table.name} sends ${route.addressPrefix} elsewhere.`;
      return fail(routeResourceId(table.id, route), message, { evidence });
    });
}
