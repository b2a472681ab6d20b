import type { RouteTable } from '../../model/azure/route-table.ts';
import type { ClusterNode } from '../../model/cluster-facts.ts';
import { type Cidr, contains, touchesWithAnEnd } from '../../network/cidr.ts';
import { type ClassifiedRoute, deletedAlong, hasNodeNameSeparator } from '../../network/routes.ts';
import { assessed, fail, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { deleteRouteCommand, nameRoute, routeParameters, routeResourceId } from '../routes-of-tables.ts';
import { routeController } from '../sources.ts';

/** What one node gets of an IPv4 pod CIDR. */
const nodePrefixLength = 24;

export default defineCheck({
  code: 'RT-010',
  category: 'routeTable',
  title: 'No route of yours collides with the pod CIDR',
  failureTitle: 'A route of yours collides with the pod CIDR',
  severities: ['blocker', 'high'],
  severityWhenUnknown: 'high',
  condition: `Fails for every route that AKS did not name and whose first or last address lies in a pod CIDR, and for every IPv4 route inside a pod CIDR with a prefix longer than /${nodePrefixLength}, whatever its name. A wider route around the pod CIDR, such as 0.0.0.0/0, does not collide; service tags are ignored. Fails also for a route of yours anywhere whose name begins with a present node's name, since it goes when that node goes. Blocker where the deletion takes a node's route or 0.0.0.0/0 with it: every route whose name begins with the deleted one's goes in the same write.`,
  why: "The controller deletes such a route within a cycle, because it takes everything in the pod CIDR for its own; and while it exists, a longer prefix takes traffic away from a node's pods.",
  fix: {
    text: 'Move the route out of the pod CIDR: split it, or give the service behind it another range. Delete it here once what it serves has another way.',
    commands: [deleteRouteCommand],
  },
  sources: [routeController],
  needs: ['podCidrs', 'classifiedTables', 'nodes'],
  failsWithout: ['classifiedTables'],

  evaluate({ podCidrs, classifiedTables, nodes }) {
    if (classifiedTables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    return assessed(
      classifiedTables.flatMap(({ table, routes: all }) => {
        const colliding = all.filter((route) => collides(route, podCidrs));
        const doomed = all
          .filter((route) => !colliding.includes(route))
          .flatMap((route) => judgeDoomed(table, route, nodes));
        if (colliding.length + doomed.length === 0)
          return [pass(table.id, `No route of ${table.name} collides with the pod CIDR.`)];
        return [...colliding.map((route) => judgeColliding(table, route, { pods: podCidrs, all })), ...doomed];
      }),
    );
  },
});

function collides(classified: ClassifiedRoute, pods: readonly Cidr[]): boolean {
  const { cidr } = classified;
  if (cidr === undefined) return false;
  const touches = pods.some((pod) => touchesWithAnEnd(pod, cidr));
  return (touches && !isNamedByAks(classified)) || isLongerThanANode(cidr, pods);
}

function isNamedByAks({ route, node }: ClassifiedRoute): boolean {
  return hasNodeNameSeparator(route) || node !== undefined;
}

function isLongerThanANode(cidr: Cidr, pods: readonly Cidr[]): boolean {
  return cidr.family === 4 && cidr.prefixLength > nodePrefixLength && pods.some((pod) => contains(pod, cidr));
}

interface Beside {
  readonly pods: readonly Cidr[];
  readonly all: readonly ClassifiedRoute[];
}

function judgeColliding(table: RouteTable, classified: ClassifiedRoute, { pods, all }: Beside) {
  const { route } = classified;
  const podCidrTexts = pods.map(({ text }) => text);
  const along = deletedAlong(
    route,
    all.map((other) => other.route),
  );
  const taken = all.filter((other) => along.includes(other.route));
  const names = taken.map((other) => `${other.route.name} (${other.route.addressPrefix})`);
  const isSevere = taken.some((other) => (other.isAksRoute && other.node !== undefined) || isDefaultRoute(other));
  const also =
    names.length === 0
      ? ''
      : ` AKS deletes it within a cycle, and with it every route whose name begins with ${route.name}: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
  return fail(
    routeResourceId(table.id, route),
    `${nameRoute(table, route)} collides with the pod CIDR ${podCidrTexts.join(', ')}.${also}`,
    {
      severity: isSevere ? 'blocker' : 'high',
      evidence: { addressPrefix: route.addressPrefix, podCidrs: podCidrTexts, deletedWithIt: names },
      parameters: routeParameters(table.id, route),
    },
  );
}

/** A route of the owner's outside the pod CIDR, whose name begins with a node's: it goes when that node goes. */
function judgeDoomed(
  table: RouteTable,
  classified: ClassifiedRoute,
  nodes: readonly ClusterNode[],
): readonly Judgement[] {
  const { route, insidePodCidr } = classified;
  const node = insidePodCidr ? undefined : nodes.find(({ name }) => route.name.startsWith(name));
  if (node === undefined) return [];
  return [
    fail(
      routeResourceId(table.id, route),
      `${nameRoute(table, route)} begins with the name of node ${node.name}: AKS deletes it when that node goes. Make it again under another name first.`,
      {
        severity: isDefaultRoute(classified) ? 'blocker' : 'high',
        evidence: { addressPrefix: route.addressPrefix, node: node.name },
        commands: [],
      },
    ),
  ];
}

function isDefaultRoute({ cidr }: ClassifiedRoute): boolean {
  return cidr?.prefixLength === 0;
}
