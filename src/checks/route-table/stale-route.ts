import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { RouteTable } from '../../model/azure/route-table.ts';
import type { ClusterNode, PreviousAudit, TableNeighbour } from '../../model/cluster-facts.ts';
import { agrees } from '../../model/count-of.ts';
import { valueIfKnown } from '../../model/fact.ts';
import type { AllFacts } from '../../network/derived-facts.ts';
import { whyNodesCannotBeJudged } from '../../network/node-list.ts';
import { nodeObjectEvidence } from '../../network/node-objects.ts';
import { type ClassifiedTable, deletedAlong, routeNodeName } from '../../network/routes.ts';
import { judgeStaleRoutes, type StaleRoute } from '../../network/stale-routes.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { type Assessment, fail, given, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { deleteRouteCommand, nameRoute, routeParameters, routeResourceId } from '../routes-of-tables.ts';
import { azureRoutes } from '../sources.ts';
import { whyItStays, whyTableIsNotWritten } from '../table-writes.ts';

const highFromPercent = 80;

export default defineCheck({
  code: 'RT-005',
  category: 'routeTable',
  title: 'Every route of AKS has its node',
  failureTitle: 'A route has outlived its node',
  severities: ['high', 'medium'],
  condition: `Fails for every route that AKS made (inside the pod CIDRs, and named as AKS names) whose node was absent in two audits one after the other. Medium; high when the table holds ${highFromPercent} % or more of the routes it can. Without an earlier audit the finding is suspected, unless the cluster's API was read and the node object is gone as well. While the node object is still there the route has its node, and passes. Routes of another audited cluster's present nodes are RT-003's.`,
  why: 'It takes a place in a table that is limited, and once its /24 is given to another node it sends that traffic nowhere.',
  fix: {
    text: 'Delete the route, but only after kubectl get node shows that the node object is gone: a node that comes back needs its route. Nothing restarts.',
    commands: ['kubectl --context {cluster} get node {node}', deleteRouteCommand],
  },
  sources: [
    {
      title: 'Routes of vanished nodes stay behind',
      url: 'https://github.com/kubernetes-sigs/cloud-provider-azure/issues/875',
      sure: 'reported',
    },
    azureRoutes,
  ],
  needs: ['managedCluster', 'routeTables', 'nodes', 'tableNeighbours'],
  failsWithout: ['routeTables'],

  evaluate(facts, { routeLimit }, all) {
    return (
      whyNodesCannotBeJudged(facts.managedCluster, facts.nodes) ??
      given(all.classifiedTables, (tables) => judge(tables, { ...facts, routeLimit, all }))
    );
  },
});

interface Beside {
  readonly managedCluster: ManagedCluster;
  readonly nodes: readonly ClusterNode[];
  readonly tableNeighbours: readonly TableNeighbour[];
  readonly routeLimit: number;
  readonly all: AllFacts;
}

function judge(tables: readonly ClassifiedTable[], beside: Beside): Assessment {
  if (tables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
  const { managedCluster, nodes, tableNeighbours, routeLimit, all } = beside;
  const staleOf = judgeStaleRoutes(managedCluster, nodes, tableNeighbours, all);
  return assessEach(
    tables.flatMap((classified) => {
      const { table } = classified;
      const stale = staleOf(classified);
      if (stale.length === 0) {
        const message = `Every route of AKS in ${table.name} has its node.`;
        return [pass(table.id, message, { evidence: usage(table, routeLimit) })];
      }
      const causes = whyTableIsNotWritten(all, [table], routeLimit);
      const context = { routeLimit, previous: valueIfKnown(all.previousAudit), causes };
      return stale.map((each) => judgeStale(table, each, context));
    }),
  );
}

interface Context {
  readonly routeLimit: number;
  readonly previous: PreviousAudit | undefined;
  /** What keeps AKS from writing the table. */
  readonly causes: readonly string[];
}

function judgeStale(
  table: RouteTable,
  { classified: { route, nodeName }, object, state }: StaleRoute,
  { routeLimit, previous, causes }: Context,
): Judgement | Gap {
  const id = routeResourceId(table.id, route);
  const named = nameRoute(table, route);
  if (state === 'unlisted') {
    return cannotTell(
      `Whether the node of ${named} is gone cannot be told: Azure lists fewer nodes of its pool than it counts.`,
    );
  }
  const evidence = {
    node: nodeName,
    addressPrefix: route.addressPrefix,
    ...usage(table, routeLimit),
    ...nodeObjectEvidence(object),
  };
  if (state === 'objectRemains') {
    const message = `${named} names a node whose machine is gone, but its node object is still there: AKS removes the route with the object.`;
    return pass(id, message, { evidence });
  }
  const sentence = `${named} names a node that does not exist.`;
  if (state === 'first') {
    const message = `${sentence} The audit of ${previous?.asOf} did not find it so: it counts when the next one does again.`;
    return pass(id, message, { evidence });
  }
  const stays = whyItStays(causes, previous !== undefined);
  const along = deletedAlong(route, table.routes).filter((other) => routeNodeName(other) !== nodeName);
  const others =
    along.length === 0
      ? ''
      : ` When AKS deletes it, ${agrees(along.length, 'other route goes', 'other routes go')} for a cycle, the first ${along[0]?.name}: their names begin with the node's.`;
  return fail(id, `${sentence}${stays}${others}`, {
    severity: table.routes.length * 100 >= highFromPercent * routeLimit ? 'high' : 'medium',
    confidence: previous === undefined && object.state === 'unknown' ? 'suspected' : 'measured',
    evidence: { ...evidence, staleSince: previous?.asOf ?? null },
    parameters: { ...routeParameters(table.id, route), node: nodeName },
  });
}

function usage(table: RouteTable, routeLimit: number) {
  return { routes: table.routes.length, routeLimit };
}
