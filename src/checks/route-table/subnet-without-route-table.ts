import type { NodeSubnet } from '../../model/cluster-facts.ts';
import { countOf } from '../../model/count-of.ts';
import { valueIfKnown } from '../../model/fact.ts';
import { distinctResourceIds, resourceNameOf, sameResource } from '../../model/resource-id.ts';
import type { AllFacts } from '../../network/derived-facts.ts';
import { type PodTable, podTables } from '../../network/pod-table.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { configureKubenet } from '../sources.ts';

export default defineCheck({
  code: 'RT-001',
  category: 'routeTable',
  title: 'Every node subnet has the route table that leads to the pods',
  failureTitle: 'A node subnet is without the route table that leads to the pods',
  severities: ['blocker'],
  live: true,
  condition:
    'Fails for every node subnet that is associated with no route table, and for one whose table lacks routes of nodes that another table holds: the one that AKS writes to, on another subnet or, detached, on none. The table with the routes of most nodes is the right one.',
  why: "Pods on different nodes reach each other only through the routes AKS writes, in the table of the sender's subnet. Without that table the traffic is lost. A template that leaves the association out, or names a firewall's table, removes it each time it is applied.",
  fix: {
    text: "Associate the subnet with the cluster's route table. Traffic between nodes resumes as soon as the association is made; nothing restarts. Add the association to the template, or its next run takes it away again.",
    commands: ['az network vnet subnet update --ids {subnetId} --route-table {routeTableId}'],
  },
  sources: [
    configureKubenet,
    {
      title: 'A pool whose subnet has another table',
      url: 'https://github.com/Azure/AKS/issues/1500',
      sure: 'reported',
    },
    {
      title: 'A table that was swapped off the node subnet',
      url: 'https://github.com/Azure/AgentBaker/pull/8279',
      sure: 'reported',
    },
    {
      title: 'Pods lose each other after the route table is gone',
      url: 'https://github.com/Azure/AKS/issues/718',
      sure: 'reported',
    },
    {
      title: 'A template run that removes the association',
      url: 'https://github.com/ansible-collections/azure/issues/890',
      sure: 'reported',
    },
  ],
  needs: ['nodeSubnets'],
  failsWithout: ['nodeSubnets'],

  evaluate({ nodeSubnets }, _context, all) {
    const right = valueIfKnown(all.podTable);
    return assessEach(nodeSubnets.map((subnet) => judgeSubnet(subnet, nodeSubnets, all, right)));
  },
});

function judgeSubnet(
  subnet: NodeSubnet,
  nodeSubnets: readonly NodeSubnet[],
  all: AllFacts,
  right: PodTable | undefined,
): Judgement | Gap {
  const { id, name, routeTableId } = subnet;
  if (routeTableId && !all.routeTables.known && usesSeveral(nodeSubnets)) return cannotTell(all.routeTables.reason);
  const evidence = {
    routeTableId: routeTableId || null,
    pools: subnet.poolNames,
    podRoutesIn: right?.table.id ?? null,
    nodesWithRouteThere: right?.nodeNames.size ?? null,
  };
  const only = right?.table.id ?? nodeSubnets.flatMap((each) => each.routeTableId || [])[0];
  const parameters = { subnetId: id, ...(only === undefined ? {} : { routeTableId: only }) };
  // Without a table to name there is no command: any other table would lead elsewhere.
  const details = { evidence, parameters, ...(only === undefined ? { commands: [] } : {}) };
  if (!routeTableId) {
    const saying = `Subnet ${name} has no route table: pods on its nodes cannot reach other nodes' pods.`;
    return fail(id, `${saying}${whereRoutesMayBe(right, all)}`, details);
  }
  const missing = right === undefined ? [] : missingNodes(all, routeTableId, right);
  if (right === undefined || missing.length === 0)
    return pass(id, `Subnet ${name} uses ${routeTableId}.`, { evidence });
  return fail(
    id,
    `Subnet ${name} uses ${resourceNameOf(routeTableId)}, which has no route to the pods of ${missing.length} of ${countOf(right.nodeNames.size, 'node')}: what leaves this subnet for them is lost. ${whereRoutesAre(right)} Copy routes of your own over before the tables change places.`,
    { ...details, evidence: { ...evidence, nodesWithoutRouteHere: missing.slice(0, 20) } },
  );
}

function usesSeveral(nodeSubnets: readonly NodeSubnet[]): boolean {
  return distinctResourceIds(nodeSubnets.flatMap(({ routeTableId }) => routeTableId || [])).length > 1;
}

/** Nodes that the right table leads to and the subnet's does not. */
function missingNodes({ classifiedTables, nodes }: AllFacts, routeTableId: string, right: PodTable) {
  const own = valueIfKnown(classifiedTables)?.filter(({ table }) => sameResource(table.id, routeTableId)) ?? [];
  if (own.length === 0 || sameResource(right.table.id, routeTableId)) return [];
  const here = podTables(own, nodes.known)[0]?.nodeNames ?? new Set<string>();
  return [...right.nodeNames].filter((name) => !here.has(name)).sort();
}

function whereRoutesMayBe(right: PodTable | undefined, { otherRouteTables }: AllFacts): string {
  if (right !== undefined) return ` ${whereRoutesAre(right)}`;
  return otherRouteTables.known ? '' : ` Which table holds the routes is not known: ${otherRouteTables.reason}`;
}

function whereRoutesAre({ table, nodeNames }: PodTable): string {
  const hangs = table.subnetIds.length === 0 ? ', which hangs on no subnet,' : '';
  return `Table ${table.name}${hangs} holds the routes of ${countOf(nodeNames.size, 'node')}: put it on the subnet, and keep it.`;
}
