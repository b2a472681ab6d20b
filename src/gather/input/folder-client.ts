import type { ArmClient } from '../../arm/arm-client.ts';
import { type ArmRead, armReads } from '../../arm/arm-reads.ts';
import { NotInFolderError } from '../../arm/errors.ts';
import { resourceKey, resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import { type SavedResource, subnetUsageType, subscriptionType } from './saved-resources.ts';

const scaleSetInstanceType = 'microsoft.compute/virtualmachinescalesets/virtualmachines';
const scaleSetInterfaceType = `${scaleSetInstanceType}/networkinterfaces`;

/** What a list read finds in a folder, and which command would have saved it. */
interface Saved {
  readonly type: string;
  /** For a reader whose folder lacks it. */
  readonly command: string;
}

const savedLists = new Map<ArmRead, Saved>([
  [armReads.managedClusters, { type: 'microsoft.containerservice/managedclusters', command: 'az aks list -o json' }],
  [armReads.virtualNetworks, { type: 'microsoft.network/virtualnetworks', command: 'az network vnet list -o json' }],
  [armReads.routeTables, { type: 'microsoft.network/routetables', command: 'az network route-table list -o json' }],
  [armReads.networkInterfaces, { type: 'microsoft.network/networkinterfaces', command: 'az network nic list -o json' }],
  [armReads.scaleSets, { type: 'microsoft.compute/virtualmachinescalesets', command: 'az vmss list -o json' }],
  [
    armReads.scaleSetInstances,
    { type: scaleSetInstanceType, command: 'az vmss list-instances --expand instanceView -o json' },
  ],
  [armReads.scaleSetNetworkInterfaces, { type: scaleSetInterfaceType, command: 'az vmss nic list -o json' }],
  [armReads.subnetUsages, { type: subnetUsageType, command: 'az rest --url <virtual network id>/usages' }],
]);

/**
 * Answers ARM's reads from saved resources, so that a folder is gathered from like Azure itself. A list of which the folder has no
 * item, and no mark that it was saved empty, is not there: that is an error, never an empty list.
 */
export function createFolderClient(saved: readonly SavedResource[]): ArmClient {
  const resources = saved.filter((each) => each.kind === 'resource');
  const byType = Map.groupBy(resources, ({ type }) => type);
  const byId = new Map(resources.toReversed().map((each) => [resourceKey(each.id), each.body]));
  const lists = new Map(
    saved.flatMap((each) =>
      each.kind === 'list' ? [[listKey(armReads[each.read], each.parent), each.items] as const] : [],
    ),
  );

  /** Items of a type below a parent, the first of each id. */
  function below(type: string, parent: string): readonly unknown[] {
    const prefix = `${resourceKey(parent)}/`;
    const items = (byType.get(type) ?? []).filter(({ id }) => resourceKey(id).startsWith(prefix));
    return [...new Map(items.toReversed().map(({ id, body }) => [resourceKey(id), body])).values()].toReversed();
  }

  /** Scale sets that only their instances or interfaces tell of: enough to ask for those. */
  function impliedScaleSets(group: string): readonly unknown[] {
    const ids = [scaleSetInstanceType, scaleSetInterfaceType]
      .flatMap((type) => byType.get(type) ?? [])
      .map(({ id }) => id.split(/\/virtualMachines\//i)[0] ?? '')
      .filter((id) => resourceKey(id).startsWith(`${resourceKey(group)}/`));
    return [...new Map(ids.map((id) => [resourceKey(id), { id, name: resourceNameOf(id) }])).values()];
  }

  /** Lists that are known although the folder has no item of theirs. */
  function implied(read: ArmRead, parent: string): readonly unknown[] | undefined {
    if (read === armReads.managedClusters) return [];
    if (read === armReads.scaleSets) return nonEmpty(impliedScaleSets(parent));
    const isOfInstances = read === armReads.scaleSetInstances || read === armReads.scaleSetNetworkInterfaces;
    return isOfInstances && isEmptyScaleSet(byId.get(resourceKey(parent))) ? [] : undefined;
  }

  return {
    get: async (_read, id) => {
      const body = byId.get(resourceKey(id));
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
      const list = savedLists.get(read);
      const items = nonEmpty(list === undefined ? [] : below(list.type, parent)) ?? implied(read, parent);
      if (items !== undefined) return items;
      throw new NotInFolderError(
        `The folder holds nothing of ${read.path.replace('{parent}', parent)}${list === undefined ? '' : `; add the output of "${list.command}"`}.`,
      );
    },
  };
}

function nonEmpty<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function isEmptyScaleSet(body: unknown): boolean {
  const sku = isRecord(body) ? body['sku'] : undefined;
  return isRecord(sku) && sku['capacity'] === 0;
}

function listKey(read: ArmRead, parent: string): string {
  return `${read.path} ${resourceKey(parent)}`;
}

/** Every subscription that occurs in an id, with the name where the folder has its entry. */
function subscriptionsIn(saved: readonly SavedResource[]): readonly unknown[] {
  const bodies = new Map<string, unknown>();
  for (const each of saved) {
    const subscriptionId = subscriptionIdOf(each.kind === 'resource' ? each.id : each.parent);
    if (subscriptionId === undefined) continue;
    const isEntry = each.kind === 'resource' && each.type === subscriptionType;
    const known = bodies.get(subscriptionId);
    if (isEntry) bodies.set(subscriptionId, { ...(isRecord(each.body) ? each.body : {}), subscriptionId });
    else if (known === undefined) bodies.set(subscriptionId, { subscriptionId });
  }
  return [...bodies.values()];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
