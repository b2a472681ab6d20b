import type { ArmClient } from '../../arm/arm-client.ts';
import { type ArmRead, resourceTypeOfRead } from '../../arm/arm-read.ts';
import { armReadName, armReads } from '../../arm/arm-reads.ts';
import { NotInFolderError } from '../../arm/errors.ts';
import { isRecord } from '../../model/is-record.ts';
import { resourceKey, resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import {
  type ListRead,
  listReadOf,
  managedClusterType,
  roleAssignmentType,
  scaleSetInstanceType,
  scaleSetInterfaceType,
} from '../list-reads.ts';
import { saveClusters } from './save-command.ts';
import { indexSaved } from './saved-index.ts';
import type { SavedList, SavedResource } from './saved-resource.ts';
import { subscriptionOf, subscriptionType, toResource } from './saved-resources.ts';

/**
 * Answers ARM's reads from saved resources, so that a folder is gathered from like Azure itself. A list of which the folder has no
 * item, and no mark that it was saved empty, is not there: that is an error, never an empty list.
 */
export function createFolderClient(saved: readonly SavedResource[]): ArmClient {
  const index = indexSaved(saved);
  const lists = Map.groupBy(
    saved.filter((each) => each.kind === 'list'),
    (each) => listKey(armReads[each.read], each.parent),
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
      const saying = listReadOf(read);
      const whole = lists.get(listKey(read, parent));
      if (whole !== undefined) return saying === undefined ? newest(whole) : together(whole, saying, parent);
      if (saying === undefined) throw new NotInFolderError(`${nothingOf(read, parent)}.`);
      return itemsBelow(read, saying, parent);
    },
  };

  /** What single resources make of a list. */
  function itemsBelow(read: ArmRead, saying: ListRead, parent: string): readonly unknown[] {
    const obstacle = whyNotWhole(read, saying, parent);
    if (obstacle !== undefined) throw new NotInFolderError(obstacle);
    const found = [...index.below(saying.type, parent), ...inherited(read)];
    const items = nonEmpty(found.map(({ body }) => body)) ?? implied(read, parent);
    if (items !== undefined) return items;
    throw new NotInFolderError(
      read === armReads.managedClusters
        ? clustersNotKnown(parent)
        : `${nothingOf(read, parent)}; add the output of "${saying.command}".`,
    );
  }

  /** Every item of lists that were saved of one thing, as it was chosen, and what other files hold of it besides. */
  function together(whole: readonly SavedList[], { type }: ListRead, parent: string): readonly unknown[] {
    const items = new Map(index.below(type, parent).map(({ id, body }) => [resourceKey(id), body]));
    const odd: unknown[] = [];
    for (const item of whole.flatMap((list) => list.items)) {
      const [found] = toResource(item);
      if (found === undefined) odd.push(item);
      else items.set(resourceKey(found.id), index.bodyOf(type, found.id) ?? item);
    }
    return [...items.values(), ...odd];
  }

  /** Why the items found cannot be taken for the list. */
  function whyNotWhole(read: ArmRead, { type, command, isWholeOnly }: ListRead, parent: string): string | undefined {
    if (isWholeOnly === true && index.below(type, parent).some(({ ofCutList }) => ofCutList)) {
      return `The folder holds only a page of "${command}" for ${parent}; add the others.`;
    }
    return read === armReads.routeTables && !knowsClusters(parent)
      ? `The folder holds no cluster of ${parent}, so whose its route tables are is not known; add the output of "az aks list -o json".`
      : undefined;
  }
}

function nothingOf(read: ArmRead, parent: string): string {
  return `The folder holds nothing of ${parent} ${resourceTypeOfRead(read)}`;
}

function newest(lists: readonly SavedList[]): readonly unknown[] {
  return lists.at(-1)?.items ?? [];
}

function clustersNotKnown(subscription: string): string {
  const id = subscriptionIdOf(subscription);
  return `Whether subscription ${id} has clusters is not known, since the folder holds none of it. ${saveClusters(id)} Name the file aks-${id}.json, so that an empty list says whose it is.`;
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
  const ids = saved.flatMap((each) => subscriptionOf(each) ?? []);
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
