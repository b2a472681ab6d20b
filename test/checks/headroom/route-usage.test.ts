import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/headroom/route-usage.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

function tableWith(count: number, id = routeTableId) {
  return aRouteTable({ id, routes: Array.from({ length: count }, (_, index) => aRoute({ name: `route-${index}` })) });
}

describe('HEAD-001', () => {
  it.each([
    [0, 400, 'pass', undefined],
    [239, 400, 'pass', undefined],
    [240, 400, 'fail', 'low'],
    [299, 400, 'fail', 'low'],
    [300, 400, 'fail', 'medium'],
    [359, 400, 'fail', 'medium'],
    [360, 400, 'fail', 'high'],
    [399, 400, 'fail', 'high'],
    [400, 400, 'fail', 'blocker'],
    [401, 400, 'fail', 'blocker'],
    [599, 1000, 'pass', undefined],
    [600, 1000, 'fail', 'low'],
    [4, 7, 'pass', undefined],
    [5, 7, 'fail', 'low'],
  ])('%i of %i routes: %s %s', (count, routeLimit, status, severity) => {
    const outcome = ask(check, { routeTables: [tableWith(count)] }, { routeLimit });
    expect(outcome.status).toBe(status);
    if (severity !== undefined) expect(outcome.severity).toBe(severity);
    expect(outcome.findings[0]).toMatchObject({ resourceId: routeTableId, evidence: { routes: count, routeLimit } });
  });

  it('names the one of two tables that is full, and the command for it', () => {
    const fullId = routeTableId.replace('rt-shop', 'rt-full');
    const outcome = ask(check, { routeTables: [tableWith(10), tableWith(380, fullId)] });
    expect(failingIds(outcome)).toEqual([fullId]);
    expect(outcome.reason).toContain('380 of 400');
    expect(plainCommands(outcome)).toEqual([
      expect.stringMatching(/^az network route-table route list .*--route-table-name rt-full --output table$/),
    ]);
  });

  it('does not apply where no node subnet has a table', () => {
    expect(ask(check, { routeTables: [] }).status).toBe('notApplicable');
  });

  it('is unknown where the tables could not be read', () => {
    const outcome = ask(check, { routeTables: notKnown('403 on routeTables/read') });
    expect(outcome).toMatchObject({ status: 'unknown', reason: '403 on routeTables/read', severity: 'blocker' });
  });
});
