import { describe, expect, it } from 'vitest';
import { daysUntilFull } from '../../src/alerts/events/headroom-forecast.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { aCluster } from '../report/a-cluster.ts';
import { anAudit, lastSaid, tellAll } from './audits.ts';

function using(used: number, overrides: Partial<ClusterReport['headroom']> = {}): ClusterReport {
  const { headroom } = aCluster();
  const limit = {
    name: 'podCidr',
    resourceId: 'r',
    capacity: 100,
    used,
    peak: used,
    left: 100 - used,
    nodesLeft: 100 - used,
  } as const;
  return aCluster({ headroom: { ...headroom, nodesLeft: 100 - used, limits: [limit], ...overrides } });
}

/** Use on the days 0, 1, 2 … as the audits see it. */
const overDays = (...used: readonly number[]) => tellAll(...used.map((each, day) => anAudit(day, [using(each)])));

describe('headroom in use', () => {
  it.each([
    [74, 75, 'medium', 75],
    [89, 90, 'high', 90],
    [99, 100, 'blocker', 100],
    [10, 95, 'high', 90],
  ])('from %i to %i per cent is said once, as %s', async (before, after, severity, mark) => {
    const said = (await overDays(before, after, after)).slice(1);
    expect(said[0]).toMatchObject([{ kind: 'headroom', transition: 'opened', severity }]);
    expect(said[0]?.[0]?.title).toContain(`: ${mark} % is reached`);
    expect(said[1]).toEqual([]);
  });

  it('that moves about a mark says nothing twice', async () => {
    const said = await overDays(74, 75, 74, 76, 71, 75, 70, 75);
    expect(said.map((each) => each.map(({ transition }) => transition).join())).toEqual([
      '',
      'opened',
      '',
      '',
      '',
      '',
      'closed',
      'opened',
    ]);
  });

  it('names the fullest limit in its own unit', async () => {
    const [[event]] = [(await overDays(98))[0] ?? []];
    expect(event?.title).toBe('The pod CIDR is 98 % used (98 of 100 /24 blocks): 90 % is reached');
    expect(event?.detail).toBe('Nodes that still fit: 2 · pod CIDR.');
  });

  it('that could not be read neither opens nor closes anything', async () => {
    const dark = anAudit(1, [using(0, { nodesLeft: null, limits: [] })]);
    expect(await lastSaid(anAudit(0, [using(95)]), dark)).toEqual([]);
    expect(await lastSaid(anAudit(0, [using(95)]), dark, anAudit(2, [using(95)]))).toEqual([]);
  });
});

describe('the headroom forecast', () => {
  /** One node fewer a day from 60. */
  const shrinking = (days: number) => Array.from({ length: days }, (_, day) => 40 + day);

  it('is said when the room runs out within 30 days', async () => {
    const said = (await overDays(...shrinking(40))).map((each) =>
      each.filter(({ kind }) => kind === 'headroomForecast'),
    );
    const first = said.findIndex((each) => each.length > 0);
    expect(first).toBe(30);
    expect(said[first]).toMatchObject([{ transition: 'opened', severity: 'high' }]);
    expect(said[first]?.[0]?.title).toBe('At the recent pace no node fits after 21 Jan 2027 (30 days)');
    expect(said.slice(first + 1).flat()).toEqual([]);
  });

  it('is over when the room no longer shrinks', async () => {
    const said = (await overDays(...shrinking(35), ...Array.from({ length: 30 }, () => 10))).flat();
    expect(said.filter(({ kind }) => kind === 'headroomForecast').map(({ transition }) => transition)).toEqual([
      'opened',
      'closed',
    ]);
  });

  it('says nothing from a few days', () => {
    expect(
      daysUntilFull([
        [1, 50],
        [2, 40],
        [3, 30],
        [4, 20],
        [5, 10],
      ]),
    ).toBeUndefined();
    expect(
      daysUntilFull([
        [1, 50],
        [9, 40],
      ]),
    ).toBeUndefined();
  });

  it('never comes for a room that grows', () => {
    expect(
      daysUntilFull([
        [1, 10],
        [3, 11],
        [5, 12],
        [7, 13],
        [9, 14],
      ]),
    ).toBe(Number.POSITIVE_INFINITY);
  });
});
