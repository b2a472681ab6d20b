import type { z } from 'zod';
import type { ResourceGraph, Row } from '../../arm/resource-graph.ts';
import { type Fact, known } from '../../model/fact.ts';
import {
  distinctResourceIds,
  ownGroupId,
  type ResourceKey,
  resourceKey,
  resourceNameOf,
  subscriptionIdOf,
} from '../../model/resource-id.ts';
import { type FactsById, factAbout } from '../azure-source.ts';
import { parseResource } from '../parse-resources.ts';
import { fromGraph } from './from-graph.ts';
import { rowsAbout } from './graph-rows.ts';
import type { QueryName } from './kusto-query.ts';
import type { ProvedRights } from './own-rights.ts';

/** A query for all of a type in whole subscriptions, which shows the subscriptions themselves beside. */
export interface InSubscriptions<S extends z.ZodType<{ id: string }>> {
  /** The query's text, and what an error calls it. */
  readonly query: string;
  readonly name: string;
  readonly schema: S;
  /** The right without which Resource Graph shows none. */
  readonly action: string;
}

/**
 * The ways in which facts are looked up in Resource Graph, each with ARM for what it does not show.
 * @param mayRead where no row means that there is none
 */
export function createGraphLookups(graph: ResourceGraph, mayRead: ProvedRights) {
  async function byId<S extends z.ZodType<{ id: string }>>(
    query: QueryName,
    schema: S,
    ids: readonly string[],
    fromArm: (missing: readonly string[]) => Promise<FactsById<z.infer<S>>>,
  ): Promise<FactsById<z.infer<S>>> {
    const wanted = distinctResourceIds(ids);
    const found = await fromGraph(() =>
      rowsAbout(graph, wanted, { name: query, value: (id) => id, read: reader(schema, query) }),
    );
    const facts = new Map<ResourceKey, Fact<z.infer<S>>>(
      (found.known ? found.value : []).map((each) => [resourceKey(each.id), known(each)]),
    );
    const missing = wanted.filter((id) => !facts.has(resourceKey(id)));
    return missing.length === 0 ? facts : new Map([...facts, ...(await fromArm(missing))]);
  }

  /** Resources by the resource group they are in; groups with none are missing from the map. */
  async function byGroup<S extends z.ZodType<{ id: string }>>(
    query: QueryName,
    schema: S,
    groupIds: readonly string[],
  ): Promise<Fact<ReadonlyMap<ResourceKey, readonly z.infer<S>[]>>> {
    return fromGraph(async () => {
      const value = (id: string) => resourceNameOf(id).toLowerCase();
      const rows = await rowsAbout(graph, groupIds, { name: query, value, read: reader(schema, query) });
      return Map.groupBy(rows, ({ id }) => resourceKey(ownGroupId(id)));
    });
  }

  /**
   * Rows by subscription, and which of the subscriptions have none: those that the same answer shows, and in which the identity may
   * read such things. Of the others only ARM can tell.
   */
  async function lookIn<S extends z.ZodType<{ id: string }>>(
    { query, name, schema, action }: InSubscriptions<S>,
    subscriptionIds: readonly string[],
  ): Promise<{ readonly shown: ReadonlyMap<string, readonly z.infer<S>[]>; readonly empty: ReadonlySet<string> }> {
    const answer = await fromGraph(async () => {
      const read = reader(schema, name);
      const rows = await graph.queryAs(query, subscriptionIds, (row) =>
        isSubscription(row) ? { seen: subscriptionIdOf(String(row['id'])) } : { found: read(row) },
      );
      return {
        found: rows.flatMap((row) => ('found' in row ? [row.found] : [])),
        seen: new Set(rows.flatMap((row) => ('seen' in row ? [row.seen] : []))),
      };
    });
    if (!answer.known) return { shown: new Map(), empty: new Set() };
    const { found, seen } = answer.value;
    const shown = Map.groupBy(found, ({ id }) => subscriptionIdOf(id) ?? '');
    const bare = subscriptionIds.filter((id) => !shown.has(id) && seen.has(id));
    return { shown, empty: bare.length === 0 ? new Set() : await mayRead(action, bare) };
  }

  /** The same as facts, with ARM's where Resource Graph cannot tell. */
  async function bySubscription<S extends z.ZodType<{ id: string }>, T>(
    asked: InSubscriptions<S>,
    subscriptionIds: readonly string[],
    fromArm: (missing: readonly string[]) => Promise<ReadonlyMap<string, Fact<readonly T[]>>>,
  ): Promise<ReadonlyMap<string, Fact<readonly (z.infer<S> | T)[]>>> {
    const { shown, empty } = await lookIn(asked, subscriptionIds);
    const missing = subscriptionIds.filter((id) => !shown.has(id) && !empty.has(id));
    return new Map<string, Fact<readonly (z.infer<S> | T)[]>>([
      ...[...shown].map(([id, all]) => [id, known(all)] as const),
      ...[...empty].map((id) => [id, known([])] as const),
      ...(await fromArm(missing)),
    ]);
  }

  /** The same for places that are named by the id of a subscription's resource. */
  async function byScope<S extends z.ZodType<{ id: string }>, T>(
    asked: InSubscriptions<S>,
    scopeIds: readonly string[],
    fromArm: (missing: readonly string[]) => Promise<FactsById<readonly T[]>>,
  ): Promise<FactsById<readonly (z.infer<S> | T)[]>> {
    const ids = [...new Set(scopeIds.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
    const lists = await bySubscription<S, T>(asked, ids, async (missing) => {
      const facts = await fromArm(missing.map((id) => `/subscriptions/${id}`));
      return new Map(missing.map((id) => [id, factAbout(facts, `/subscriptions/${id}`)]));
    });
    return new Map([...lists].map(([id, fact]) => [resourceKey(`/subscriptions/${id}`), fact]));
  }

  return { byId, byGroup, lookIn, bySubscription, byScope };
}

/** One row that does not fit means that the answer as a whole is not known: one with a hole would be mistaken for all there is. */
function reader<S extends z.ZodType>(schema: S, query: string): (row: Row) => z.infer<S> {
  return (row) => parseResource(schema, row, `${query} ${row['id']}`);
}

function isSubscription({ id }: Row): boolean {
  return /^\/subscriptions\/[^/]+\/?$/i.test(String(id));
}
