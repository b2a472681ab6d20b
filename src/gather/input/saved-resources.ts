import { type ArmReadName, isArmReadName } from '../../arm/arm-reads.ts';
import { resourceTypeOf } from '../../model/resource-id.ts';
import { whyCut } from './cut-list.ts';

/** Something a file holds: a resource, or the mark that a whole list was saved, which may be empty. */
export type SavedResource =
  | {
      readonly kind: 'resource';
      readonly type: string;
      readonly id: string;
      readonly body: unknown;
      /** It was one of a list that says that more follows, so that its siblings may be missing. */
      readonly ofCutList: boolean;
    }
  | { readonly kind: 'list'; readonly read: ArmReadName; readonly parent: string; readonly items: readonly unknown[] };

/** Types an audit reads, lower case, as ids spell them. */
const knownTypes = new Set([
  'microsoft.containerservice/managedclusters',
  'microsoft.network/virtualnetworks',
  'microsoft.network/routetables',
  'microsoft.network/networkinterfaces',
  'microsoft.compute/virtualmachinescalesets',
  'microsoft.compute/virtualmachinescalesets/virtualmachines',
  'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces',
  'microsoft.authorization/locks',
  'microsoft.authorization/roleassignments',
  'microsoft.authorization/roledefinitions',
  'microsoft.network/networksecuritygroups',
  'microsoft.network/applicationgateways',
  'microsoft.network/localnetworkgateways',
  'microsoft.containerservice/managedclusters/maintenanceconfigurations',
  'microsoft.advisor/recommendations',
]);

/** What `virtualNetworks/{name}/usages` lists: entries with a subnet's id. */
export const subnetUsageType = 'subnet usage';

/** The type of a subscription's own entry, which has no provider in its id. */
export const subscriptionType = 'microsoft.resources/subscriptions';

/**
 * The resources in a JSON document, in any of the shapes people have: one resource, an array, `{ value: […] }`, Resource Graph's
 * `{ data: […] }`, the Azure CLI's flattened objects, or a list as `collect` saves it.
 */
export function savedResources(document: unknown): SavedDocument {
  if (Array.isArray(document)) return whole(document.flatMap((item) => toResource(item)));
  if (!isRecord(document)) return whole([]);
  const collected = toCollectedList(document);
  if (collected !== undefined) return whole([collected]);
  for (const key of ['value', 'data']) {
    const list = document[key];
    if (!Array.isArray(list)) continue;
    const cut = whyCut(document, list.length);
    const resources = list.flatMap((item) => toResource(item, cut !== undefined));
    return cut === undefined ? whole(resources) : { resources, trouble: `${cut} What follows is not known.` };
  }
  return whole(toResource(document));
}

/** What a document holds, and what is missing from it by its own account. */
export interface SavedDocument {
  readonly resources: readonly SavedResource[];
  readonly trouble: string | undefined;
}

function whole(resources: readonly SavedResource[]): SavedDocument {
  return { resources, trouble: undefined };
}

function toCollectedList(document: Record<string, unknown>): SavedResource | undefined {
  const { read, parent, value } = document;
  if (typeof read !== 'string' || !isArmReadName(read) || typeof parent !== 'string' || !Array.isArray(value))
    return undefined;
  return { kind: 'list', read, parent, items: value };
}

function toResource(item: unknown, ofCutList = false): SavedResource[] {
  if (!isRecord(item) || typeof item['id'] !== 'string') return [];
  const id = item['id'];
  const type = 'currentValue' in item && 'limit' in item ? subnetUsageType : typeOf(id, item['type']);
  return type === undefined ? [] : [{ kind: 'resource', type, id, body: item, ofCutList }];
}

/** By its id, which tells a scale set's network interface from a machine's; by `type` where the id is of no known form. */
function typeOf(id: string, stated: unknown): string | undefined {
  const candidates = [resourceTypeOf(id), typeof stated === 'string' ? stated.toLowerCase() : undefined];
  const found = candidates.find((type) => type !== undefined && knownTypes.has(type));
  return found ?? (/^\/subscriptions\/[^/]+$/i.test(id) ? subscriptionType : undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
