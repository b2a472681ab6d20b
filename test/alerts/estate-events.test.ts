import { describe, expect, it } from 'vitest';
import { memoryOf } from '../../src/alerts/events/audit-events.ts';
import { lateAuditEvents } from '../../src/alerts/events/estate-events.ts';
import type { Report, ReportScope } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aCluster, data } from '../report/a-cluster.ts';
import { anAudit, inShort, lastSaid, tellAll } from './audits.ts';

const clusters = [aCluster()];

function withScope(report: Report, status: ReportScope['status'] | 'gone'): Report {
  const scopes = report.run.scopes.flatMap((scope): ReportScope[] => {
    if (scope.subscriptionId !== data) return [scope];
    return status === 'gone'
      ? []
      : [{ ...scope, status, reason: status === 'read' ? null : '403 AuthorizationFailed.' }];
  });
  return { ...report, run: { ...report.run, scopes, status: status === 'read' ? 'complete' : 'partial' } };
}

describe('coverage', () => {
  const of = (...states: readonly (ReportScope['status'] | 'gone')[]) =>
    states.map((state, day) => withScope(anAudit(day, clusters), state));

  it('that is lost is said once, with the reason, and said when it is back', async () => {
    const said = await tellAll(...of('read', 'unreadable', 'unreadable', 'read', 'read'));
    const coverage = said.map((each) => each.filter(({ kind }) => kind === 'coverage'));
    expect(coverage[1]).toMatchObject([
      {
        transition: 'opened',
        severity: 'high',
        title: 'Subscription Data can no longer be read',
        detail: '403 AuthorizationFailed.',
        subscriptionId: data,
      },
    ]);
    expect(coverage[3]).toMatchObject([{ transition: 'closed', title: 'Subscription Data can be read again' }]);
    expect(coverage.flat()).toHaveLength(2);
  });

  it('is lost too when the subscription is no longer listed', async () => {
    expect(await lastSaid(...of('read', 'gone'))).toEqual(['coverage opened']);
    expect(await lastSaid(...of('read', 'gone', 'gone', 'read'))).toContain('coverage closed');
  });

  it('that never was is not lost', async () => {
    expect(await lastSaid(...of('unreadable', 'unreadable'))).toEqual([]);
  });
});

describe('an audit that is not complete', () => {
  const partly = (day: number) => withScope(anAudit(day, clusters), 'partial');

  it('for 48 hours is said once, and over with the next complete one', async () => {
    const said = await tellAll(anAudit(0, clusters), partly(1), partly(2), partly(3), anAudit(4, clusters));
    expect(said.map((each) => each.map(inShort).join())).toEqual([
      '',
      '',
      'noCompleteAudit opened',
      '',
      'noCompleteAudit closed',
    ]);
    expect(said[2]?.[0]?.title).toBe('No complete audit for 48 hours');
  });

  it('is said by the clock alone when no audit comes at all', async () => {
    const { estate } = await memoryOf(toReportStream(anAudit(0, clusters)));
    if (estate === undefined) throw new Error('Nothing was remembered.');
    expect(lateAuditEvents(estate, new Date('2026-11-24T05:59:59Z'))).toBeUndefined();
    const late = lateAuditEvents(estate, new Date('2026-11-24T06:00:00Z'));
    expect(late?.events.map(inShort)).toEqual(['noCompleteAudit opened']);
    expect(late && lateAuditEvents(late.memory, new Date('2026-11-25T06:00:00Z'))).toBeUndefined();
  });
});

describe('a deadline mark', () => {
  const at = (day: number, daysLeft: number, overrides: Partial<Report> = {}) =>
    anAudit(day, clusters, { deadline: { date: '2028-03-31', daysLeft }, ...overrides });

  it.each([365, 180, 90, 60, 30, 14, 7])('of %i days is said once, with what is left', async (mark) => {
    const [, , said, after] = await tellAll(at(0, mark + 2), at(1, mark + 1), at(2, mark), at(3, mark - 1));
    expect(said?.map(inShort)).toEqual(['deadline opened']);
    expect(said?.[0]?.title).toBe(`${mark} days until 31 Mar 2028, when AKS stops supporting kubenet`);
    expect(said?.[0]?.detail).toContain('1 of 1 cluster still uses kubenet');
    expect(after).toEqual([]);
  });

  it('of the first day without support is said once, and says that support has ended', async () => {
    const [, last, said, after] = await tellAll(at(0, 1), at(1, 0), at(2, -1), at(3, -2));
    expect(last).toEqual([]);
    expect(said).toMatchObject([
      { severity: 'blocker', title: '1 day since 31 Mar 2028, when AKS stopped supporting kubenet' },
    ]);
    expect(after).toEqual([]);
  });

  it('that passed before the first audit is not said', async () => {
    expect(await lastSaid(at(0, 495))).toEqual([]);
  });

  it('of 540 days is said when audits began earlier', async () => {
    expect(await lastSaid(at(0, 541), at(1, 540))).toEqual(['deadline opened']);
  });

  it('after a pause is said for the nearest only', async () => {
    const [, said] = await tellAll(at(0, 400), at(1, 80));
    expect(said).toHaveLength(1);
    expect(said?.[0]).toMatchObject({ severity: 'high' });
  });

  it('says nothing to who is done', async () => {
    const done = { ...anAudit(1, []), deadline: { date: '2028-03-31', daysLeft: 90 } };
    expect(await lastSaid(anAudit(0, []), done)).toEqual([]);
  });
});

describe('an audit', () => {
  it('told a second time says nothing', async () => {
    const report = anAudit(0, [
      aCluster({
        headroom: {
          ...aCluster().headroom,
          limits: [{ name: 'routes', resourceId: 'r', capacity: 10, used: 10, peak: 10, left: 0, nodesLeft: 0 }],
        },
      }),
    ]);
    expect(await lastSaid(report)).toEqual(['headroom opened']);
    expect(await lastSaid(report, report)).toEqual([]);
  });
});
