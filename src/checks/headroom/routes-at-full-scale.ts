import type { RouteTable } from '../../model/azure/route-table.ts';
import { valueIfKnown } from '../../model/fact.ts';
import { type RoutesAtFullScale, routesAtFullScale } from '../../network/headroom/routes.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, given, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { setPoolSurge } from '../pool-surge.ts';
import { configureKubenet, rollingUpgrades } from '../sources.ts';

export default defineCheck({
  code: 'HEAD-002',
  category: 'headroom',
  title: 'The route table has room for every pool at its maximum with its surge',
  failureTitle: 'The pools can outgrow the route table',
  severities: ['high'],
  condition:
    'Fails when custom routes + routes without a node + a route (two when dual stack) for every node at maximum and its surge are more than the route limit. Exactly the limit passes. Where the nodes are not known, fails if it is exceeded even without counting routes that have no node.',
  why: 'The autoscaler does not know about routes. It grows the pools to their maximum, and the nodes that come last, or the surge nodes of an upgrade, get no route.',
  fix: {
    text: 'Lower the maximum of a pool or its surge until the peak fits, or move to Azure CNI Overlay. Changing either setting restarts nothing; a lower maximum limits how far the pool can grow.',
    commands: [
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --update-cluster-autoscaler --min-count {minCount} --max-count {maxCount}',
      setPoolSurge,
    ],
  },
  sources: [configureKubenet, rollingUpgrades],
  needs: ['managedCluster', 'routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ managedCluster, routeTables }, { routeLimit }, { nodes, classifiedTables }) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table.');

    const whyNotAllNodes = nodes.known ? 'The list of nodes is not complete.' : nodes.reason;
    return given(classifiedTables, (tables) =>
      assessEach(
        tables.map((classified) => {
          const routes = routesAtFullScale(managedCluster, classified, valueIfKnown(nodes));
          return (
            judge(classified.table, routes, routeLimit) ??
            cannotTell(routes.forNodes === null ? 'The size of the node pools is not known.' : whyNotAllNodes)
          );
        }),
      ),
    );
  },
});

/** Undefined where only routes without a node, whose number is not known, could still make it fail. */
function judge(table: RouteTable, routes: RoutesAtFullScale, routeLimit: number): Judgement | undefined {
  const peak = routes.custom + (routes.stale ?? 0) + (routes.forNodes ?? 0);
  const evidence = { peak, routeLimit, ...routes };
  if (peak <= routeLimit) {
    if (routes.stale === null || routes.forNodes === null) return undefined;
    return pass(table.id, `Route table ${table.name} would hold ${peak} of ${routeLimit} routes at most.`, {
      evidence,
    });
  }
  const counted = `${routes.custom} custom, ${routes.stale ?? 'an unknown number'} without a node, ${routes.forNodes ?? 'an unknown number'} for nodes`;
  const atLeast = routes.stale === null || routes.forNodes === null ? 'at least ' : '';
  return fail(
    table.id,
    `Route table ${table.name} would hold ${atLeast}${peak} of ${routeLimit} routes with every pool at its maximum (${counted}).`,
    { evidence },
  );
}
