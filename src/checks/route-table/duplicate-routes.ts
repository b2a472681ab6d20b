import type { RouteTable } from '../../model/azure/route-table.ts';
import { canonicalText } from '../../network/cidr.ts';
import type { ClassifiedRoute, ClassifiedTable } from '../../network/routes.ts';
import { assessed, fail, given, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import {
  deleteRouteCommand,
  nameRoute,
  routeParameters,
  routeResourceId,
  routeTableParameters,
} from '../routes-of-tables.ts';

export default defineCheck({
  code: 'RT-007',
  category: 'routeTable',
  title: 'Every prefix, and every node, has one route',
  failureTitle: 'A prefix or a node has two routes',
  severities: ['high'],
  condition:
    "Fails when two routes of a table have the same prefix, when AKS's routes name a node twice for one address family, and when an IPv6 prefix of a present node is spelled otherwise than AKS spells it.",
  why: 'Of two routes for a prefix one decides, and nobody says which; a node with two routes of a family holds a block that belongs to another, and traffic for it goes astray.',
  fix: {
    text: 'Compare the routes with the pod CIDR of the node and delete the one that is wrong. AKS itself deletes all routes of a present node that has a second one, or an IPv6 prefix in another spelling, and writes the right one a cycle later: whoever puts it back at every run of a template cuts that node off each time.',
    commands: [
      `kubectl --context {cluster} get nodes --output "custom-columns=NAME:.metadata.name,CIDRS:.spec.podCIDRs"`,
      deleteRouteCommand,
    ],
  },
  sources: [
    {
      title: 'One route for each node',
      url: 'https://learn.microsoft.com/azure/aks/configure-kubenet',
      sure: 'inferred',
    },
  ],
  needs: ['routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ routeTables }, _context, { classifiedTables }) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    return given(classifiedTables, (tables) => assessed(tables.flatMap(judge)));
  },
});

function judge({ table, routes }: ClassifiedTable): readonly Judgement[] {
  const samePrefix = groups(routes, prefixKey).map((group) =>
    judgeGroup(table, group, `lead to ${group[0]?.route.addressPrefix}`),
  );
  const aksRoutes = routes.filter(({ isAksRoute }) => isAksRoute);
  const sameNode = groups(aksRoutes, ({ nodeName, cidr }) => `${cidr?.family} ${nodeName}`)
    .filter((group) => new Set(group.map(prefixKey)).size > 1)
    .map((group) => judgeGroup(table, group, `name node ${group[0]?.nodeName}`));
  const respelled = aksRoutes.filter(isRespelled).map((route) => judgeRespelled(table, route));
  const failing = [...samePrefix, ...sameNode, ...respelled];
  return failing.length > 0 ? failing : [pass(table.id, `No prefix and no node has two routes in ${table.name}.`)];
}

/** The controller compares prefixes as text; those of IPv6 have several. */
function isRespelled({ cidr, node, route }: ClassifiedRoute): boolean {
  return cidr?.family === 6 && node !== undefined && route.addressPrefix !== canonicalText(cidr);
}

function judgeRespelled(table: RouteTable, { route, cidr, nodeName }: ClassifiedRoute): Judgement {
  return fail(
    routeResourceId(table.id, route),
    `${nameRoute(table, route)} spells the range of node ${nodeName} otherwise than AKS, which deletes all routes of that node for it and writes them a cycle later.`,
    {
      evidence: { addressPrefix: route.addressPrefix, asAksSpellsIt: cidr === undefined ? null : canonicalText(cidr) },
      parameters: routeParameters(table.id, route),
    },
  );
}

/** The same range in any spelling; service tags by their text. */
function prefixKey({ route, cidr }: ClassifiedRoute): string | number {
  if (cidr === undefined) return route.addressPrefix.toLowerCase();
  // One number holds a range of IPv4, and costs less than the text of a big one: tables hold hundreds.
  return cidr.family === 4 ? Number(cidr.first) * 64 + cidr.prefixLength : `${cidr.first}/${cidr.prefixLength}`;
}

function groups(routes: readonly ClassifiedRoute[], key: (route: ClassifiedRoute) => string | number) {
  return [...Map.groupBy(routes, key).values()].filter((group) => group.length > 1);
}

function judgeGroup(table: RouteTable, group: readonly ClassifiedRoute[], what: string): Judgement {
  const routes = group.map(({ route }) => route);
  const last = routes.at(-1);
  return fail(
    last === undefined ? table.id : routeResourceId(table.id, last),
    `Routes ${routes.map(({ name }) => name).join(', ')} of ${table.name} ${what}.`,
    {
      evidence: { routes: routes.map(({ name, addressPrefix }) => ({ name, addressPrefix })) },
      parameters: routeTableParameters(table.id),
    },
  );
}
