import { isEnum } from '../../model/azure/managed-cluster.ts';
import type { RouteTable } from '../../model/azure/route-table.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'RT-013',
  category: 'routeTable',
  title: 'The route table and its routes are in place',
  failureTitle: 'A write of the route table did not succeed',
  severities: ['high'],
  condition: 'Fails for each table whose provisioningState, or that of one of its routes, is not Succeeded.',
  why: 'The controller writes the whole table at once. While a write has failed, later ones may fail too, and what the table says is not what the network does.',
  fix: {
    text: 'Find the failed write in the activity log, mend its cause (lock, policy, rights), and write the table again as it is. A write that changes nothing interrupts nothing.',
    commands: [
      'az monitor activity-log list --subscription {subscription} --resource-id {routeTableId} --status Failed --offset 7d',
      'az network route-table update --ids {routeTableId}',
    ],
  },
  sources: [
    {
      title: 'Provisioning state of a route table',
      url: 'https://learn.microsoft.com/rest/api/virtualnetwork/route-tables/get',
      sure: 'documented',
    },
  ],
  needs: ['routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ routeTables }) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    return assessEach(routeTables.map(judge));
  },
});

function judge(table: RouteTable): Judgement | Gap {
  const { id, name, provisioningState } = table;
  const routes = table.routes.filter((route) => isUnfinished(route.provisioningState));
  const evidence = {
    provisioningState: provisioningState ?? null,
    routes: routes.map((route) => ({ name: route.name, provisioningState: route.provisioningState ?? null })),
  };
  if (!isUnfinished(provisioningState) && routes.length === 0) {
    const silent = table.routes.find((route) => route.provisioningState === undefined);
    if (provisioningState === undefined) return cannotTell(`Route table ${name} states no provisioning state.`);
    return silent !== undefined
      ? cannotTell(`Route ${silent.name} of ${name} states no provisioning state.`)
      : pass(id, `Route table ${name} and its routes are in place.`, { evidence });
  }
  const unfinished = routes.length > 0 ? `, and ${routes.length} of its routes are not in place` : '';
  return fail(id, `Route table ${name} is ${provisioningState ?? 'in no stated state'}${unfinished}.`, {
    evidence,
    parameters: { routeTableId: id },
  });
}

function isUnfinished(provisioningState: string | undefined): boolean {
  return provisioningState !== undefined && !isEnum(provisioningState, 'Succeeded');
}
