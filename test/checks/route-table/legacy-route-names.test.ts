import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/route-table/legacy-route-names.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds } from '../ask.ts';

function judge(name: string, addressPrefix = '10.244.7.0/24') {
  return ask(check, { routeTables: [aRouteTable({ routes: [aRoute(), aRoute({ name, addressPrefix })] })] });
}

describe('RT-008', () => {
  it('names the route without four underscores', () => {
    const outcome = judge('aks-np1-12345678-vmss000000');
    expect(outcome).toMatchObject({ status: 'fail', severity: 'low' });
    expect(failingIds(outcome)).toEqual([`${routeTableId}/routes/aks-np1-12345678-vmss000000`]);
    expect(outcome.findings[0]?.evidence).toEqual({ addressPrefix: '10.244.7.0/24' });
  });

  it('takes three underscores for none', () => {
    expect(judge('aks-np1-12345678-vmss000000___102447024').status).toBe('fail');
    expect(judge('aks-np1-12345678-vmss000000____102447024').status).toBe('pass');
  });

  it.each(['0.0.0.0/0', '10.245.0.0/24', 'Storage'])('lets a route to %s have any name', (prefix) => {
    expect(judge('to-firewall', prefix).status).toBe('pass');
  });

  it('does not apply without a table, and is unknown without a readable pod CIDR', () => {
    expect(ask(check, { routeTables: [] }).status).toBe('notApplicable');
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['nonsense'] } });
    expect(ask(check, { managedCluster }).status).toBe('unknown');
  });
});
