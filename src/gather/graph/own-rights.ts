import { z } from 'zod';
import type { ResourceGraph } from '../../arm/resource-graph.ts';
import { type RoleDefinition, roleAssignment, roleDefinition } from '../../model/azure/authorization.ts';
import { azureObject, emptyWhenAbsent } from '../../model/azure/lenient.ts';
import { mapFact, valueIfKnown } from '../../model/fact.ts';
import { type ResourceKey, resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import { allowsAction, readsEverything, roleKey } from '../../network/role-rights.ts';
import { type FactsById, factAbout } from '../azure-source.ts';
import { parseResources } from '../parse-resources.ts';
import { readTogether } from '../read-many.ts';
import { fromGraph } from './from-graph.ts';
import { kustoQuery, type QueryName } from './kusto-query.ts';
import { readShownSubscriptions } from './shown-subscriptions.ts';

/**
 * The subscriptions, of those given, in all of which the identity is proved to hold an action. One that is missing may allow it all
 * the same: roles that a group holds are not seen.
 */
export type ProvedRights = (action: string, subscriptionIds: readonly string[]) => Promise<ReadonlySet<string>>;

export const nothingProved: ProvedRights = async () => new Set();

/**
 * Rights by the roles given to the identity itself, at a subscription or a management group above it, as Resource Graph shows them.
 * A role below a subscription proves nothing about all of it.
 * @param objectId of the identity; undefined where it is not known
 */
export function createProvedRights(
  graph: Pick<ResourceGraph, 'query'>,
  objectId: () => Promise<string | undefined>,
  shown = readShownSubscriptions(graph),
): ProvedRights {
  async function read<S extends z.ZodType>(
    name: QueryName,
    schema: S,
    { ids, values = [] }: { readonly ids: readonly string[]; readonly values?: readonly string[] },
  ): Promise<readonly z.infer<S>[]> {
    return parseResources(schema, await graph.query(kustoQuery(name, values), ids, 'AtScopeAndAbove'), name);
  }

  /** The identity's own roles by the scope they were given at. */
  async function ownRoles(ids: readonly string[]): Promise<ReadonlyMap<ResourceKey, readonly RoleDefinition[]>> {
    const own = await objectId();
    if (own === undefined) return new Map();
    const assignments = await read('own-role-assignments', roleAssignment, { ids, values: [own] });
    const values = [...new Set(assignments.filter((each) => !readsEverything(each)).map(keyOfRole))];
    const definitions = values.length === 0 ? [] : await read('role-definitions', roleDefinition, { ids, values });
    const byKey = new Map(definitions.map((each) => [roleKey(each.id), each]));
    const roles = assignments.map((each) => ({
      scope: resourceKey(each.scope),
      role: readsEverything(each) ? { id: each.roleDefinitionId, permissions: everything } : byKey.get(keyOfRole(each)),
    }));
    return new Map(
      [...Map.groupBy(roles, ({ scope }) => scope)].map(([scope, all]) => [
        scope,
        all.flatMap(({ role }) => role ?? []),
      ]),
    );
  }

  async function rolesHeld(scopeIds: readonly string[]): Promise<FactsById<readonly RoleDefinition[]>> {
    const ids = [...new Set(scopeIds.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
    const held = await fromGraph(async () => {
      const [roles, rows] = await Promise.all([ownRoles(ids), shown(scopeIds)]);
      const places = parseResources(place, [...rows.values()].map(valueIfKnown), 'readable-subscriptions');
      return new Map(places.map((each) => [resourceKey(each.id), scopesOf(each).flatMap((id) => roles.get(id) ?? [])]));
    });
    return new Map(scopeIds.map((id) => [resourceKey(id), mapFact(held, (all) => all.get(resourceKey(id)) ?? [])]));
  }

  const roles = readTogether(rolesHeld);
  return async (action, subscriptionIds) => {
    const scopes = subscriptionIds.map((id) => ({ id, scope: `/subscriptions/${id}` }));
    const facts = await roles(scopes.map(({ scope }) => scope));
    const holds = (scope: string) => {
      const held = factAbout(facts, scope);
      return held.known && held.value.some((role) => allowsAction(role, action));
    };
    return new Set(scopes.filter(({ scope }) => holds(scope)).map(({ id }) => id));
  };
}

const everything: RoleDefinition['permissions'] = [{ actions: ['*/read'], notActions: [] }];

function keyOfRole({ roleDefinitionId }: z.infer<typeof roleAssignment>): string {
  return roleKey(roleDefinitionId);
}

/** A row of readable-subscriptions.kql. */
const place = azureObject({ id: z.string(), managementGroups: emptyWhenAbsent(azureObject({ name: z.string() })) });

/** Where a role holds in the whole subscription. */
function scopesOf({ id, managementGroups }: z.infer<typeof place>): readonly ResourceKey[] {
  const groups = managementGroups.map(({ name }) => `/providers/Microsoft.Management/managementGroups/${name}`);
  return [id, ...groups].map(resourceKey);
}
