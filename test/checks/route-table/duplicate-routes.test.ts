import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/route-table/duplicate-routes.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing } from '../ask.ts';

function judge(routes: Partial<Route>[], networkProfile = {}) {
  return ask(check, {
    managedCluster: aManagedCluster({ networkProfile }),
    routeTables: [aRouteTable({ routes: routes.map((route) => aRoute(route)) })],
  });
}

const first = { name: 'node-a____102440024', addressPrefix: '10.244.0.0/24' };

describe('RT-007', () => {
  it('passes a route for each prefix and node', () => {
    expect(judge([first, { name: 'node-b____102441024', addressPrefix: '10.244.1.0/24' }]).status).toBe('pass');
  });

  it('names two routes for one prefix, in whatever spelling', () => {
    const outcome = judge([first, { name: 'node-b____102440024', addressPrefix: '10.244.0.9/24' }]);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(outcome.reason).toContain('node-a____102440024, node-b____102440024');
    expect(outcome.reason).toMatch(/ lead to 10\.244\.0\.0\/24\.$/);
    expect(failing(outcome)).toMatchObject([
      {
        resourceId: expect.stringMatching(/\/routes\/node-b____102440024$/),
        evidence: {
          routes: [
            { name: 'node-a____102440024', addressPrefix: '10.244.0.0/24' },
            { name: 'node-b____102440024', addressPrefix: '10.244.0.9/24' },
          ],
        },
      },
    ]);
  });

  it('names two routes for one service tag', () => {
    const outcome = judge([
      { name: 'one', addressPrefix: 'AzureCloud' },
      { name: 'two', addressPrefix: 'azurecloud' },
    ]);
    expect(failing(outcome)).toHaveLength(1);
  });

  it('names a node with two IPv4 routes, whatever the letter case', () => {
    const outcome = judge([first, { name: 'NODE-A____102441024', addressPrefix: '10.244.1.0/24' }]);
    expect(outcome.status).toBe('fail');
    expect(outcome.reason).toContain('name node node-a');
  });

  it("says a node's two routes for one prefix once", () => {
    expect(failing(judge([first, { ...first, name: 'node-a____again' }]))).toHaveLength(1);
  });

  it('allows a node of a dual-stack cluster one route of each family', () => {
    const networkProfile = { podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] };
    const second = { name: 'node-a____fd123456789a80', addressPrefix: 'fd12:3456:789a::/80' };
    expect(judge([first, second], networkProfile).status).toBe('pass');
  });

  it("does not count routes outside the pod CIDR as a node's", () => {
    const outside = { name: 'node-a____10990024', addressPrefix: '10.99.0.0/24' };
    expect(judge([first, outside]).status).toBe('pass');
  });

  it('does not apply without a table, and is unknown without a readable pod CIDR', () => {
    expect(ask(check, { routeTables: [] }).status).toBe('notApplicable');
    expect(judge([first], { podCidrs: ['nonsense'] }).status).toBe('unknown');
  });
});
