import { describe, expect, it } from 'vitest';
import { notAsked, notKnown } from '../../src/model/fact.ts';
import { deriveFacts } from '../../src/network/derived-facts.ts';
import { clusterFacts, healthyRoutes } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aRouteTable } from '../builders/route-table.ts';

const withoutPodCidr = aManagedCluster({ networkProfile: { podCidr: undefined, podCidrs: [] } });
const other = aRouteTable({ id: '/other', name: 'rt-other', routes: healthyRoutes().slice(0, 2) });

describe('facts that follow from others', () => {
  it('are known with them', () => {
    const facts = clusterFacts();
    expect(facts.podCidrs).toMatchObject({ known: true, value: [{ text: '10.244.0.0/16' }] });
    expect(facts.classifiedTables).toMatchObject({
      known: true,
      value: [{ routes: [{ isAksRoute: true }, { isAksRoute: true }, { isAksRoute: true }] }],
    });
  });

  it('are not known for the reason of what they follow from', () => {
    const gone = notKnown('403 on the cluster');
    const facts = clusterFacts({ managedCluster: gone });
    expect([facts.podCidrs, facts.classifiedTables, facts.podTable]).toEqual([gone, gone, gone]);
    expect(clusterFacts({ routeTables: notAsked('ask') }).classifiedTables).toEqual(notAsked('ask'));
    expect(clusterFacts({ managedCluster: withoutPodCidr }).classifiedTables).toEqual(
      notKnown('The cluster states no pod CIDR.'),
    );
  });

  it('are a part where a part was read', () => {
    const part = [aRouteTable({ routes: healthyRoutes() })];
    const { classifiedTables } = deriveFacts({ ...clusterFacts(), routeTables: { ...notKnown('403 on rt-b'), part } });
    expect(classifiedTables).toMatchObject({ known: false, reason: '403 on rt-b', part: [{ table: part[0] }] });
  });

  it('give a route its node only where the nodes are known', () => {
    const { classifiedTables } = clusterFacts({ nodes: notKnown('403') });
    const [table] = classifiedTables.known ? classifiedTables.value : [];
    expect(table?.routes.map(({ isAksRoute, node }) => [isAksRoute, node])).toEqual(
      Array.from({ length: 3 }, () => [true, undefined]),
    );
  });

  it('follow again from facts that were read again', () => {
    const before = clusterFacts();
    const again = deriveFacts({ ...before, routeTables: { known: true, value: [] } });
    expect(again.classifiedTables).toEqual({ known: true, value: [] });
  });
});

describe('the table of the pods', () => {
  it('is the one with the routes of most nodes, wherever it hangs', () => {
    const bare = aRouteTable({ routes: [] });
    const { podTable } = clusterFacts({ routeTables: [bare], otherRouteTables: [other] });
    expect(podTable).toMatchObject({ known: true, value: { table: { name: 'rt-other' } } });
    expect(clusterFacts({ otherRouteTables: [other] }).podTable).toMatchObject({
      value: { nodeNames: { size: 3 } },
    });
  });

  it('is not known where no table that was read holds a route of a node', () => {
    expect(clusterFacts({ routeTables: [aRouteTable({ routes: [] })] }).podTable).toEqual(
      notKnown('No table with routes of the nodes was read.'),
    );
  });
});
