import { valueIfKnown } from '../../model/fact.ts';
import { hasNodeNameSeparator, staleRouteKey } from '../../network/routes.ts';
import { assessed, fail, given, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { deleteRouteCommand, nameRoute, routeParameters, routeResourceId } from '../routes-of-tables.ts';
import { whyItStays, whyTableIsNotWritten } from '../table-writes.ts';

/** Old names are those of nodes: a route with another is the owner's. */
const nodeNamePrefix = /^aks-/i;

export default defineCheck({
  code: 'RT-008',
  category: 'routeTable',
  title: 'Every pod route is named the way AKS names today',
  failureTitle: 'A pod route has a name from before Kubernetes 1.21',
  severities: ['low'],
  condition:
    'Fails for each route inside the pod CIDRs that is named as AKS names nodes (aks-…), without four underscores in a row.',
  why: "Such a route is a leftover of a cluster older than 1.21. The controller takes it away in its first cycle, whether its node exists or not: one that stays says that it cannot write the table (lock, rights, policy, limit). One that you made is RT-010's.",
  fix: {
    text: 'Delete the route if its node is gone: see that kubectl get nodes does not list it. Nothing restarts.',
    commands: ['kubectl --context {cluster} get node {route}', deleteRouteCommand],
  },
  sources: [
    {
      title: 'Routes with names from before 1.21',
      url: 'https://github.com/kubernetes-sigs/cloud-provider-azure/issues/875',
      sure: 'reported',
    },
  ],
  needs: ['routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ routeTables }, { routeLimit }, all) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    const seen = new Set(valueIfKnown(all.previousAudit)?.staleRoutes.map((key) => key.toLowerCase()));
    return given(all.classifiedTables, (tables) =>
      assessed(
        tables.flatMap(({ table, routes }) => {
          const causes = whyTableIsNotWritten(all, [table], routeLimit);
          const legacy = routes
            .filter(
              ({ route, insidePodCidr }) =>
                insidePodCidr && !hasNodeNameSeparator(route) && nodeNamePrefix.test(route.name),
            )
            .map(({ route }) => route);
          if (legacy.length === 0) return [pass(table.id, `Every pod route of ${table.name} has a current name.`)];
          return legacy.map((route) =>
            fail(
              routeResourceId(table.id, route),
              `${nameRoute(table, route)} has a name from before 1.21.${whyItStays(causes, seen.has(staleRouteKey(table.id, route.name)))}`,
              {
                evidence: { addressPrefix: route.addressPrefix },
                parameters: routeParameters(table.id, route),
              },
            ),
          );
        }),
      ),
    );
  },
});
