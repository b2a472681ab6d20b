import type { TableNeighbour } from '../../model/cluster-facts.ts';
import { distinctResourceIds, resourceNameOf } from '../../model/resource-id.ts';
import { sharersOf } from '../../network/table-sharing.ts';
import { assessed, fail, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { configureKubenet, routeController } from '../sources.ts';

export default defineCheck({
  code: 'RT-003',
  category: 'routeTable',
  title: 'No other cluster uses the route table',
  failureTitle: 'The route table is shared with another cluster',
  severities: ['blocker'],
  condition:
    "Fails for every route table that node subnets of another audited kubenet cluster use too, or that holds, inside this cluster's pod CIDRs, a route named after a present node of another audited cluster.",
  why: "Each cluster's controller deletes routes in its pod CIDR that are not its own nodes'. With overlapping pod CIDRs the clusters delete each other's routes for ever; without, they still share one limit of routes, and the migration of one changes the other's table.",
  fix: {
    text: 'Give each cluster subnets and a route table of its own. AKS does not allow the table of a node subnet to be swapped under a running cluster, so the second cluster usually has to be rebuilt in new subnets; plan it as a move.',
    commands: [],
  },
  sources: [configureKubenet, routeController],
  needs: ['nodeSubnets', 'tableNeighbours'],
  failsWithout: ['nodeSubnets', 'tableNeighbours'],

  evaluate({ nodeSubnets, tableNeighbours }) {
    const tables = distinctResourceIds(nodeSubnets.flatMap(({ routeTableId }) => routeTableId || []));
    if (tables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    return assessed(tables.map((table) => judgeTable(table, tableNeighbours)));
  },
});

function judgeTable(table: string, neighbours: readonly TableNeighbour[]) {
  const sharing = sharersOf(table, neighbours);
  const clusters = distinctResourceIds(sharing.map(({ clusterId }) => clusterId));
  const evidence = {
    otherClusters: clusters,
    theirNodeSubnets: sharing.flatMap(({ nodeSubnetIds }) => nodeSubnetIds),
    theirRoutes: sharing.flatMap(({ routeNames }) => routeNames),
  };
  const name = resourceNameOf(table);
  return clusters.length > 0
    ? fail(table, `${name} is also used by ${clusters.map(resourceNameOf).join(', ')}.`, { evidence })
    : pass(table, `${name} is used by no other audited cluster.`, { evidence });
}
