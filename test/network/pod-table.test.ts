import { describe, expect, it } from 'vitest';
import { parseCidrs } from '../../src/network/cidr.ts';
import { podTables } from '../../src/network/pod-table.ts';
import { classifyTable } from '../../src/network/routes.ts';
import { healthyNodes, healthyRoutes } from '../builders/cluster-facts.ts';
import { routeTableId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';

const pods = parseCidrs(['10.244.0.0/16']).cidrs;
const gone = aRoute({ name: 'aks-gone-12345678-vmss000000____x', addressPrefix: '10.244.9.0/24' });
const own = aRoute({ name: 'to-hub', addressPrefix: '0.0.0.0/0' });
const table = (name: string, routes: ReturnType<typeof aRoute>[]) =>
  classifyTable(aRouteTable({ id: `${routeTableId}-${name}`, name, routes }), pods, healthyNodes());
const found = (tables: ReturnType<typeof table>[], areNodesKnown = true) =>
  podTables(tables, areNodesKnown).map((each) => [each.table.name, each.nodeNames.size]);

describe('the tables that lead to pods', () => {
  it('come with that of most nodes first, whatever else they hold', () => {
    const [first, second, third] = healthyRoutes();
    if (first === undefined || second === undefined || third === undefined) throw new Error('Three nodes have routes.');

    expect(
      found([table('one', [first, own]), table('three', [first, second, third]), table('two', [second, third])]),
    ).toEqual([
      ['three', 3],
      ['two', 2],
      ['one', 1],
    ]);
  });

  it('are none without a route of a node', () => {
    expect(found([table('none', []), table('own', [own])])).toEqual([]);
  });

  it('count routes of nodes that are gone only where the nodes are not known', () => {
    expect(found([table('gone', [gone])])).toEqual([]);
    expect(found([table('gone', [gone, own])], false)).toEqual([['gone', 1]]);
  });
});
