import { describe, expect, it } from 'vitest';
import type { NodeResourceRequest, NodeResources } from '../../src/gather/azure-source.ts';
import { indexClusters } from '../../src/gather/cluster-index.ts';
import { findTableNeighbours } from '../../src/gather/table-neighbours.ts';
import type { IndexedCluster } from '../../src/model/audit.ts';
import { type Fact, known, notKnown } from '../../src/model/fact.ts';
import { resourceGroupId, resourceKey, subscriptionIdOf } from '../../src/model/resource-id.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aNode } from '../builders/node.ts';
import {
  clusterId,
  nodeResourceGroup,
  nodeSubnetId,
  routeTableId,
  subscriptionId,
  virtualNetworkId,
} from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';
import { aVirtualNetwork } from '../builders/virtual-network.ts';

const secondSubscription = '00000000-0000-0000-0000-000000000002';
const otherSubnetId = `${virtualNetworkId}/subnets/snet-other`;
const otherNode = 'aks-apps-87654321-vmss000003';
const routeOfOther = aRoute({ name: `${otherNode}____102449024`, addressPrefix: '10.244.9.0/24' });

const itself: IndexedCluster = {
  id: clusterId,
  name: 'aks-shop',
  location: 'westeurope',
  nodeResourceGroup,
  poolNames: ['system', 'user'],
  nodeSubnetIds: [nodeSubnetId],
};

function another(overrides: Partial<IndexedCluster> = {}): IndexedCluster {
  const id = `/subscriptions/${subscriptionId}/resourceGroups/rg-other/providers/Microsoft.ContainerService/managedClusters/aks-other`;
  const group = 'MC_rg-other_aks-other_westeurope';
  const rest = { name: 'aks-other', location: 'westeurope', poolNames: ['apps'], nodeSubnetIds: [otherSubnetId] };
  return { id, nodeResourceGroup: group, ...rest, ...overrides };
}

const instance = (computerName: string) => ({
  id: `/subscriptions/${subscriptionId}/resourceGroups/mc/providers/Microsoft.Compute/virtualMachineScaleSets/s/virtualMachines/3`,
  name: 's_3',
  osProfile: { computerName },
});

function nodesNamed(...names: readonly string[]): Fact<NodeResources> {
  return known({ instances: known(names.map(instance)), scaleSetInterfaces: known([]), machineInterfaces: known([]) });
}

/** A source that has the nodes of every group it is asked for. */
function sourceOf(resources: Fact<NodeResources>) {
  const asked: NodeResourceRequest[] = [];
  return {
    asked,
    kind: 'arm' as const,
    nodeResources: async (requests: readonly NodeResourceRequest[]) => {
      asked.push(...requests);
      return new Map(requests.map((request) => [resourceKey(request.resourceGroupId), resources]));
    },
  };
}

function sharing(table: Parameters<typeof aRouteTable>[0], index: readonly IndexedCluster[]) {
  return {
    cluster: aManagedCluster(),
    routeTables: known([aRouteTable(table)]),
    networks: known([aVirtualNetwork()]),
    nodes: known([aNode()]),
    index: indexClusters([itself, ...index]),
  };
}

describe('another cluster on the same table', () => {
  it('is seen by its node subnet, and its nodes are not read', async () => {
    const source = sourceOf(nodesNamed());

    const found = await findTableNeighbours(source, sharing({ subnetIds: [nodeSubnetId, otherSubnetId] }, [another()]));

    expect(found).toEqual(
      known([{ clusterId: another().id, routeTableId, nodeSubnetIds: [otherSubnetId], routeNames: [] }]),
    );
    expect(source.asked).toEqual([]);
  });

  it('is seen by its node subnet from another subscription, whatever case the ids come in', async () => {
    const other = another({
      id: another().id.replace(subscriptionId, secondSubscription).toUpperCase(),
      nodeSubnetIds: [otherSubnetId.toUpperCase()],
    });

    const found = await findTableNeighbours(
      sourceOf(nodesNamed()),
      sharing({ subnetIds: [nodeSubnetId, otherSubnetId] }, [other]),
    );

    expect(found).toMatchObject({ known: true, value: [{ clusterId: other.id, nodeSubnetIds: [otherSubnetId] }] });
  });

  it('is seen by routes named after its nodes alone', async () => {
    const source = sourceOf(nodesNamed(otherNode));

    const found = await findTableNeighbours(source, sharing({ routes: [aRoute(), routeOfOther] }, [another()]));

    expect(found).toEqual(
      known([{ clusterId: another().id, routeTableId, nodeSubnetIds: [], routeNames: [routeOfOther.name] }]),
    );
    expect(source.asked).toMatchObject([{ hasScaleSets: true, hasMachines: false }]);
  });

  it('is looked at only where its subnets are in the subscription of the table', async () => {
    let looks = 0;
    const far = (index: number) => {
      const cluster = another({
        id: another().id.replace('aks-other', `aks-far-${index}`),
        nodeSubnetIds: [otherSubnetId.replace(subscriptionId, secondSubscription)],
      });
      return {
        ...cluster,
        get location() {
          looks += 1;
          return cluster.location;
        },
      };
    };
    const source = sourceOf(nodesNamed(otherNode));
    const clusters = [...Array.from({ length: 40 }, (_, index) => far(index)), another()];

    const found = await findTableNeighbours(source, sharing({ routes: [aRoute(), routeOfOther] }, clusters));

    expect(found).toMatchObject({ known: true, value: [{ clusterId: another().id }] });
    expect(looks).toBe(0);
  });

  it('is not seen in a route of a node that it no longer has', async () => {
    const source = sourceOf(nodesNamed('aks-apps-87654321-vmss000004'));

    const found = await findTableNeighbours(source, sharing({ routes: [aRoute(), routeOfOther] }, [another()]));

    expect(found).toEqual(known([]));
  });

  it('has its virtual machines read where a route is named after one', async () => {
    const source = sourceOf(nodesNamed());
    const ofMachine = { ...routeOfOther, name: 'aks-apps-87654321-0____102449024' };

    await findTableNeighbours(source, sharing({ routes: [ofMachine] }, [another()]));

    expect(source.asked).toMatchObject([{ hasScaleSets: false, hasMachines: true }]);
  });

  it.each([
    ['a managed network', { nodeSubnetIds: [] }],
    ['another region', { location: 'northeurope' }],
    ['pools of other names', { poolNames: ['gpu'] }],
    [
      'a network of another subscription',
      { nodeSubnetIds: [otherSubnetId.replace(subscriptionId, secondSubscription)] },
    ],
  ])('with %s cannot have written a route here, and is not read', async (_, overrides) => {
    const source = sourceOf(notKnown('403'));

    const found = await findTableNeighbours(source, sharing({ routes: [routeOfOther] }, [another(overrides)]));

    expect(found).toEqual(known([]));
    expect(source.asked).toEqual([]);
  });
});

