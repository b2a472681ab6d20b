import type { CheckOutcome } from '../../model/outcome.ts';
import { resourceGroupId, resourceGroupOf, resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import { type AksRouteTable, isAksRouteTable } from '../../network/aks-route-table.ts';
import { assessed, fail, type Judgement, notApplicable, pass } from '../assessment.ts';
import { checkOutcome } from '../check-outcome.ts';
import type { CheckMeta } from '../define-check.ts';
import { routeTableParameters } from '../routes-of-tables.ts';

export const orphanRouteTable: CheckMeta = {
  code: 'RT-015',
  category: 'routeTable',
  title: 'Every route table that AKS made is used by a kubenet cluster',
  failureTitle: 'A route table that AKS made is used by no kubenet cluster',
  severities: ['low'],
  condition:
    "Fails for every route table named aks-agentpool-<8 digits>-routetable that is associated with no subnet, or that lies outside every audited kubenet cluster's node resource group. It belongs to the estate, not to one cluster.",
  why: 'A subscription holds 200 route tables in a region, and a table without its cluster is easily taken for one that is needed.',
  fix: {
    text: 'Delete the table once its owner confirms that nothing needs it. Azure refuses while a subnet still uses it. Clusters that are not on kubenet can have such a table too.',
    commands: [
      'az network route-table delete --subscription {routeTableSubscription} --resource-group {routeTableResourceGroup} --name {routeTable}',
    ],
  },
  sources: [
    {
      title: 'Virtual network limits',
      url: 'https://github.com/MicrosoftDocs/azure-docs/blob/main/includes/azure-virtual-network-limits.md',
      sure: 'documented',
    },
    { title: 'Tables left behind', url: 'https://github.com/Azure/AKS/issues/1460', sure: 'reported' },
  ],
};

export interface EstateTables {
  /** Every route table of the subscriptions that were read. */
  readonly tables: readonly AksRouteTable[];
  /** Resource ids (`/subscriptions/…/resourceGroups/…`) of the audited kubenet clusters' node resource groups, in any case. */
  readonly nodeResourceGroupIds: readonly string[];
}

/** Which tables of AKS have lost their cluster. */
export function judgeOrphanRouteTables({ tables, nodeResourceGroupIds }: EstateTables): CheckOutcome {
  const ownedByAks = tables.filter(isAksRouteTable);
  const groups = new Set(nodeResourceGroupIds.map(resourceKey));
  return checkOutcome(
    orphanRouteTable,
    ownedByAks.length === 0
      ? notApplicable('No route table has a name that AKS gives.')
      : assessed(ownedByAks.map((table) => judgeTable(table, groups))),
    {},
  );
}

function judgeTable(table: AksRouteTable, groups: ReadonlySet<string>): Judgement {
  const group = resourceGroupId(subscriptionIdOf(table.id) ?? '', resourceGroupOf(table.id) ?? '');
  const details = {
    evidence: { resourceGroup: resourceGroupOf(table.id) ?? null, subnets: table.subnetIds },
    parameters: routeTableParameters(table.id),
  };
  if (!groups.has(resourceKey(group))) {
    return fail(table.id, `${table.name} lies in no kubenet cluster's node resource group.`, details);
  }
  return table.subnetIds.length === 0
    ? fail(table.id, `${table.name} is associated with no subnet.`, details)
    : pass(table.id, `${table.name} belongs to a kubenet cluster.`, details);
}
