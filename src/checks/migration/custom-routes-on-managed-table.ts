import { isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { RouteTable } from '../../model/azure/route-table.ts';
import { isManagedTable } from '../../network/ownership.ts';
import type { ClassifiedRoute, ClassifiedTable } from '../../network/routes.ts';
import { assessed, fail, given, type Judgement, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { updateToOverlay } from '../sources.ts';

export default defineCheck({
  code: 'MIG-011',
  category: 'migration',
  title: 'The route table that AKS will delete holds no routes of yours',
  failureTitle: 'The route table that AKS will delete holds routes of yours',
  severities: ['blocker', 'high'],
  condition:
    "Fails when a table in the node resource group holds a route whose prefix (or service tag) lies outside the pod CIDRs: blocker if one of them is 0.0.0.0/0 or the outbound type is userDefinedRouting, high otherwise. Does not apply to a table of the owner's.",
  why: 'The migration deletes the table AKS made, and every route in it. Without the route to the firewall nodes lose their way out, or bypass it.',
  fix: {
    text: 'Export the routes, put them into a table of your own, and have it ready to be associated with the subnet as soon as the migration has deleted the other one. Until then those routes are missing: it needs a window.',
    commands: [
      'az network route-table show --ids {routeTableId} --output json',
      'az network route-table create --subscription {networkSubscription} --resource-group {networkResourceGroup} --name {newRouteTable}',
      'az network vnet subnet update --ids {subnetId} --route-table {newRouteTableId}',
    ],
  },
  sources: [
    updateToOverlay,
    {
      title: 'What becomes of other routes',
      url: 'https://learn.microsoft.com/azure/aks/update-azure-cni',
      sure: 'inferred',
    },
  ],
  needs: ['managedCluster', 'routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ managedCluster, routeTables }, _context, all) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table.');
    if (managedCluster.nodeResourceGroup === undefined) {
      return unknown('The cluster states no node resource group, so whose table it is cannot be told.');
    }
    const isManaged = ({ id }: RouteTable) => isManagedTable(id, managedCluster);
    if (!routeTables.some(isManaged)) return notApplicable("The route table is the owner's: the migration keeps it.");
    return given(all.classifiedTables, (tables) =>
      assessed(tables.filter(({ table }) => isManaged(table)).map((each) => judge(managedCluster, each))),
    );
  },
});

function judge(cluster: ManagedCluster, { table, routes }: ClassifiedTable): Judgement {
  const custom = routes.filter(({ insidePodCidr }) => !insidePodCidr);
  if (custom.length === 0) {
    return pass(table.id, `Route table ${table.name} holds pod routes only.`, { evidence: { customRoutes: [] } });
  }
  const outboundType = cluster.networkProfile?.outboundType ?? null;
  const carriesEgress = isEnum(outboundType ?? undefined, 'userDefinedRouting') || custom.some(isDefaultRoute);
  const names = custom.map(({ route }) => `${route.name} (${route.addressPrefix})`).join(', ');
  return fail(table.id, `Route table ${table.name} is deleted by the migration, with ${names}.`, {
    severity: carriesEgress ? 'blocker' : 'high',
    evidence: {
      outboundType,
      customRoutes: custom.map(({ route }) => ({ name: route.name, addressPrefix: route.addressPrefix })),
    },
    parameters: { routeTableId: table.id },
  });
}

/** 0.0.0.0/0. */
function isDefaultRoute({ cidr }: ClassifiedRoute): boolean {
  return cidr?.family === 4 && cidr.prefixLength === 0;
}
