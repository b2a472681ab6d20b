import type { NotKubenetCluster } from '../../model/audit.ts';
import type { RouteTable } from '../../model/azure/route-table.ts';
import type { Fact } from '../../model/fact.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import { resourceGroupOf, sameResource, subscriptionIdOf } from '../../model/resource-id.ts';
import { hasNodeNameSeparator, routeNodeName } from '../../network/routes.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, notApplicable, pass } from '../assessment.ts';
import { checkOutcome } from '../check-outcome.ts';
import type { CheckMeta } from '../define-check.ts';
import { changelog, updateToOverlay } from '../sources.ts';

const look =
  'az aks show --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --query provisioningState --output tsv';
const resume =
  'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --network-plugin azure --network-plugin-mode overlay';

export const unfinishedMigration: CheckMeta = {
  code: 'MIG-021',
  category: 'migration',
  title: 'Every migration to Azure CNI Overlay is finished',
  failureTitle: 'A migration to Azure CNI Overlay is not finished',
  severities: ['blocker', 'high'],
  condition:
    'Fails for every cluster that states Azure CNI Overlay while its own last operation, or that of a pool, is not Succeeded, and a route table still holds routes of its nodes: blocker where it failed or was cancelled, high while it runs. Suspected where the tables were not read, and for a failed cluster without such routes. Unknown where the cluster or a pool does not state how its last operation ended. It belongs to the estate, since the cluster is on neither list.',
  why: 'While a migration runs, and after it failed, the cluster already shows where it was to go. Some nodes still send pod traffic by the routes of kubenet, others do not: it has neither left kubenet nor arrived.',
  fix: {
    text: 'Keep its route table and its routes. While it runs, wait and change nothing. After a failure find the error in the activity log, mend its cause, and run the same update again: it goes on where it stopped, and reimages what is left.',
    commands: [look, resume],
  },
  sources: [
    {
      title: 'A failed update goes on with the next one',
      url: 'https://github.com/Azure/AKS/issues/3558',
      sure: 'inferred',
    },
    updateToOverlay,
    changelog,
  ],
};

export interface OverlayClusters {
  readonly clusters: readonly NotKubenetCluster[];
  /** Every table of the subscriptions that unsettled clusters and their subnets are in. */
  readonly tables: Fact<readonly RouteTable[]>;
}

/** Whether something about the cluster's last operation is open: only then its tables are worth a look. */
export function isUnsettledOverlay({ isOverlay, isSettled }: NotKubenetCluster): boolean {
  return isOverlay && !isSettled;
}

export function judgeUnfinishedMigrations({ clusters, tables }: OverlayClusters): CheckOutcome {
  const overlay = clusters.filter(({ isOverlay }) => isOverlay);
  if (overlay.length === 0) {
    return checkOutcome(unfinishedMigration, notApplicable('No cluster uses Azure CNI Overlay.'), {});
  }
  return checkOutcome(unfinishedMigration, assessEach(overlay.map((cluster) => judge(cluster, tables))), {});
}

function judge(cluster: NotKubenetCluster, tables: Fact<readonly RouteTable[]>): Judgement | Gap {
  const { id, name, isSettled, openStates } = cluster;
  if (isSettled) return pass(id, `The last operation on ${name} succeeded.`);
  const state = openStates.join(', ') || 'not stated';
  const hasFailed = openStates.some((each) => /failed|cancel/i.test(each));
  const kept = tables.known ? tables.value.filter((table) => holdsRoutesOf(table, cluster)) : [];
  const evidence = { states: openStates, routeTables: kept.map((table) => table.id) };
  const parameters = {
    subscription: subscriptionIdOf(id) ?? '',
    resourceGroup: resourceGroupOf(id) ?? '',
    cluster: name,
  };
  const details = {
    severity: hasFailed ? ('blocker' as const) : ('high' as const),
    evidence,
    parameters,
    commands: hasFailed ? [look, resume] : [look],
  };
  const says = `${name} states Azure CNI Overlay, with its last operation ${state}`;
  if (kept.length > 0) {
    const names = kept.map((table) => table.name).join(', ');
    return fail(
      id,
      `${says}, and ${names} still holds routes of its nodes: the migration is not finished. Keep the table.`,
      {
        ...details,
        ...(openStates.length === 0 ? { confidence: 'suspected' as const } : {}),
      },
    );
  }
  if (openStates.length === 0) {
    return cannotTell(`${name} states Azure CNI Overlay, and not how its last operation and that of each pool ended.`);
  }
  if (!tables.known) {
    return fail(id, `${says}; whether routes of kubenet are left is not known: ${tables.reason}`, {
      ...details,
      confidence: 'suspected',
    });
  }
  return hasFailed
    ? fail(id, `${says}. No routes of kubenet are left; it may be a migration that failed at its end.`, {
        ...details,
        severity: 'high',
        confidence: 'suspected',
      })
    : pass(id, `${name} holds no routes of kubenet; its last operation is ${state}.`, { evidence });
}

/** Routes named after machines of its pools, in its node resource group or on its subnets, or wherever no subnet tells. */
function holdsRoutesOf(table: RouteTable, { nodeResourceGroup, nodeSubnetIds, poolNames }: NotKubenetCluster): boolean {
  const isBeside = resourceGroupOf(table.id)?.toLowerCase() === nodeResourceGroup?.toLowerCase();
  const isOnSubnet = table.subnetIds.some((id) => nodeSubnetIds.some((own) => sameResource(own, id)));
  if (!isBeside && !isOnSubnet && table.subnetIds.length > 0) return false;
  return table.routes.some(
    (route) =>
      hasNodeNameSeparator(route) &&
      poolNames.some((pool) => routeNodeName(route).startsWith(`aks-${pool.toLowerCase()}-`)),
  );
}
