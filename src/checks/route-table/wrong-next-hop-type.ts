import { isAppliance } from '../../network/routes.ts';
import { assessed, fail, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { deleteRouteCommand, nameRoute, routeParameters, routeResourceId } from '../routes-of-tables.ts';
import { azureRoutes } from '../sources.ts';

export default defineCheck({
  code: 'RT-009',
  category: 'routeTable',
  title: 'Every route in the pod CIDR leads to a virtual appliance',
  failureTitle: 'A route in the pod CIDR has a next hop type that reaches no node',
  severities: ['high'],
  condition:
    'Fails for every route whose prefix lies inside a pod CIDR and whose next hop type is not VirtualAppliance, whoever made it; suspected where the type is not stated.',
  why: 'Only a virtual appliance hop hands packets to the network interface of a node. With any other type the packets for those pods never get there.',
  fix: {
    text: 'Delete the route; if it is the route of a node that exists, the controller writes its own, usually within two minutes. Nothing restarts.',
    commands: [deleteRouteCommand],
  },
  sources: [azureRoutes],
  needs: ['classifiedTables'],
  failsWithout: ['classifiedTables'],

  evaluate({ classifiedTables }) {
    if (classifiedTables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    return assessed(
      classifiedTables.flatMap(({ table, routes }) => {
        const wrong = routes.filter(({ insidePodCidr, route }) => insidePodCidr && !isAppliance(route));
        if (wrong.length === 0) return [pass(table.id, `No route of ${table.name} has a wrong next hop type.`)];
        return wrong.map(({ route }) =>
          fail(
            routeResourceId(table.id, route),
            `${nameRoute(table, route)} has next hop type ${route.nextHopType ?? '(none)'} instead of VirtualAppliance.`,
            {
              ...(route.nextHopType === undefined ? { confidence: 'suspected' as const, commands: [] } : {}),
              evidence: { addressPrefix: route.addressPrefix, nextHopType: route.nextHopType ?? null },
              parameters: routeParameters(table.id, route),
            },
          ),
        );
      }),
    );
  },
});
