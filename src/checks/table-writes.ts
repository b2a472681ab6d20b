import { isEnum } from '../model/azure/managed-cluster.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import { isAtOrBelow, resourceNameOf, sameResource } from '../model/resource-id.ts';
import { clusterPrincipalId } from '../network/cluster-principal.ts';
import { isManagedTable } from '../network/ownership.ts';
import { ipFamilyCount } from '../network/pod-cidrs.ts';
import { holdsAt, isHeldBy } from '../network/role-rights.ts';

/**
 * What was read that keeps AKS from writing these tables, a sentence each. From Kubernetes 1.31 on a refused write shows neither in an
 * event nor in a node's condition, so the cause has to be looked for here.
 */
export function whyTableIsNotWritten(
  facts: ClusterFacts,
  tables: readonly RouteTable[],
  routeLimit: number,
): readonly string[] {
  const cluster = valueIfKnown(facts.managedCluster);
  if (cluster === undefined) return [];
  const perNode = ipFamilyCount(cluster);
  return tables.flatMap((table) => [
    ...(table.routes.length + (perNode ?? 1) > routeLimit
      ? [`${table.name} is full, with ${table.routes.length} of ${routeLimit} routes.`]
      : []),
    ...(valueIfKnown(facts.locks) ?? [])
      .filter(({ level, scopeId }) => isEnum(level, 'ReadOnly') && isAtOrBelow(table.id, scopeId))
      .map(({ name }) => `Lock ${name} forbids every write of ${table.name}.`),
    ...(isUnfinished(table.provisioningState) ? [`${table.name} is ${table.provisioningState}.`] : []),
    ...(isManagedTable(table.id, cluster) === false ? missingRights(facts, table) : []),
    ...(valueIfKnown(facts.routingConfigurations) ?? []).map(
      ({ name }) => `${name} of a network manager writes there too.`,
    ),
    ...(valueIfKnown(facts.tableNeighbours) ?? [])
      .filter(({ routeTableId }) => sameResource(routeTableId, table.id))
      .map(({ clusterId }) => `${resourceNameOf(clusterId)} writes to ${table.name} as well.`),
  ]);
}

/** Of a route that AKS takes away in its first cycle, and that two audits saw. */
function outlivedTwoAudits(causes: readonly string[]): string {
  const why =
    causes.length > 0 ? causes.join(' ') : 'Look for a lock, missing rights, a policy, or the limit of routes.';
  return ` It has outlived two audits, which AKS takes away in its first cycle: the controller cannot write. ${why}`;
}

/** Of a route that AKS takes away in its first cycle: what was read that keeps it from that, even where no two audits saw it. */
export function whyItStays(causes: readonly string[], isOld: boolean): string {
  if (isOld) return outlivedTwoAudits(causes);
  return causes.length === 0 ? '' : ` AKS would have taken it away: ${causes.join(' ')}`;
}

function isUnfinished(state: string | undefined): boolean {
  return state !== undefined && !isEnum(state, 'Succeeded');
}

function missingRights({ managedCluster, roleAssignments }: ClusterFacts, table: RouteTable): readonly string[] {
  const principal = managedCluster.known ? clusterPrincipalId(managedCluster.value) : undefined;
  const assignments = valueIfKnown(roleAssignments);
  if (principal === undefined || assignments === undefined) return [];
  const own = assignments.filter((each) => isHeldBy(each, principal) && holdsAt(each, table.id));
  const ofGroups = assignments.some((each) => isEnum(each.principalType, 'Group') && holdsAt(each, table.id));
  return own.length > 0 || ofGroups ? [] : [`The identity of the cluster holds no role on ${table.name}.`];
}
