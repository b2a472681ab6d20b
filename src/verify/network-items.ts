import type { RouteTable } from '../model/azure/route-table.ts';
import type { BeforeMigration, ProofItem } from '../model/migration-proof.ts';
import { isAtOrBelow, resourceGroupId, resourceNameOf, sameResource } from '../model/resource-id.ts';
import type { AfterMigration } from './after-migration.ts';
import { type PodRoutes, podRoutes } from './pod-routes.ts';
import { overlayUpdate, type Render } from './render.ts';

/** The route tables and who uses them. */
export function networkItems(before: BeforeMigration, after: AfterMigration, render: Render): readonly ProofItem[] {
  return [
    ...after.tables.flatMap(({ id, table }) =>
      isManagedTable(before, id) ? managedTable(before, id, table, render) : ownTable(before, id, table, render),
    ),
    ...after.subnets.map((subnet) => association(before, subnet, after, render)),
  ];
}

function isManagedTable({ move, subscriptionId }: BeforeMigration, id: string): boolean {
  return move.nodeResourceGroup !== null && isAtOrBelow(id, resourceGroupId(subscriptionId, move.nodeResourceGroup));
}

type TableFact = AfterMigration['tables'][number]['table'];

/** AKS deletes it at the end: while nodes still stand on it, the migration has not ended. */
function managedTable(before: BeforeMigration, id: string, table: TableFact, render: Render): ProofItem[] {
  const item = {
    ...{ id: `table-${resourceNameOf(id)}`, isCore: false, title: `Route table ${resourceNameOf(id)} of AKS` },
    ...{ expected: 'deleted', commands: [] },
  };
  if (!table.known) return [{ ...item, status: 'unknown', found: table.reason }];
  if (table.value === null) return [{ ...item, status: 'pass', found: 'deleted' }];
  const { subnetIds } = table.value;
  const used = subnetIds.length;
  const hasNodes = subnetIds.some((subnet) => before.nodeSubnetIds.some((each) => sameResource(each, subnet)));
  const remove = used === 0 ? render(['az network route-table delete --ids {id}'], { id }) : [];
  return [
    {
      ...item,
      isCore: hasNodes,
      status: 'fail',
      found: `there, with ${table.value.routes.length} routes, used by ${used === 0 ? 'no subnet' : `${used} subnets`}`,
      commands: hasNodes ? render([overlayUpdate]) : remove,
    },
  ];
}

/** The owner's table stays, without the routes to pods and with everything else. */
function ownTable(before: BeforeMigration, id: string, table: TableFact, render: Render): ProofItem[] {
  const name = resourceNameOf(id);
  const base = { isCore: false, commands: [] };
  const routes = { ...base, id: `routes-${name}`, title: `Pod routes in ${name}`, expected: 'none' };
  const own = before.move.ownRoutes?.filter(({ routeTableId }) => sameResource(routeTableId, id)) ?? [];
  const kept = { ...base, id: `own-${name}`, title: `Your own routes in ${name}`, expected: `${own.length} as before` };
  if (!table.known) {
    return [routes, kept].map((item) => ({ ...item, status: 'unknown' as const, found: table.reason }));
  }
  if (table.value === null) {
    return [
      { ...routes, status: 'pass', found: 'none: the table is gone' },
      { ...kept, status: own.length === 0 ? 'pass' : 'fail', found: 'the table is gone' },
    ];
  }
  const found = podRoutes(before, table.value);
  const { routes: present } = table.value;
  const missing = own.filter((route) => !present.some((each) => sameRoute(each, route)));
  return [
    {
      ...routes,
      ...podRouteStatus(found),
      commands: [
        ...found.own.flatMap((route) => render([deleteRoute], { id: `${id}/routes/${route.name}` })),
        ...(found.unclear.length === 0 ? [] : render([listRoutes], { id })),
      ],
    },
    {
      ...kept,
      status: missing.length === 0 ? 'pass' : 'fail',
      found:
        missing.length === 0 ? `${own.length} as before` : `missing: ${missing.map((each) => each.name).join(', ')}`,
    },
  ];
}

