import type { ManagementLock } from '../../model/azure/authorization.ts';
import { isEnum } from '../../model/azure/managed-cluster.ts';
import type { Severity } from '../../model/finding.ts';
import {
  distinctResourceIds,
  isAtOrBelow,
  parentResourceId,
  resourceGroupId,
  resourceNameOf,
  subscriptionIdOf,
} from '../../model/resource-id.ts';
import { ownedNodeSubnetIds } from '../../network/ownership.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { resourceLocks, upgradeOptions } from '../sources.ts';

export default defineCheck({
  code: 'MIG-012',
  category: 'migration',
  title: 'No lock stops the migration',
  failureTitle: 'A lock stops the migration, or covers what it changes',
  severities: ['blocker', 'low'],
  condition:
    'Fails for each ReadOnly lock on, or inherited by, the node resource group, a route table, the virtual network or a node subnet (blocker); for each CanNotDelete lock on, or inherited by, the node resource group or a route table in it, which has to be deleted (blocker); and for each other CanNotDelete lock on a table, network or subnet, which does not stop their update (low).',
  why: 'The migration deletes the route table that AKS made, changes subnets and tables, and replaces machines in the node resource group. A lock refuses that in the middle, with nodes in flight.',
  fix: {
    text: 'Delete the lock for the migration window and put it back afterwards. It restarts nothing; while it is gone the resources are not protected.',
    commands: ['az lock delete --ids {lockId}'],
  },
  sources: [resourceLocks, upgradeOptions],
  needs: ['managedCluster', 'nodeSubnets', 'locks'],
  failsWithout: ['nodeSubnets', 'locks'],

  evaluate({ managedCluster, nodeSubnets, locks }) {
    const { id, name, nodeResourceGroup } = managedCluster;
    if (nodeResourceGroup === undefined) return unknown('The cluster states no node resource group.');
    const nodeGroup = resourceGroupId(subscriptionIdOf(id) ?? '', nodeResourceGroup);
    const tables = nodeSubnets.flatMap(({ routeTableId }) => routeTableId ?? []);
    const network = distinctResourceIds([
      ...tables,
      ...ownedNodeSubnetIds(managedCluster).flatMap((subnetId) => [subnetId, parentResourceId(subnetId)]),
      ...nodeSubnets.flatMap((subnet) => [subnet.id, subnet.virtualNetworkId]),
    ]);
    const deleted = [nodeGroup, ...tables.filter((table) => isAtOrBelow(table, nodeGroup))];
    const found = locks.flatMap((lock) => judge(lock, [nodeGroup, ...network], deleted));
    return assessEach(found.length > 0 ? found : [pass(id, `No lock covers ${name}, its network or its nodes.`)]);
  },
});

/**
 * @param changed what the migration changes
 * @param deleted what it deletes, or deletes things in
 */
function judge(lock: ManagementLock, changed: readonly string[], deleted: readonly string[]): (Judgement | Gap)[] {
  const covered = changed.filter((id) => isAtOrBelow(id, lock.scopeId));
  if (covered.length === 0) return [];
  const where = covered.map(resourceNameOf).join(', ');
  const severity = severityOf(lock, deleted);
  if (severity === undefined) return [cannotTell(`Lock ${lock.name} covers ${where}, and its level is not known.`)];
  return [
    fail(lock.id, `Lock ${lock.name} (${lock.level}) covers ${where}.`, {
      severity,
      evidence: { level: lock.level ?? null, lockedAt: lock.scopeId, covers: covered },
      parameters: { lockId: lock.id },
    }),
  ];
}

function severityOf({ level, scopeId }: ManagementLock, deleted: readonly string[]): Severity | undefined {
  if (isEnum(level, 'ReadOnly')) return 'blocker';
  if (!isEnum(level, 'CanNotDelete')) return undefined;
  return deleted.some((id) => isAtOrBelow(id, scopeId)) ? 'blocker' : 'low';
}
