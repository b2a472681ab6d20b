import { unjudged } from '../checks/check-outcome.ts';
import { judgeOrphanRouteTables, orphanRouteTable } from '../checks/estate/orphan-route-table.ts';
import { reviewableCodes } from '../checks/index.ts';
import type { AzureSource } from '../gather/azure-source.ts';
import type { AuditPlan, ScopeTrouble } from '../model/audit.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import { compareResourceIds, resourceGroupId, subscriptionIdOf } from '../model/resource-id.ts';
import type { Waiver } from '../model/waiver.ts';
import { applyWaivers } from '../waivers/apply-waivers.ts';

/** Findings that belong to no cluster, over every subscription that could be read. */
export async function auditEstate(
  source: AzureSource,
  plan: AuditPlan,
  accepted: { readonly waivers: readonly Waiver[]; readonly asOf: Date } = { waivers: [], asOf: new Date(0) },
): Promise<{ readonly checks: readonly CheckOutcome[]; readonly troubles: readonly ScopeTrouble[] }> {
  const readable = plan.scopes
    .filter(({ status }) => status !== 'unreadable')
    .map(({ subscriptionId }) => subscriptionId);
  const lists = [...(await source.aksRouteTables(readable))];
  const tables = lists
    .flatMap(([, list]) => (list.known ? list.value : []))
    .sort((a, b) => compareResourceIds(a.id, b.id));
  const outcome = judgeOrphanRouteTables({
    tables,
    nodeResourceGroupIds: plan.index.flatMap(({ id, nodeResourceGroup }) =>
      nodeResourceGroup === undefined ? [] : [resourceGroupId(subscriptionIdOf(id) ?? '', nodeResourceGroup)],
    ),
  });
  const troubles = lists.flatMap(([subscriptionId, list]) =>
    list.known ? [] : [{ subscriptionId, reason: list.reason }],
  );
  // What was not looked at is no pass; what was found failing stays found.
  const isOpen = troubles.length > 0 && outcome.status !== 'fail';
  const reasons = [...new Set(troubles.map(({ reason }) => reason))].join(' ');
  const { outcomes } = applyWaivers(
    [isOpen ? unjudged(orphanRouteTable, 'unknown', reasons) : outcome],
    accepted.waivers,
    {
      ...{ clusterId: undefined, asOf: accepted.asOf, reviewable: reviewableCodes },
    },
  );
  return { checks: outcomes, troubles };
}
