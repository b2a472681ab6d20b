import { setImmediate as nextTurn } from 'node:timers/promises';
import { allKnown, type Fact, mapFact } from '../model/fact.ts';
import { type ResourceKey, resourceKey } from '../model/resource-id.ts';
import { type AzureSource, type FactsById, factAbout } from './azure-source.ts';
import type { ListItem, ListName } from './list-reads.ts';

export type ReadMany<T> = (ids: readonly string[]) => Promise<FactsById<T>>;

export async function readOne<T>(read: ReadMany<T>, id: string): Promise<Fact<T>> {
  return factAbout(await read([id]), id);
}

export interface ReadTogether<T> extends ReadMany<T> {
  /** Whoever asks for these again has them read again. */
  forget(ids: readonly string[]): void;
}

/** A list that lies below several parents, as one. */
export async function readList<Name extends ListName>(
  source: Pick<AzureSource, 'lists'>,
  name: Name,
  parentIds: readonly string[],
): Promise<Fact<readonly ListItem<Name>[]>> {
  const facts = await source.lists(name, parentIds);
  return mapFact(allKnown(parentIds.map((id) => factAbout(facts, id))), (lists) => lists.flat());
}

/**
 * What many clusters ask for in one turn of the event loop goes out as one read, and each id is read once. A read that throws is
 * forgotten, so that whoever comes again asks again.
 */
export function readTogether<T>(read: ReadMany<T>): ReadTogether<T> {
  const reads = new Map<ResourceKey, Promise<FactsById<T>>>();
  let gathering: { readonly ids: string[]; readonly facts: Promise<FactsById<T>> } | undefined;
  const begin = () => {
    const ids: string[] = [];
    const facts = nextTurn().then(() => {
      gathering = undefined;
      return read(ids);
    });
    facts.catch(() => {
      for (const id of ids) reads.delete(resourceKey(id));
    });
    return { ids, facts };
  };
  const readMany: ReadMany<T> = async (ids) => {
    for (const id of ids.filter((each) => !reads.has(resourceKey(each)))) {
      gathering ??= begin();
      gathering.ids.push(id);
      reads.set(resourceKey(id), gathering.facts);
    }
    const found = ids.map(async (id) => {
      const key = resourceKey(id);
      const fact = (await reads.get(key))?.get(key);
      return fact === undefined ? [] : [[key, fact] as const];
    });
    return new Map((await Promise.all(found)).flat());
  };
  return Object.assign(readMany, {
    forget: (ids: readonly string[]) => {
      for (const id of ids) reads.delete(resourceKey(id));
    },
  });
}
