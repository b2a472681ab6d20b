import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/route-table/duplicate-routes.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { nodeName, routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing, plainCommands } from '../ask.ts';

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

  it.each(['10.244.0.0/25', '10.244.1.0/24', 'AzureCloud', 'fd12:3456:789a::/80'])(
    'passes %s beside 10.244.0.0/24',
    (addressPrefix) => {
      expect(judge([first, { name: 'other', addressPrefix }]).status).toBe('pass');
    },
  );

  it('names two routes for one IPv6 prefix, and passes two that differ in length', () => {
    const routeTo = (name: string, addressPrefix: string) => ({ name, addressPrefix });
    const long = routeTo('one', 'fd12:3456:789a:0::/80');

    expect(failing(judge([long, routeTo('two', 'FD12:3456:789A::/80')]))).toHaveLength(1);
    expect(judge([long, routeTo('two', 'fd12:3456:789a::/64')]).status).toBe('pass');
    expect(judge([long, routeTo('two', 'fd12:3456:789b::/80')]).status).toBe('pass');
  });

  it('names every route of a node that has three, and offers a look at the table', () => {
    const third = { name: 'node-a____102442024', addressPrefix: '10.244.2.0/24' };
    const outcome = judge([first, { name: 'node-a____102441024', addressPrefix: '10.244.1.0/24' }, third]);

    expect(failing(outcome)).toHaveLength(1);
    expect(outcome.reason).toBe(
      'Routes node-a____102440024, node-a____102441024, node-a____102442024 of rt-shop name node node-a.',
    );
    expect(outcome.fix.commands.some((command) => command.includes('--route-table-name rt-shop'))).toBe(true);
  });

  it('names the table where nothing is twice', () => {
    expect(judge([first]).reason).toBe('No prefix and no node has two routes in rt-shop.');
  });

  describe('an IPv6 prefix of a present node', () => {
    const pods = { podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] };
    const spelled = (addressPrefix: string, name = `${nodeName('user', 0)}____x`) =>
      judge([{ name, addressPrefix }], pods);

    it('passes as AKS spells it', () => {
      expect(spelled('fd12:3456:789a:0:1::/80').status).toBe('pass');
    });

    it('fails in another spelling, with the one of AKS', () => {
      const outcome = spelled('fd12:3456:789a:0000:1::/80');

      expect(failing(outcome)).toMatchObject([
        {
          resourceId: `${routeTableId}/routes/${nodeName('user', 0)}____x`,
          severity: 'high',
          evidence: { addressPrefix: 'fd12:3456:789a:0000:1::/80', asAksSpellsIt: 'fd12:3456:789a:0:1::/80' },
        },
      ]);
      expect(outcome.reason).toContain(
        `spells the range of node ${nodeName('user', 0)} otherwise than AKS, which deletes all routes of that node for it and writes them a cycle later.`,
      );
      expect(plainCommands(outcome).at(-1)).toContain(`--name ${nodeName('user', 0)}____x`);
    });

    it("passes in any spelling as a route that is nobody's, and of IPv4", () => {
      expect(spelled('fd12:3456:789a:0000:1::/80', 'gone____x').status).toBe('pass');
      expect(spelled('10.244.1.9/24').status).toBe('pass');
    });
  });
});
