import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/route-table/route-provisioning.ts';
import { routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds } from '../ask.ts';

function judge(table: string | undefined, route: string | undefined) {
  const routes = [aRoute(), aRoute({ name: 'second', provisioningState: route })];
  return ask(check, { routeTables: [aRouteTable({ provisioningState: table, routes })] });
}

describe('RT-013', () => {
  it.each([
    ['Succeeded', 'succeeded', 'pass'],
    ['Succeeded', undefined, 'unknown'],
    ['Failed', 'Succeeded', 'fail'],
    ['Updating', 'Succeeded', 'fail'],
    ['Succeeded', 'Failed', 'fail'],
    [undefined, 'Failed', 'fail'],
    [undefined, 'Succeeded', 'unknown'],
  ])('table %s, route %s: %s', (table, route, status) => {
    const outcome = judge(table, route);
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(failingIds(outcome)).toEqual(status === 'fail' ? [routeTableId] : []);
  });

  it('speaks of routes only where some are not in place', () => {
    expect(judge('Failed', 'Succeeded').reason).not.toContain('routes');
    expect(judge('Failed', 'Failed').reason).toContain('1 of its routes');
  });

  it('names the routes that are not in place', () => {
    expect(judge('Succeeded', 'Failed').findings[0]?.evidence).toEqual({
      provisioningState: 'Succeeded',
      routes: [{ name: 'second', provisioningState: 'Failed' }],
    });
  });

  it('does not apply without a table', () => {
    expect(ask(check, { routeTables: [] }).status).toBe('notApplicable');
  });
});
