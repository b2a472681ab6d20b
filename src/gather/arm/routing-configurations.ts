import { z } from 'zod';
import { azureObject } from '../../model/azure/lenient.ts';
import type { RoutingConfiguration } from '../../model/cluster-facts.ts';
import { allKnown, type Fact, known, mapFact, unread } from '../../model/fact.ts';
import { resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import type { ReadList } from './read-list.ts';

const named = azureObject({ id: z.string(), name: z.string().default('') });
const ruleCollection = azureObject({ appliesTo: z.array(azureObject({ networkGroupId: z.string() })) });
const member = azureObject({ resourceId: z.string() });

/** What is read of network managers and what lies in them. */
export const routingSchemas = [named, ruleCollection, member];

/**
 * The routing configurations of network managers that target the network or a subnet of it. Only managers of the network's own
 * subscription and members listed by hand are seen; membership by Azure Policy is not.
 * @see https://learn.microsoft.com/azure/virtual-network-manager/concept-user-defined-route
 */
export async function readRoutingConfigurations(
  list: ReadList,
  networkId: string,
): Promise<Fact<readonly RoutingConfiguration[]>> {
  const managers = await list('networkManagers', named, `/subscriptions/${subscriptionIdOf(networkId)}`);
  if (!managers.known) return unread(managers);
  const configurations = allKnown(
    await Promise.all(managers.value.map(({ id }) => list('routingConfigurations', named, id))),
  );
  if (!configurations.known) return unread(configurations);
  const targets = await Promise.all(configurations.value.flat().map((each) => withTargets(list, each)));
  return mapFact(allKnown(targets), (all) =>
    all.filter(({ targetIds }) => targetIds.some((id) => isWithin(networkId, id))),
  );
}

async function withTargets(list: ReadList, { id, name }: z.infer<typeof named>): Promise<Fact<RoutingConfiguration>> {
  const collections = await list('routingRuleCollections', ruleCollection, id);
  if (!collections.known) return unread(collections);
  const groups = new Set(
    collections.value.flatMap(({ appliesTo }) => appliesTo.map(({ networkGroupId }) => networkGroupId)),
  );
  if (groups.size === 0) return known({ id, name, targetIds: [] });
  const members = await Promise.all([...groups].map((group) => list('networkGroupMembers', member, group)));
  return mapFact(allKnown(members), (all) => ({
    id,
    name,
    targetIds: all.flat().map(({ resourceId }) => resourceId),
  }));
}

function isWithin(networkId: string, targetId: string): boolean {
  return `${resourceKey(targetId)}/`.startsWith(`${resourceKey(networkId)}/`);
}
