import { resourceKey } from '../../model/resource-id.ts';
import type { SavedResource } from './saved-resource.ts';

type SavedItem = Extract<SavedResource, { kind: 'resource' }>;

/** Saved resources by what they lie in. Of several with one id the first counts. */
export interface SavedIndex {
  /** Those of a type (lower case) below a subscription, group or resource. */
  below(type: string, parent: string): readonly SavedItem[];
  body(id: string): unknown;
  bodyOf(type: string, id: string): unknown;
}

/** Indexed once: asked for each of thousands of scale sets, a search through all of them would take minutes. */
export function indexSaved(saved: readonly SavedResource[]): SavedIndex {
  const byId = new Map<string, SavedItem>();
  const byParent = new Map<string, SavedItem[]>();
  for (const item of saved) {
    if (item.kind !== 'resource') continue;
    const key = resourceKey(item.id);
    if (byId.has(`${item.type} ${key}`)) continue;
    byId.set(`${item.type} ${key}`, item);
    if (!byId.has(key)) byId.set(key, item);
    for (const parent of ancestors(key)) {
      const place = `${item.type} ${parent}`;
      const siblings = byParent.get(place);
      if (siblings === undefined) byParent.set(place, [item]);
      else siblings.push(item);
    }
  }
  return {
    below: (type, parent) => byParent.get(`${type} ${resourceKey(parent)}`) ?? [],
    bodyOf: (type, id) => byId.get(`${type} ${resourceKey(id)}`)?.body,
    body: (id) => byId.get(resourceKey(id))?.body,
  };
}

/** Every beginning of an id that ends before a slash. */
export function ancestors(key: string): string[] {
  const found: string[] = [];
  for (let at = key.indexOf('/', 1); at >= 0; at = key.indexOf('/', at + 1)) found.push(key.slice(0, at));
  return found;
}
