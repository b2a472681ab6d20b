import pLimit from 'p-limit';
import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import { type ArmRead, type ArmReadName, armReads } from '../../arm/arm-reads.ts';
import { azureObject } from '../../model/azure/lenient.ts';
import { type Fact, mapFact, unread } from '../../model/fact.ts';
import { type ResourceKey, resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import type { FactsById } from '../azure-source.ts';
import { parseResource, parseResources, readResource } from '../parse-resources.ts';
import { readFact } from '../refused.ts';
import { listOrNone } from './list-or-none.ts';
import type { ReadList } from './read-list.ts';

/** Reads under way at once. Azure's buckets hold hundreds; the sockets of a small worker do not. */
const concurrentReads = 12;

/** Reads of Azure Resource Manager, each asked for once. */
export type RememberedReads = ReturnType<typeof rememberedReads>;

/** What was asked for is remembered for as long as this lives, refusals too. */
export function rememberedReads(arm: ArmClient) {
  const limit = pLimit(concurrentReads);
  const remembered = new Map<string, Promise<Fact<unknown>>>();

  /** What a list holds, before anybody looks into it. Asked for once, whoever asks. */
  function items(name: ArmReadName, parent: string): Promise<Fact<readonly unknown[]>> {
    const read: ArmRead = armReads[name];
    return once(`items of ${name} ${resourceKey(parent)}`, () =>
      limit(() => readFact(read, parent, () => listOrNone(arm, read, parent))),
    );
  }

  /** Reads a list once, whoever asks: whole, or not at all. */
  const list: ReadList = <T>(name: ArmReadName, schema: z.ZodType<T>, parent: string) =>
    once(`${name} ${resourceKey(parent)}`, async () => {
      const all = await items(name, parent);
      return all.known
        ? readFact(armReads[name], parent, async () => parseResources(schema, all.value, parent))
        : unread(all);
    });

  /** The items of a list by their ids: what is wrong with one is no other's trouble. */
  function itemsById(name: ArmReadName, parent: string): Promise<Fact<ReadonlyMap<ResourceKey, unknown>>> {
    return once(`by id ${name} ${resourceKey(parent)}`, async () =>
      mapFact(
        await items(name, parent),
        (all) => new Map(all.flatMap((item) => idOf(item).map((id) => [resourceKey(id), item] as const))),
      ),
    );
  }

  function get<T>(name: ArmReadName, schema: z.ZodType<T>, id: string): Promise<Fact<T>> {
    const read: ArmRead = armReads[name];
    return once(`${name} ${resourceKey(id)}`, () =>
      limit(() => readFact(read, id, async () => parseResource(schema, await arm.get(read, id), id))),
    );
  }

  function once<T>(key: string, read: () => Promise<Fact<T>>): Promise<Fact<T>> {
    const before = remembered.get(key);
    // The key names the read and so its type.
    if (before !== undefined) return before as Promise<Fact<T>>;
    const reading = read();
    remembered.set(key, reading);
    return reading;
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

  return { items, list, get, byId, once };
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
