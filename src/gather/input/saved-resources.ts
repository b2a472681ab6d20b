import { isArmReadName } from '../../arm/arm-reads.ts';
import { resourceTypeOf, subscriptionIdOf } from '../../model/resource-id.ts';
import { schemaByType, subnetUsageType } from '../list-reads.ts';
import { markCutsOfPowerShell, saveDeeper } from './cut-by-powershell.ts';
import { looksCut, type Members, membersOf, type Page, pageOf } from './cut-list.ts';
import { emptyListOf, emptyOfWhat } from './empty-list.ts';
import { otherDocument } from './other-document.ts';
import type { SavedItem, SavedList, SavedResource } from './saved-resource.ts';

/** Types an audit reads, lower case, as ids spell them; the entries of usages state none. */
const knownTypes = new Set(schemaByType.keys());
knownTypes.delete(subnetUsageType);

/** The type of a subscription's own entry, which has no provider in its id. */
export const subscriptionType = 'microsoft.resources/subscriptions';

/** What a document holds, and what is missing from it by its own account. */
export interface SavedDocument {
  readonly resources: readonly SavedResource[];
  readonly isList: boolean;
  readonly page: Page | undefined;
  readonly trouble: string | undefined;
}

/**
 * The resources in a JSON document, in any of the shapes people have: one resource, an array, `{ value: […] }`, Resource Graph's
 * `{ data: […] }`, the Azure CLI's flattened objects, PowerShell's with their capitals, or a list as `collect` saves it.
 * @param path of the file, for an empty list that only its name tells anything about
 */
export function savedResources(document: unknown, path = ''): SavedDocument {
  if (Array.isArray(document)) return ofList(document, path, looksCut(document));
  const members = membersOf(document);
  if (members === undefined) return { ...nothing, isList: false };
  const collected = toCollectedList(members);
  if (collected !== undefined) return { ...nothing, resources: [collected] };
  for (const key of ['value', 'data']) {
    const list = members.get(key);
    if (Array.isArray(list)) return ofList(list, path, pageOf(members, list));
  }
  const trouble = troubleOf([document]) ?? otherDocument(members);
  return { resources: toResource(document), isList: false, page: undefined, trouble };
}

const nothing = { resources: [], isList: true, page: undefined, trouble: undefined };

function ofList(items: readonly unknown[], path: string, page: Page | undefined): SavedDocument {
  if (items.length === 0) return ofEmptyList(path, page);
  const resources = items.flatMap((item) => toResource(item, page !== undefined));
  const trouble = troubleOf(items) ?? (items.some(hasId) ? undefined : noIds);
  return { resources, isList: true, page, trouble };
}

const noIds =
  'Nothing in it has an id, by which a resource is known: save the whole list, without "--query" or "Select-Object".';

function hasId(item: unknown): boolean {
  return typeof membersOf(item)?.get('id') === 'string';
}

function ofEmptyList(path: string, page: Page | undefined): SavedDocument {
  const resources = emptyListOf(path);
  return { ...nothing, resources, page, trouble: resources.length === 0 ? emptyOfWhat : undefined };
}

function toCollectedList(members: Members): SavedList | undefined {
  const [read, parent, value] = [members.get('read'), members.get('parent'), members.get('value')];
  if (typeof read !== 'string' || !isArmReadName(read) || typeof parent !== 'string' || !Array.isArray(value))
    return undefined;
  return { kind: 'list', read, parent, items: value };
}

/** Longer than Azure makes any id; what is longer would be searched for at every slash. */
const longestId = 2048;

export function toResource(item: unknown, ofCutList = false): SavedItem[] {
  const members = membersOf(item);
  const id = members?.get('id');
  if (members === undefined || typeof id !== 'string' || id === '' || id.length > longestId) return [];
  const type = members.has('currentvalue') && members.has('limit') ? subnetUsageType : typeOf(id, members.get('type'));
  return type === undefined ? [] : [{ kind: 'resource', type, id, body: item, ofCutList }];
}

/** What is wrong with resources that an audit would have read. */
function troubleOf(items: readonly unknown[]): string | undefined {
  const troubles = new Set<string>();
  for (const item of items) {
    const members = membersOf(item);
    const [id, type] = [members?.get('id'), members?.get('type')];
    if (typeof id === 'string' && id.length > longestId) {
      troubles.add(`It holds an id of ${id.length} characters, which is no resource's: what has it was left out.`);
    } else if (
      (typeof id !== 'string' || id === '') &&
      typeof type === 'string' &&
      knownTypes.has(type.toLowerCase())
    ) {
      troubles.add(`It holds something of type ${type} without an id: what has none was left out.`);
    } else if (toResource(item).length > 0 && markCutsOfPowerShell(item)) {
      troubles.add(saveDeeper);
    }
  }
  return troubles.size === 0 ? undefined : [...troubles].join(' ');
}

/** By its id, which tells a scale set's network interface from a machine's; by `type` where the id is of no known form. */
function typeOf(id: string, stated: unknown): string | undefined {
  const candidates = [resourceTypeOf(id), typeof stated === 'string' ? stated.toLowerCase() : undefined];
  const found = candidates.find((type) => type !== undefined && knownTypes.has(type));
  return found ?? (/^\/subscriptions\/[^/]+$/i.test(id) ? subscriptionType : undefined);
}

/** The subscription that something saved is in. */
export function subscriptionOf(saved: SavedResource): string | undefined {
  return subscriptionIdOf(saved.kind === 'resource' ? saved.id : saved.parent);
}
