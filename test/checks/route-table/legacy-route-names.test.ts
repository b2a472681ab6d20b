import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/route-table/legacy-route-names.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { aLock } from '../../builders/management-lock.ts';
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

  it("leaves a route of the owner's to RT-010", () => {
    expect(judge('to').status).toBe('pass');
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

describe('RT-008 after an audit that saw the route already', () => {
  const route = aRoute({ name: 'aks-np1-12345678-vmss000000', addressPrefix: '10.244.7.0/24' });
  const routeTables = [aRouteTable({ routes: [aRoute(), route] })];
  const reason = (staleRoutes: readonly string[]) =>
    ask(check, { routeTables, previousAudit: { asOf: '2026-11-21T06:00:00Z', staleRoutes } }).reason;

  it('says that nobody can write, and where to look', () => {
    const seen = [`${routeTableId.toLowerCase()}/${route.name}`];
    expect(reason(seen)).toContain('It has outlived two audits');
    expect(reason(seen)).toContain('the controller cannot write. Look for a lock');
    expect(reason([])).not.toContain('outlived');
  });

  it('names the lock that was read', () => {
    const locks = [aLock(routeTableId, 'ReadOnly')];
    const previousAudit = {
      asOf: '2026-11-21T06:00:00Z',
      staleRoutes: [`${routeTableId.toLowerCase()}/${route.name}`],
    };
    expect(ask(check, { routeTables, locks, previousAudit }).reason).toContain(
      'Lock keep forbids every write of rt-shop.',
    );
  });
});
