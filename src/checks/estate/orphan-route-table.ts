import type { RouteTable } from '../../model/azure/route-table.ts';
import { countOf } from '../../model/count-of.ts';
import type { Fact } from '../../model/fact.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import {
  ownGroupId,
  type ResourceKey,
  resourceGroupOf,
  resourceKey,
  subscriptionIdOf,
} from '../../model/resource-id.ts';
import { type AksRouteTable, isAksRouteTable } from '../../network/aks-route-table.ts';
import { hasNodeNameSeparator, routeNodeName } from '../../network/routes.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, notApplicable, pass } from '../assessment.ts';
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
    'Fails for every route table named aks-agentpool-<8 digits>-routetable that lies outside the node resource group of every kubenet cluster, and of every cluster whose move to another plugin is not proved and done. It is kept, and no deletion offered, where it holds routes that may lead to nodes of a cluster that was read, where a subnet uses it, or where its routes were not read. Unknown for a table in the group of a cluster that does not state whether it has left kubenet, and beside a cluster that does not state its node resource group. It belongs to the estate, not to one cluster.',
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

/** A cluster of any network plugin, as far as its table goes. */
export interface TableOwner {
  readonly name: string;
  readonly subscriptionId: string | undefined;
  /** `/subscriptions/…/resourceGroups/…`, in any case; undefined where the cluster does not name it. */
  readonly nodeResourceGroupId: string | undefined;
  readonly poolNames: readonly string[];
  /** Whether it is on another plugin than kubenet, with its last operation done; undefined where it does not state that. */
  readonly hasLeftKubenet: boolean | undefined;
}

export interface EstateTables {
  /** Every route table of the subscriptions that were read. */
  readonly tables: readonly AksRouteTable[];
  readonly owners: readonly TableOwner[];
  /** With their routes, the tables in no kubenet cluster's group, by `resourceKey`. */
  readonly routes: ReadonlyMap<ResourceKey, Fact<RouteTable>>;
}

/** The tables whose routes decide: those in no kubenet cluster's node resource group. */
export function tablesInDoubt({ tables, owners }: Pick<EstateTables, 'tables' | 'owners'>): readonly AksRouteTable[] {
  const keepers = keepersByGroup(owners);
  return tables.filter(isAksRouteTable).filter((table) => !keepers.has(groupOf(table)));
}

/** Which tables of AKS have lost their cluster. */
export function judgeOrphanRouteTables({ tables, owners, routes }: EstateTables): CheckOutcome {
  const ownedByAks = tables.filter(isAksRouteTable);
  const keepers = keepersByGroup(owners);
  return checkOutcome(
    orphanRouteTable,
    ownedByAks.length === 0
      ? notApplicable('No route table has a name that AKS gives.')
      : assessEach(
          ownedByAks.map((table) =>
            judgeTable(table, keepers.get(groupOf(table)), owners, routes.get(resourceKey(table.id))),
          ),
        ),
    {},
  );
}

/** The cluster that keeps the tables in its node resource group, unless it has left kubenet; the first, where several name one group. */
function keepersByGroup(owners: readonly TableOwner[]): ReadonlyMap<ResourceKey, TableOwner> {
  const keepers = new Map<ResourceKey, TableOwner>();
  for (const owner of owners) {
    if (owner.hasLeftKubenet === true || owner.nodeResourceGroupId === undefined) continue;
    const group = resourceKey(owner.nodeResourceGroupId);
    if (!keepers.has(group)) keepers.set(group, owner);
  }
  return keepers;
}

function groupOf({ id }: AksRouteTable): ResourceKey {
  return resourceKey(ownGroupId(id));
}

/** A cluster of the table's subscription that may be on kubenet, and does not tell in which group its own table is. */
function grouplessBeside(table: AksRouteTable, owners: readonly TableOwner[]): TableOwner | undefined {
  return owners.find(
    (each) =>
      each.hasLeftKubenet !== true &&
      each.nodeResourceGroupId === undefined &&
      each.subscriptionId === subscriptionIdOf(table.id),
  );
}

function judgeTable(
  table: AksRouteTable,
  keeper: TableOwner | undefined,
  owners: readonly TableOwner[],
  routes: Fact<RouteTable> | undefined,
): Judgement | Gap {
  const evidence = { resourceGroup: resourceGroupOf(table.id) ?? null, subnets: table.subnetIds };
  if (keeper !== undefined) {
    if (keeper.hasLeftKubenet === undefined) {
      return cannotTell(
        `${table.name} lies in the node resource group of ${keeper.name}, and whether that has left kubenet is not stated: keep it.`,
      );
    }
    return pass(table.id, `${table.name} belongs to ${keeper.name}: keep it, whether or not a subnet uses it.`, {
      evidence,
    });
  }
  const message = `${table.name} lies in no kubenet cluster's node resource group.`;
  const keep = { commands: [], confidence: 'suspected' } as const;
  if (routes === undefined || !routes.known) {
    const reason = routes === undefined ? 'they were not read.' : routes.reason;
    return fail(table.id, `${message} What routes it holds is not known, so keep it: ${reason}`, { evidence, ...keep });
  }
  const nodeNames = routes.value.routes.filter(hasNodeNameSeparator).map(routeNodeName);
  const details = { evidence: { ...evidence, podRoutes: nodeNames.length } };
  const user = owners.find(({ poolNames }) =>
    nodeNames.some((node) => poolNames.some((pool) => node.startsWith(`aks-${pool.toLowerCase()}-`))),
  );
  if (user !== undefined) {
    return pass(table.id, `${table.name} holds routes of nodes that may be ${user.name}'s: keep it.`, details);
  }
  const groupless = grouplessBeside(table, owners);
  if (groupless !== undefined) {
    return cannotTell(
      `${groupless.name} does not state its node resource group: whether it uses ${table.name} is not known.`,
    );
  }
  if (nodeNames.length > 0) {
    const whose = `It holds ${countOf(nodeNames.length, 'route')} of nodes, the first ${nodeNames[0]}: keep it until their cluster is found, or proved to be gone.`;
    return fail(table.id, `${message} ${whose}`, { ...details, ...keep });
  }
  if (table.subnetIds.length > 0) {
    return fail(table.id, `${message} A subnet uses it: find out what for.`, { ...details, commands: [] });
  }
  return fail(table.id, `${message} It holds no route of a node, and no subnet uses it.`, {
    ...details,
    parameters: routeTableParameters(table.id),
  });
}
