import type { ArmClient } from '../../arm/arm-client.ts';
import { type ArmRead, armReadName, armReads, resourceTypeOfRead } from '../../arm/arm-reads.ts';
import { NotInFolderError } from '../../arm/errors.ts';
import { resourceKey, resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import { indexSaved } from './saved-index.ts';
import { type SavedResource, subnetUsageType, subscriptionType } from './saved-resources.ts';

const managedClusterType = 'microsoft.containerservice/managedclusters';
const scaleSetInstanceType = 'microsoft.compute/virtualmachinescalesets/virtualmachines';
const roleAssignmentType = 'microsoft.authorization/roleassignments';
const scaleSetInterfaceType = `${scaleSetInstanceType}/networkinterfaces`;

/** What a list read finds in a folder, and which command would have saved it. */
interface Saved {
  readonly type: string;
  /** For a reader whose folder lacks it. */
  readonly command: string;
}

const savedLists = new Map<ArmRead, Saved>([
  [armReads.managedClusters, { type: managedClusterType, command: 'az aks list -o json' }],
  [armReads.virtualNetworks, { type: 'microsoft.network/virtualnetworks', command: 'az network vnet list -o json' }],
  [
    armReads.routeTables,
    {
      type: 'microsoft.network/routetables',
      command: 'az network route-table list --resource-group <resource group> -o json',
    },
  ],
  [armReads.networkInterfaces, { type: 'microsoft.network/networkinterfaces', command: 'az network nic list -o json' }],
  [armReads.scaleSets, { type: 'microsoft.compute/virtualmachinescalesets', command: 'az vmss list -o json' }],
  [
    armReads.scaleSetInstances,
    {
      type: scaleSetInstanceType,
      command:
        'az vmss list-instances --resource-group <node resource group> --name <scale set> --expand instanceView -o json',
    },
  ],
  [
    armReads.scaleSetNetworkInterfaces,
    {
      type: scaleSetInterfaceType,
      command: 'az vmss nic list --resource-group <node resource group> --vmss-name <scale set> -o json',
    },
  ],
  [armReads.locks, { type: 'microsoft.authorization/locks', command: 'az lock list -o json' }],
  [armReads.roleAssignments, { type: roleAssignmentType, command: 'az role assignment list --all -o json' }],
  [
    armReads.networkSecurityGroups,
    { type: 'microsoft.network/networksecuritygroups', command: 'az network nsg list -o json' },
  ],
  [
    armReads.applicationGateways,
    { type: 'microsoft.network/applicationgateways', command: 'az network application-gateway list -o json' },
  ],
  [
    armReads.localNetworkGateways,
    {
      type: 'microsoft.network/localnetworkgateways',
      command: 'az network local-gateway list --resource-group <resource group> -o json',
    },
  ],
  [
    armReads.maintenanceConfigurations,
    {
      type: 'microsoft.containerservice/managedclusters/maintenanceconfigurations',
      command:
        'az aks maintenanceconfiguration list --resource-group <resource group> --cluster-name <cluster> -o json',
    },
  ],
  [
    armReads.advisorRecommendations,
    {
      type: 'microsoft.advisor/recommendations',
      command: 'az advisor recommendation list --category HighAvailability -o json',
    },
  ],
  [
    armReads.subnetUsages,
    { type: subnetUsageType, command: 'az rest --url "<virtual network id>/usages?api-version=2026-01-01"' },
  ],
]);

/**
 * Reads of which a part would be mistaken for all there is: a node that is not listed makes its route look stale, a lock that is not
 * makes the cluster look free.
 */
const wholeOnly: readonly ArmRead[] = [
  armReads.locks,
  armReads.roleAssignments,
  armReads.localNetworkGateways,
  armReads.maintenanceConfigurations,
  armReads.advisorRecommendations,
  armReads.scaleSets,
  armReads.scaleSetInstances,
  armReads.scaleSetNetworkInterfaces,
  armReads.networkInterfaces,
];

/**
 * Answers ARM's reads from saved resources, so that a folder is gathered from like Azure itself. A list of which the folder has no
 * item, and no mark that it was saved empty, is not there: that is an error, never an empty list.
 */
export function createFolderClient(saved: readonly SavedResource[]): ArmClient {
  const index = indexSaved(saved);
  const occurring = new Set(subscriptionIdsIn(saved).map((id) => resourceKey(`/subscriptions/${id}`)));
  const lists = new Map(
    saved.flatMap((each) =>
      each.kind === 'list' ? [[listKey(armReads[each.read], each.parent), each.items] as const] : [],
    ),
  );

  /** Whether the folder knows the clusters of a subscription, so that it can be said whose a route table is. */
  function knowsClusters(subscription: string): boolean {
    const { managedClusters } = armReads;
    if (lists.has(listKey(managedClusters, subscription))) return true;
    return index.below(managedClusterType, subscription).length > 0;
  }

  /** Scale sets that only their instances or interfaces tell of: enough to ask for those. */
  function impliedScaleSets(group: string): readonly unknown[] {
    const ids = [scaleSetInstanceType, scaleSetInterfaceType]
      .flatMap((type) => index.below(type, group))
      .map(({ id }) => id.split(/\/virtualMachines\//i)[0] ?? '');
    return [...new Map(ids.map((id) => [resourceKey(id), { id, name: resourceNameOf(id) }])).values()];
  }

  /** Lists that are known although the folder has no item of theirs. */
  function implied(read: ArmRead, parent: string): readonly unknown[] | undefined {
    if (read === armReads.managedClusters) return occurring.has(resourceKey(parent)) ? [] : undefined;
    if (read === armReads.scaleSets) return nonEmpty(impliedScaleSets(parent));
    const isOfInstances = read === armReads.scaleSetInstances || read === armReads.scaleSetNetworkInterfaces;
    return isOfInstances && isEmptyScaleSet(index.body(parent)) ? [] : undefined;
  }

  /** What management groups assign holds in their subscriptions too, which ids do not tell. */
  function inherited(read: ArmRead) {
    return read === armReads.roleAssignments ? index.below(roleAssignmentType, '/providers') : [];
  }

  return {
    get: async (_read, id) => {
      const body = index.body(id);
      if (body === undefined) throw new NotInFolderError(`The folder does not hold ${id}.`);
      return body;
    },
    post: async (read) => {
      throw new NotInFolderError(`A folder cannot answer ${read.path}.`);
    },
    list: async (read, parent = '') => {
      if (read === armReads.subscriptions) return subscriptionsIn(saved);
      const whole = lists.get(listKey(read, parent));
      if (whole !== undefined) return whole;
      const saying = savedLists.get(read);
      const obstacle = saying === undefined ? undefined : whyNotWhole(read, saying, parent);
      if (obstacle !== undefined) throw new NotInFolderError(obstacle);
      const found = saying === undefined ? [] : [...index.below(saying.type, parent), ...inherited(read)];
      const items = nonEmpty(found.map(({ body }) => body)) ?? implied(read, parent);
      if (items !== undefined) return items;
      throw new NotInFolderError(
        `The folder holds nothing of ${parent} ${resourceTypeOfRead(read)}${saying === undefined ? '' : `; add the output of "${saying.command}"`}.`,
      );
    },
  };

  /** Why the items found cannot be taken for the list. */
  function whyNotWhole(read: ArmRead, { type, command }: Saved, parent: string): string | undefined {
    if (wholeOnly.includes(read) && index.below(type, parent).some(({ ofCutList }) => ofCutList)) {
      return `The folder holds only a page of "${command}" for ${parent}; add the others.`;
    }
    return read === armReads.routeTables && !knowsClusters(parent)
      ? `The folder holds no cluster of ${parent}, so whose its route tables are is not known; add the output of "az aks list -o json".`
      : undefined;
  }
}

function nonEmpty<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function isEmptyScaleSet(body: unknown): boolean {
  const sku = isRecord(body) ? body['sku'] : undefined;
  return isRecord(sku) && sku['capacity'] === 0;
}

function listKey(read: ArmRead, parent: string): string {
  // Two reads of one path in different versions are two lists.
  return `${armReadName(read)} ${resourceKey(parent)}`;
}

/** Every subscription of which the folder holds something. */
function subscriptionIdsIn(saved: readonly SavedResource[]): readonly string[] {
  const ids = saved.flatMap((each) => subscriptionIdOf(each.kind === 'resource' ? each.id : each.parent) ?? []);
  return [...new Set(ids)];
}

/** Those that occur, with their own entries where the folder has them, and any that a saved list of subscriptions adds. */
function subscriptionsIn(saved: readonly SavedResource[]): readonly unknown[] {
  const entries = saved.flatMap((each) => {
    if (each.kind === 'list') return each.read === 'subscriptions' ? each.items : [];
    return each.type === subscriptionType
      ? [{ ...toRecord(each.body), subscriptionId: subscriptionIdOf(each.id) }]
      : [];
  });
  return [...subscriptionIdsIn(saved).map((subscriptionId) => ({ subscriptionId })), ...entries];
}

function toRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