describe('another cluster whose nodes cannot be read', () => {
  const refused = notKnown('403 AuthorizationFailed');

  it('leaves it unknown whether a route is its', async () => {
    const found = await findTableNeighbours(sourceOf(refused), sharing({ routes: [routeOfOther] }, [another()]));

    expect(found).toEqual(notKnown('Whether aks-other writes to this table is not known: 403 AuthorizationFailed'));
  });

  it('is a neighbour all the same when its subnet is on the table, with routes that nobody knows', async () => {
    const table = { routes: [routeOfOther], subnetIds: [nodeSubnetId, otherSubnetId] };

    const found = await findTableNeighbours(sourceOf(refused), sharing(table, [another()]));

    expect(found).toMatchObject({
      known: false,
      reason: 'Whether aks-other writes to this table is not known: 403 AuthorizationFailed',
      part: [{ nodeSubnetIds: [otherSubnetId] }],
    });
  });
});

describe('a cluster of which too little was read', () => {
  const unread = another({ nodeSubnetIds: [], poolNames: [], isUnread: true });
  const find = (table: Parameters<typeof aRouteTable>[0], other = unread) =>
    findTableNeighbours(sourceOf(nodesNamed()), sharing(table, [other]));

  it.each([
    ["a subnet that is nobody's", { subnetIds: [nodeSubnetId, otherSubnetId] }],
    ["a route of a node that is nobody's", { routes: [aRoute(), routeOfOther] }],
  ])('may use a table with %s', async (_, table) => {
    expect(await find(table)).toEqual(
      notKnown('Whether aks-other uses rt-shop is not known: too little was read of it.'),
    );
  });

  it('uses no table that is explained by the others', async () => {
    expect(await find({ subnetIds: [nodeSubnetId] })).toEqual(known([]));
  });

  it('uses no table of another region', async () => {
    expect(await find({ subnetIds: [otherSubnetId] }, { ...unread, location: 'northeurope' })).toEqual(known([]));
    expect(await find({ subnetIds: [otherSubnetId] }, { ...unread, location: '' })).toMatchObject({ known: false });
  });

  it('is the cluster itself to nobody', async () => {
    const itselfUnread = { ...unread, id: clusterId };
    expect(await find({ subnetIds: [nodeSubnetId, otherSubnetId] }, itselfUnread)).toEqual(known([]));
  });
});

describe('a cluster that does not name its node resource group', () => {
  it('may have written the routes that are named after its pools', async () => {
    const { nodeResourceGroup: _, ...nameless } = another();
    const found = await findTableNeighbours(
      sourceOf(nodesNamed(otherNode)),
      sharing({ routes: [routeOfOther] }, [nameless]),
    );

    expect(found).toEqual(
      notKnown('Whether aks-other writes to this table is not known: it names no node resource group.'),
    );
  });

  it('is never taken to own what lies in no group', async () => {
    const { nodeResourceGroup: _, ...nameless } = another({ nodeSubnetIds: [] });

    const found = await findTableNeighbours(
      sourceOf(nodesNamed(otherNode)),
      sharing({ routes: [routeOfOther] }, [nameless]),
    );

    expect(found).toEqual(known([]));
  });
});

it("a managed network's table can be written to by its own cluster only, whose group it lies in", async () => {
  const table = {
    id: `${resourceGroupId(subscriptionIdOf(clusterId) ?? '', nodeResourceGroup)}/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable`,
    routes: [routeOfOther],
    subnetIds: [nodeSubnetId],
  };
  const source = sourceOf(notKnown('403'));

  expect(await findTableNeighbours(source, sharing(table, [another({ nodeSubnetIds: [] })]))).toEqual(known([]));
  expect(source.asked).toEqual([]);
});
