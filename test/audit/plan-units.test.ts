import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countRequests } from '../../src/arm/request-counter.ts';
import { planAudit } from '../../src/audit/plan-audit.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import type { ListedCluster } from '../../src/gather/azure-source.ts';
import { known } from '../../src/model/fact.ts';
import { compareResourceIds, subscriptionIdOf } from '../../src/model/resource-id.ts';
import { clientOfLists } from '../gather/client-of-lists.ts';

const subscriptionIds = ['a', 'b'].map((end) => `00000000-0000-4000-8000-00000000000${end}`);
const nothingRead = createArmSource(
  clientOfLists(async () => []),
  countRequests(),
);

/** Kubenet clusters, small ones or of any size, in letters and an order as Azure may send them. */
const clusters = fc.constantFrom(20, 9000).chain((mostNodes) =>
  fc.uniqueArray(
    fc.record({
      subscription: fc.nat(1),
      name: fc.stringMatching(/^[a-c]{1,2}(-[0-9]{1,3})?$/),
      isUpper: fc.boolean(),
      nodes: fc.nat(mostNodes),
    }),
    { maxLength: 250, size: 'max', selector: ({ subscription, name }) => `${subscription} ${name}` },
  ),
);

function listed({
  subscription,
  name,
  isUpper,
  nodes,
}: {
  subscription: number;
  name: string;
  isUpper: boolean;
  nodes: number;
}) {
  const path = `/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;
  return {
    id: `/subscriptions/${subscriptionIds[subscription]}${isUpper ? path.toUpperCase() : path}`,
    ...{ name, location: 'westeurope', tags: {}, nodeResourceGroup: `mc_${name}`, trouble: undefined },
    ...{ networkPlugin: 'kubenet', networkPluginMode: undefined, provisioningState: 'Succeeded' },
    pools: [{ name: 'system', count: nodes, vnetSubnetID: undefined, provisioningState: 'Succeeded' }],
  } satisfies ListedCluster;
}

async function unitsOf(kind: 'arm' | 'graph', all: readonly ListedCluster[]) {
  const source = {
    ...nothingRead,
    kind,
    subscriptions: async () =>
      subscriptionIds.map((subscriptionId) => ({
        subscription: { subscriptionId, displayName: undefined, tenantId: undefined, state: undefined },
        refusal: undefined,
      })),
    listClusters: async () =>
      new Map(subscriptionIds.map((id) => [id, known(all.filter((each) => subscriptionIdOf(each.id) === id))])),
  };
  const everything = { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} };
  return (await planAudit(source, everything)).units.map(({ clusterIds }) => clusterIds);
}

it.each(['arm', 'graph'] as const)(
  'units hold every cluster once, in the order of the ids through all units: %s',
  (kind) =>
    fc.assert(
      fc.asyncProperty(clusters, async (made) => {
        const all = made.map(listed);

        expect((await unitsOf(kind, all)).flat()).toEqual(all.map(({ id }) => id).sort(compareResourceIds));
      }),
    ),
);

it.each([
  ['arm', 80, 4000],
  ['graph', 1000, 8000],
] as const)('a unit is no larger than a small worker can hold, unless one cluster is: %s', (kind, most, mostNodes) =>
  fc.assert(
    fc.asyncProperty(clusters, async (made) => {
      const all = made.map(listed);
      const nodesOf = new Map(all.map(({ id, pools }) => [id, pools[0]?.count ?? 0]));

      for (const unit of await unitsOf(kind, all)) {
        expect(unit.length).toBeLessThanOrEqual(most);
        const nodes = unit.reduce((total, id) => total + (nodesOf.get(id) ?? 0), 0);
        expect(unit.length === 1 || nodes <= mostNodes).toBe(true);
        // Azure's request buckets are each subscription's own.
        if (kind === 'arm') expect(new Set(unit.map(subscriptionIdOf)).size).toBe(1);
      }
    }),
  ),
);
