import type { RouteTable } from '../model/azure/route-table.ts';
import type { NodeSubnet } from '../model/cluster-facts.ts';
import { type Fact, known } from '../model/fact.ts';
import { distinctResourceIds, sameResource, subscriptionIdOf } from '../model/resource-id.ts';
import { type AzureSource, factAbout } from './azure-source.ts';

interface SubnetsAndTables {
  readonly subnets: Fact<readonly NodeSubnet[]>;
  readonly routeTables: Fact<readonly RouteTable[]>;
}

/**
 * A subnet names its table, and the table its subnets. Where the subnet's side leaves the table out and a table lists the subnet, it is
 * the one that says something that counts. Looked for only where a subnet names no table.
 */
export async function withStatedTables(
  source: Pick<AzureSource, 'lists'>,
  { subnets, routeTables }: SubnetsAndTables,
): Promise<SubnetsAndTables> {
  if (!subnets.known || !routeTables.known || subnets.value.every(({ routeTableId }) => routeTableId)) {
    return { subnets, routeTables };
  }
  const scopes = [...new Set(subnets.value.map(({ id }) => `/subscriptions/${subscriptionIdOf(id)}`))].sort();
  const lists = await source.lists('routeTables', scopes);
  const tables = scopes.flatMap((scope) => {
    const list = factAbout(lists, scope);
    return list.known ? list.value : [];
  });
  const listing = (subnetId: string) =>
    tables.find(({ subnetIds }) => subnetIds.some((id) => sameResource(id, subnetId)));
  const completed = subnets.value.map((subnet) =>
    subnet.routeTableId ? subnet : { ...subnet, routeTableId: listing(subnet.id)?.id },
  );
  const used = distinctResourceIds(completed.flatMap(({ routeTableId }) => routeTableId ?? []));
  const added = used.filter((id) => !routeTables.value.some((table) => sameResource(table.id, id)));
  return {
    subnets: known(completed),
    routeTables: known([
      ...routeTables.value,
      ...added.flatMap((id) => tables.find((table) => sameResource(table.id, id)) ?? []),
    ]),
  };
}
