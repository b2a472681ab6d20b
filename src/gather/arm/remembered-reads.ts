import pLimit from 'p-limit';
import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import type { ArmRead } from '../../arm/arm-read.ts';
import { type ArmReadName, armReads } from '../../arm/arm-reads.ts';
import { azureObject } from '../../model/azure/lenient.ts';
import { type Fact, mapFact, unread } from '../../model/fact.ts';
import { type ResourceKey, resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import type { FactsById } from '../azure-source.ts';
import { parseResource, parseResources, readResource } from '../parse-resources.ts';
import { readFact } from '../refused.ts';
import { listOrNone } from './list-or-none.ts';
import type { ReadList } from './read-list.ts';

/**
 * Reads of ARM under way at once. Azure's buckets hold hundreds for each subscription; the sockets of a small worker do not. Beside Resource
 * Graph they are a few for each of many subscriptions, and with 12 at once they take longer than the quota of the queries does.
 * @see docs/decisions/0035-the-quota-is-counted.md
 */
export const readsAtOnce = { arm: 12, graph: 24 } as const;

interface Remembered {
  readonly name: ArmReadName;
  readonly fact: Promise<Fact<unknown>>;
}

/** Reads of Azure Resource Manager, each asked for once. */
export type RememberedReads = ReturnType<typeof rememberedReads>;

/** What was asked for is remembered, refusals too, until its subscription is forgotten. */
export function rememberedReads(arm: ArmClient, atOnce: number) {
  const limit = pLimit(atOnce);
  /** By subscription; '' for what lies in none. */
  const remembered = new Map<string, Map<string, Remembered>>();

  /** What a list holds, before anybody looks into it. */
  function itemsNow(name: ArmReadName, parent: string): Promise<Fact<readonly unknown[]>> {
    const read: ArmRead = armReads[name];
    return limit(() => readFact(read, parent, () => listOrNone(arm, read, parent)));
  }

  /** The same, asked for once, whoever asks. */
  function items(name: ArmReadName, parent: string): Promise<Fact<readonly unknown[]>> {
    return once(name, parent, () => itemsNow(name, parent), 'items');
  }

  /** Reads a list once, whoever asks: whole, or not at all. */
  const list: ReadList = <T>(name: ArmReadName, schema: z.ZodType<T>, parent: string) =>
    once(name, parent, async () => {
      const all = await items(name, parent);
      return all.known
        ? readFact(armReads[name], parent, async () => parseResources(schema, all.value, parent))
        : unread(all);
    });

  /** The items of a list by their ids: what is wrong with one is no other's trouble. */
  function itemsById(name: ArmReadName, parent: string): Promise<Fact<ReadonlyMap<ResourceKey, unknown>>> {
    const read = async () =>
      mapFact(
        await items(name, parent),
        (all) => new Map(all.flatMap((item) => idOf(item).map((id) => [resourceKey(id), item] as const))),
      );
    return once(name, parent, read, 'items by id');
  }

  function get<T>(name: ArmReadName, schema: z.ZodType<T>, id: string): Promise<Fact<T>> {
    const read: ArmRead = armReads[name];
    return once(name, id, () =>
      limit(() => readFact(read, id, async () => parseResource(schema, await arm.get(read, id), id))),
    );
  }

  /** @param form where one read is remembered in several */
  function once<T>(name: ArmReadName, id: string, read: () => Promise<Fact<T>>, form = ''): Promise<Fact<T>> {
    const place = subscriptionIdOf(id) ?? '';
    const there = remembered.get(place) ?? new Map<string, Remembered>();
    remembered.set(place, there);
    const key = `${name} ${form} ${resourceKey(id)}`;
    const before = there.get(key);
    // The key names the read and so its type.
    if (before !== undefined) return before.fact as Promise<Fact<T>>;
    const fact = read();
    there.set(key, { name, fact });
    return fact;
  }

  function forget(subscriptionIds: readonly string[], but: ArmReadName): void {
    for (const id of subscriptionIds.map((each) => each.toLowerCase())) {
      const kept = [...(remembered.get(id) ?? [])].filter(([, { name }]) => name === but);
      if (kept.length === 0) remembered.delete(id);
      else remembered.set(id, new Map(kept));
    }
  }

  /** From the subscription's list; what is not in it (another's resource, or newer than the list) is read by its id. */
  async function byId<T extends { id: string }>(
    listName: ArmReadName,
    getName: ArmReadName,
    schema: z.ZodType<T>,
    ids: readonly string[],
  ): Promise<FactsById<T>> {
    return factsFor(ids, async (id) => {
      const all = await itemsById(listName, `/subscriptions/${subscriptionIdOf(id)}`);
      const found = all.known ? all.value.get(resourceKey(id)) : undefined;
      return found === undefined ? get(getName, schema, id) : readResource(schema, found, id);
    });
  }

  return { items, itemsNow, list, get, byId, once, forget };
}

const withId = azureObject({ id: z.string() });

function idOf(item: unknown): string[] {
  const named = withId.safeParse(item);
  return named.success ? [named.data.id] : [];
}

/** What each id has, by its key. */
export async function factsFor<T>(
  ids: readonly string[],
  read: (id: string) => Promise<Fact<T>>,
): Promise<FactsById<T>> {
  return new Map(await Promise.all(ids.map(async (id) => [resourceKey(id), await read(id)] as const)));
}
