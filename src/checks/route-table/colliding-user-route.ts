import type { RouteTable } from '../../model/azure/route-table.ts';
import { type Cidr, contains, touchesWithAnEnd } from '../../network/cidr.ts';
import { podCidrs } from '../../network/pod-cidrs.ts';
import { type ClassifiedRoute, classifyRoutes, hasNodeNameSeparator } from '../../network/routes.ts';
import { assessed, fail, notApplicable, pass, unknown } from '../assessment.ts';
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
  severities: ['high'],
  condition: `Fails for every route that AKS did not name and whose first or last address lies in a pod CIDR, and for every IPv4 route inside a pod CIDR with a prefix longer than /${nodePrefixLength}, whatever its name. A wider route around the pod CIDR, such as 0.0.0.0/0, does not collide; service tags are ignored.`,
  why: "The controller deletes such a route within a cycle, because it takes everything in the pod CIDR for its own; and while it exists, a longer prefix takes traffic away from a node's pods.",
  fix: {
    text: 'Move the route out of the pod CIDR: split it, or give the service behind it another range. Delete it here once what it serves has another way.',
    commands: [deleteRouteCommand],
  },
  sources: [routeController],
  needs: ['managedCluster', 'routeTables', 'nodes'],

  evaluate({ managedCluster, routeTables, nodes }) {
    const pods = podCidrs(managedCluster);
    if (pods.problem !== undefined) return unknown(pods.problem);
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    return assessed(
      routeTables.flatMap((table) => {
        const colliding = classifyRoutes(table, pods.cidrs, nodes).filter((route) => collides(route, pods.cidrs));
        if (colliding.length === 0) return [pass(table.id, `No route of ${table.name} collides with the pod CIDR.`)];
        return colliding.map((route) => judgeColliding(table, route, pods.cidrs));
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

function judgeColliding(table: RouteTable, { route }: ClassifiedRoute, pods: readonly Cidr[]) {
  const podCidrTexts = pods.map(({ text }) => text);
  return fail(
    routeResourceId(table.id, route),
    `${nameRoute(table, route)} collides with the pod CIDR ${podCidrTexts.join(', ')}.`,
    {
      evidence: { addressPrefix: route.addressPrefix, podCidrs: podCidrTexts },
      parameters: routeParameters(table.id, route),
    },
  );
}
