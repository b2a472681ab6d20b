import { unjudged } from '../checks/check-outcome.ts';
import {
  judgeOrphanRouteTables,
  orphanRouteTable,
  type TableOwner,
  tablesInDoubt,
} from '../checks/estate/orphan-route-table.ts';
import { isUnsettledOverlay, judgeUnfinishedMigrations } from '../checks/estate/unfinished-migration.ts';
import { reviewableCodes } from '../checks/index.ts';
import type { AzureSource } from '../gather/azure-source.ts';
import { readList } from '../gather/read-many.ts';
import type { AuditPlan, NotKubenetCluster, ScopeTrouble } from '../model/audit.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import { compareResourceIds, resourceGroupId, resourceKey, subscriptionIdOf } from '../model/resource-id.ts';
import type { Waiver } from '../model/waiver.ts';
import { applyWaivers } from '../waivers/apply-waivers.ts';

/** The route tables that AKS named, in every subscription that could be read. */
export type EstateTables = Awaited<ReturnType<AzureSource['aksRouteTables']>>;

export function readEstateTables(source: AzureSource, { scopes }: AuditPlan): Promise<EstateTables> {
  return source.aksRouteTables(
    scopes.filter(({ status }) => status !== 'unreadable').map(({ subscriptionId }) => subscriptionId),
  );
}

/** Findings that belong to no cluster, over every subscription that could be read. */
export async function auditEstate(
  source: AzureSource,
  plan: AuditPlan,
  accepted: { readonly waivers: readonly Waiver[]; readonly asOf: Date } = { waivers: [], asOf: new Date(0) },
  tablesRead: Promise<EstateTables> = readEstateTables(source, plan),
): Promise<{ readonly checks: readonly CheckOutcome[]; readonly troubles: readonly ScopeTrouble[] }> {
  const lists = [...(await tablesRead)];
  const tables = lists
    .flatMap(([, list]) => (list.known ? list.value : []))
    .sort((a, b) => compareResourceIds(a.id, b.id));
  const owners = tableOwners(plan);
  const inDoubt = tablesInDoubt({ tables, owners }).map(({ id }) => id);
  const routes = inDoubt.length === 0 ? new Map() : await source.routeTables(inDoubt);
  const outcome = judgeOrphanRouteTables({ tables, owners, routes });
  const migrations = await readUnfinishedMigrations(source, plan);
  const troubles = lists.flatMap(([subscriptionId, list]) =>
    list.known ? [] : [{ subscriptionId, reason: list.reason }],
  );
  const unread = plan.scopes.flatMap(({ status, reason }) => (status === 'unreadable' ? (reason ?? []) : []));
  const reasons = [...new Set([...troubles.map(({ reason }) => reason), ...unread])].join(' ');
  // What was not looked at is no pass; what was found failing stays found.
  const isOpen = reasons !== '' && outcome.status !== 'fail';
  const orphans = isOpen ? unjudged(orphanRouteTable, 'unknown', reasons) : outcome;
  const { outcomes } = applyWaivers([orphans, migrations], accepted.waivers, {
    ...{ clusterId: undefined, asOf: accepted.asOf, reviewable: reviewableCodes },
  });
  return { checks: outcomes, troubles };
}

function tableOwners({ index, notKubenet }: AuditPlan): readonly TableOwner[] {
  const owner = (
    { id, name, nodeResourceGroup, poolNames }: Omit<AuditPlan['index'][number], 'location'>,
    hasLeftKubenet: boolean | undefined,
  ): TableOwner => ({
    name,
    subscriptionId: subscriptionIdOf(id),
    nodeResourceGroupId:
      nodeResourceGroup === undefined ? undefined : resourceGroupId(subscriptionIdOf(id) ?? '', nodeResourceGroup),
    poolNames,
    hasLeftKubenet,
  });
  const others = new Set(notKubenet.map(({ id }) => resourceKey(id)));
  const onKubenet = index.filter(({ id }) => !others.has(resourceKey(id)));
  return [
    ...onKubenet.map((each) => owner(each, false)),
    ...notKubenet.map((each) => owner(each, hasLeftKubenet(each))),
  ];
}

/** Undefined where the cluster does not state its plugin, or how its last operation ended. */
function hasLeftKubenet({ statesPlugin, isSettled, openStates }: NotKubenetCluster): boolean | undefined {
  if (!statesPlugin) return undefined;
  return isSettled || (openStates.length > 0 ? false : undefined);
}

async function readUnfinishedMigrations(source: AzureSource, { notKubenet }: AuditPlan): Promise<CheckOutcome> {
  const unsettled = notKubenet.filter(isUnsettledOverlay);
  const scopes = [
    ...new Set(unsettled.flatMap(({ id, nodeSubnetIds }) => [id, ...nodeSubnetIds]).map(subscriptionIdOf)),
  ]
    .flatMap((id) => (id === undefined ? [] : [`/subscriptions/${id}`]))
    .sort();
  const tables = await readList(source, 'routeTables', scopes);
  return judgeUnfinishedMigrations({ clusters: notKubenet, tables });
}
