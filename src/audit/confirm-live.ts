import type { FreshReads } from '../gather/azure-source.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { VirtualNetwork } from '../model/azure/virtual-network.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { allKnown, type Fact, known, mapFact, partOf, valueIfKnown } from '../model/fact.ts';
import { distinctResourceIds, parentResourceId, resourceKey, sameResource } from '../model/resource-id.ts';

/** Facts read again, or why that was refused. */
export type Confirmation =
  | { readonly confirmed: true; readonly facts: ClusterFacts }
  | { readonly confirmed: false; readonly reasons: readonly string[] };

/** Live checks about what hangs on which subnet, which the virtual network tells and no route table that is missing there. */
const aboutSubnets: readonly string[] = ['RT-001', 'ING-005'];

/**
 * The same facts with what live checks ask of the network read again: each route table by itself, and the virtual networks only where
 * a check is about them, or a table does not say that it is on the subnets it was found on.
 * @param live the checks that fail
 */
export async function withFreshTables(
  fresh: FreshReads,
  before: ClusterFacts,
  live: readonly string[],
): Promise<Confirmation> {
  if (live.some((code) => aboutSubnets.includes(code))) return withFreshNetworks(fresh, before);
  const tables = await readTables(fresh, before);
  if (!tables.confirmed || areWhereTheyWere(tables.facts)) return tables;
  return withFreshNetworks(fresh, before);
}

async function withFreshNetworks(fresh: FreshReads, before: ClusterFacts): Promise<Confirmation> {
  const subnetIds = [...(partOf(before.nodeSubnets) ?? []), ...(partOf(before.gatewaySubnets) ?? [])].map(
    ({ id }) => id,
  );
  const networkIds = distinctResourceIds(subnetIds.map(parentResourceId));
  const networks = await Promise.all(networkIds.map((id) => fresh.virtualNetwork(id)));
  return confirm(networks, (all) => readTables(fresh, withNetworks(before, all)));
}

/** Tables of the subnets as they are now; those that were looked at before stay, in case the routes are there. */
async function readTables(fresh: FreshReads, before: ClusterFacts): Promise<Confirmation> {
  const subnets = valueIfKnown(before.nodeSubnets) ?? [];
  const own = distinctResourceIds(subnets.flatMap(({ routeTableId }) => routeTableId ?? []));
  const seen = [...(valueIfKnown(before.routeTables) ?? []), ...(valueIfKnown(before.otherRouteTables) ?? [])];
  const others = distinctResourceIds(seen.map(({ id }) => id)).filter(
    (id) => !own.some((each) => sameResource(id, each)),
  );
  const read = await Promise.all([...own, ...others].map((id) => fresh.routeTable(id)));
  return confirm(read, async (tables) => {
    const facts = {
      ...before,
      routeTables: mapFact(before.routeTables, () => tables.slice(0, own.length)),
      otherRouteTables: mapFact(before.otherRouteTables, () => tables.slice(own.length)),
    };
    return { confirmed: true, facts };
  });
}

/** Whether every table names the node subnets that it was found on. */
function areWhereTheyWere({ nodeSubnets, routeTables }: ClusterFacts): boolean {
  const tables = new Map((valueIfKnown(routeTables) ?? []).map((table) => [resourceKey(table.id), table]));
  return (valueIfKnown(nodeSubnets) ?? []).every(({ id, routeTableId }) => {
    const table: RouteTable | undefined = routeTableId ? tables.get(resourceKey(routeTableId)) : undefined;
    return table === undefined || table.subnetIds.some((each) => sameResource(each, id));
  });
}

function withNetworks(before: ClusterFacts, networks: readonly VirtualNetwork[]): ClusterFacts {
  const subnets = new Map(
    networks.flatMap((network) => network.subnets).map((subnet) => [resourceKey(subnet.id), subnet]),
  );
  const again = <T extends { readonly id: string; readonly routeTableId: string | undefined }>(subnet: T): T => {
    const found = subnets.get(resourceKey(subnet.id));
    return found === undefined ? subnet : { ...subnet, routeTableId: found.routeTableId };
  };
  return {
    ...before,
    nodeSubnets: mapFact(before.nodeSubnets, (all) => all.map(again)),
    gatewaySubnets: mapFact(before.gatewaySubnets, (all) => all.map(again)),
  };
}

/** Goes on where every read was answered. */
export async function confirm<T>(
  reads: readonly Fact<T>[],
  next: (values: readonly T[]) => Promise<Confirmation>,
): Promise<Confirmation> {
  const all = reads.length === 0 ? known<T[]>([]) : allKnown(reads);
  if (all.known) return next(all.value);
  return { confirmed: false, reasons: [...new Set(reads.flatMap((fact) => (fact.known ? [] : [fact.reason])))] };
}
