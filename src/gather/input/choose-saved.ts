import type { z } from 'zod';
import { armReads } from '../../arm/arm-reads.ts';
import { resourceKey, resourceNameOf } from '../../model/resource-id.ts';
import { listReadOf, schemaByType } from '../list-reads.ts';
import { type Difference, differenceOf, statedIn } from './differences.ts';
import { ancestors } from './saved-index.ts';
import type { SavedItem, SavedList, SavedResource } from './saved-resource.ts';
import { toResource } from './saved-resources.ts';

/** Something saved, and the file it came from. */
export interface FromFile<T extends SavedResource = SavedResource> {
  readonly saved: T;
  /** Relative to the folder. */
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** What the files hold together, with one resource for each id, and the files that contradict each other. */
export interface ChosenResources {
  readonly resources: readonly SavedResource[];
  readonly disagreements: readonly { readonly file: string; readonly reason: string }[];
}

/** Of what several files say of one resource the fuller counts; of two that say about as much, the newer. Every difference is told. */
export function chooseSaved(all: readonly FromFile[]): ChosenResources {
  const disagreements = new Disagreements();
  const lists = all
    .filter((each): each is FromFile<SavedList> => each.saved.kind === 'list')
    .toSorted((a, b) => a.savedAt - b.savedAt);
  const items = [
    ...all.filter((each): each is FromFile<SavedItem> => each.saved.kind === 'resource'),
    ...lists.flatMap(itemsOf),
  ];
  const chosen = [...Map.groupBy(items, ({ saved }) => `${saved.type} ${resourceKey(saved.id)}`).values()].map((same) =>
    same.reduce((best, each) => choose(best, each, disagreements)),
  );
  for (const [list, item] of notListed(lists, chosen)) disagreements.add(list, item, notInList(list, item));
  return {
    resources: [...lists.map(({ saved }) => saved), ...chosen.map(({ saved }) => saved)],
    disagreements: disagreements.told(),
  };
}

/** What a list of another API version says of a cluster is no second word on it. */
function itemsOf({ saved, ...from }: FromFile<SavedList>): FromFile<SavedItem>[] {
  if (listReadOf(armReads[saved.read]) === undefined) return [];
  return saved.items.flatMap((item) => toResource(item)).map((item) => ({ ...from, saved: item }));
}

function choose(a: FromFile<SavedItem>, b: FromFile<SavedItem>, disagreements: Disagreements): FromFile<SavedItem> {
  const [ofA, ofB] = [stated(a.saved), stated(b.saved)];
  const [used, left, why] = better(a, ofA.size, b, ofB.size);
  const difference = used === a ? differenceOf(ofA, ofB) : differenceOf(ofB, ofA);
  if (difference !== undefined) disagreements.add(left, used, inWords(difference, left, used, why));
  // Of a whole list and a page of it, the whole one tells that nothing is missing.
  return { ...used, saved: { ...used.saved, ofCutList: a.saved.ofCutList && b.saved.ofCutList } };
}

type Choice = readonly [used: FromFile<SavedItem>, left: FromFile<SavedItem>, why: string];

function better(a: FromFile<SavedItem>, statedByA: number, b: FromFile<SavedItem>, statedByB: number): Choice {
  if (statedByA * 2 <= statedByB) return [b, a, 'says more'];
  if (statedByB * 2 <= statedByA) return [a, b, 'says more'];
  if (a.savedAt !== b.savedAt) return b.savedAt > a.savedAt ? [b, a, 'is newer'] : [a, b, 'is newer'];
  return statedByB > statedByA ? [b, a, 'says more'] : [a, b, 'comes first'];
}

/** What an audit would read of it; nothing where it cannot be read. */
function stated({ type, body }: SavedItem): ReadonlyMap<string, string> {
  const schema: z.ZodType | undefined = schemaByType.get(type);
  const parsed = schema?.safeParse(body);
  return parsed?.success === true ? statedIn(parsed.data) : new Map();
}

function inWords(
  { path, used, left }: Difference,
  other: FromFile<SavedItem>,
  chosen: FromFile<SavedItem>,
  why: string,
) {
  return `They differ about ${resourceNameOf(other.saved.id)}: ${path} is ${left ?? 'not stated'} in ${other.file} and ${used ?? 'not stated'} in ${chosen.file}, which is used since it ${why}.`;
}

type Missing = readonly [list: FromFile<SavedList>, item: FromFile<SavedItem>];

/** What lies where a list was saved, and is not in it. Each item looks for its lists: there may be thousands of both. */
function notListed(lists: readonly FromFile<SavedList>[], items: readonly FromFile<SavedItem>[]): readonly Missing[] {
  const places = new Map<string, { list: FromFile<SavedList>; ids: ReadonlySet<string> }[]>();
  for (const list of lists) {
    const type = listReadOf(armReads[list.saved.read])?.type;
    if (type === undefined) continue;
    const ids = new Set(list.saved.items.flatMap((item) => toResource(item)).map(({ id }) => resourceKey(id)));
    const place = `${type} ${resourceKey(list.saved.parent)}`;
    places.set(place, [...(places.get(place) ?? []), { list, ids }]);
  }
  return items.flatMap((item) => {
    const key = resourceKey(item.saved.id);
    return ancestors(key)
      .flatMap((parent) => places.get(`${item.saved.type} ${parent}`) ?? [])
      .filter(({ ids }) => !ids.has(key))
      .map(({ list }): Missing => [list, item]);
  });
}

function notInList({ saved, file }: FromFile<SavedList>, missing: FromFile<SavedItem>): string {
  return `It lists ${saved.items.length === 0 ? 'nothing' : 'other resources only'}, but ${missing.file} holds ${resourceNameOf(missing.saved.id)}, which is not in ${file}: both are used.`;
}

/** One entry for each two files, however many resources they differ about. */
class Disagreements {
  readonly #byFiles = new Map<string, { readonly file: string; readonly first: string; more: number }>();

  add({ file }: FromFile, { file: other }: FromFile, words: string): void {
    const key = `${file}\n${other}`;
    const before = this.#byFiles.get(key);
    if (before === undefined) this.#byFiles.set(key, { file, first: words, more: 0 });
    else before.more += 1;
  }

  told(): { readonly file: string; readonly reason: string }[] {
    return [...this.#byFiles.values()].map(({ file, first, more }) => ({
      file,
      reason: more === 0 ? first : `${first} They differ about ${more} more.`,
    }));
  }
}