const deleteRoute = 'az network route-table route delete --ids {id}';

const listRoutes = 'az network route-table show --ids {id} --query routes --output table';

/** A route of another cluster is nothing that this one left; one that nobody can tell is for people to look at. */
function podRouteStatus({ own, others, unclear }: PodRoutes): Pick<ProofItem, 'status' | 'found'> {
  const found = [
    own.length === 0 ? 'none' : `${own.length}, such as ${own[0]?.name}`,
    ...(unclear.length === 0 ? [] : [`${unclear.length} of which nothing says whose, such as ${unclear[0]?.name}`]),
    ...(others.length === 0 ? [] : [`${others.length} of another cluster, which stay`]),
  ].join('; ');
  return { status: own.length > 0 ? 'fail' : unclear.length > 0 ? 'unknown' : 'pass', found };
}

function sameRoute(
  present: RouteTable['routes'][number],
  route: { readonly addressPrefix: string; readonly nextHopType: string; readonly nextHopIpAddress: string | null },
): boolean {
  return (
    present.addressPrefix.toLowerCase() === route.addressPrefix.toLowerCase() &&
    (present.nextHopType ?? 'None').toLowerCase() === route.nextHopType.toLowerCase() &&
    (present.nextHopIpAddress ?? null) === route.nextHopIpAddress
  );
}

/** A node subnet keeps the owner's table and loses AKS's; another subnet must not hang on a table that was the cluster's. */
function association(
  before: BeforeMigration,
  { id, routeTableId }: AfterMigration['subnets'][number],
  { tables }: AfterMigration,
  render: Render,
): ProofItem {
  const isNodes = before.nodeSubnetIds.some((each) => sameResource(each, id));
  const owned = before.routeTableIds.find((table) => !isManagedTable(before, table));
  const mustKeep = isNodes && owned !== undefined;
  const item = {
    ...{ id: `subnet-${resourceNameOf(id)}`, isCore: false, title: `Route table of subnet ${resourceNameOf(id)}` },
    expected: mustKeep ? resourceNameOf(owned) : "none of AKS's",
  };
  if (!routeTableId.known) return { ...item, status: 'unknown', found: routeTableId.reason, commands: [] };
  const now = routeTableId.value;
  if (!isNodes && now !== null && servesOthers(before, now, tables)) {
    const found = `${resourceNameOf(now)}, which holds routes of another cluster: look whether its nodes stand here`;
    return { ...item, status: 'unknown', found, commands: [] };
  }
  const isRight = mustKeep
    ? now !== null && sameResource(now, owned)
    : now === null || !isForbidden(before, now, isNodes);
  const mend = mustKeep
    ? render(['az network vnet subnet update --ids {subnet} --route-table {table}'], { subnet: id, table: owned })
    : render(['az network vnet subnet update --ids {subnet} --remove routeTable'], { subnet: id });
  return {
    ...item,
    status: isRight ? 'pass' : 'fail',
    found: now === null ? 'none' : resourceNameOf(now),
    commands: isRight ? [] : mend,
  };
}

/** Nodes may have any table but AKS's own; whoever else used the cluster's table must be off it. */
function isForbidden(before: BeforeMigration, tableId: string, isNodes: boolean): boolean {
  if (isNodes) return isManagedTable(before, tableId);
  return before.routeTableIds.some((each) => sameResource(each, tableId));
}

/** A subnet that held no nodes then may hold another cluster's now; without its table they lose their way to each other. */
function servesOthers(before: BeforeMigration, tableId: string, tables: AfterMigration['tables']): boolean {
  const table = tables.find(({ id }) => sameResource(id, tableId))?.table;
  if (table?.known !== true || table.value === null) return false;
  const { others, unclear } = podRoutes(before, table.value);
  return others.length + unclear.length > 0;
}
