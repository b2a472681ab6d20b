import { describe, expect, it } from 'vitest';
import type { ClusterReport } from '../../src/model/report.ts';
import { aBlockedCluster, aCluster, anUnverifiedCluster } from '../report/a-cluster.ts';
import { aFinding, anOutcome, calico, missingRoute } from '../report/an-outcome.ts';
import { anAudit, inShort, lastSaid, tellAll } from './audits.ts';

const healthy = aCluster();

function withChecks(checks: ClusterReport['checks'], overrides: Partial<ClusterReport> = {}): ClusterReport {
  return aCluster({
    checks,
    live: checks.filter((each) => each.live && each.status === 'fail').map((each) => each.code),
    ...overrides,
  });
}

const outage = missingRoute(healthy.id, ['node-1', 'node-2']);
const healed = anOutcome({ ...outage, status: 'pass', findings: [] });
const suspected = {
  ...outage,
  findings: outage.findings.map((each) => ({ ...each, confidence: 'suspected' as const })),
};
const unreadable = anOutcome({ ...outage, status: 'unknown', findings: [] });

describe('a live outage', () => {
  it('is said when it opens, silent while it lasts, and said when it closes', async () => {
    const [first, opened, lasting, closed, after] = await tellAll(
      anAudit(0, [withChecks([healed])]),
      anAudit(1, [withChecks([outage])]),
      anAudit(2, [withChecks([outage])]),
      anAudit(3, [withChecks([healed])]),
      anAudit(4, [withChecks([healed])]),
    );
    expect([first, lasting, after]).toEqual([[], [], []]);
    expect(opened?.map(inShort)).toEqual(['outage opened RT-004']);
    expect(opened?.[0]?.title).toContain('Node node-1 has no route in route table rt-shop, and 1 more');
    expect(closed?.map(inShort)).toEqual(['outage closed RT-004']);
    expect(closed?.[0]).toMatchObject({ severity: 'high', since: '2026-11-23T06:00:00Z', runId: '20261125T060000Z' });
  });

  it('is said in the first audit too, since it burns', async () => {
    expect(await lastSaid(anAudit(0, [withChecks([outage])]))).toEqual(['outage opened RT-004']);
  });

  it('stays open while nobody can tell, and is not said again afterwards', async () => {
    const opened = anAudit(0, [withChecks([outage])]);
    const notKnown = anAudit(1, [withChecks([unreadable])]);
    expect(await lastSaid(opened, notKnown)).toEqual([]);
    expect(await lastSaid(opened, notKnown, anAudit(2, [withChecks([outage])]))).toEqual([]);
    expect(await lastSaid(opened, notKnown, anAudit(2, [withChecks([healed])]))).toEqual(['outage closed RT-004']);
  });

  it('stays open while its subscription cannot be read', async () => {
    const report = anAudit(1, []);
    const scopes = report.run.scopes.map((scope) => ({ ...scope, status: 'unreadable' as const, reason: '403' }));
    const dark = { ...report, run: { ...report.run, scopes, status: 'failed' as const } };
    const said = await tellAll(anAudit(0, [withChecks([outage])]), dark, anAudit(2, [withChecks([outage])]));
    expect(said[1]?.filter(({ kind }) => kind === 'outage')).toEqual([]);
    expect(said[2]?.filter(({ kind }) => kind === 'outage')).toEqual([]);
  });

  it('that is only suspected is said when the second audit suspects it too', async () => {
    const [first, second] = await tellAll(anAudit(0, [withChecks([suspected])]), anAudit(1, [withChecks([suspected])]));
    expect(first).toEqual([]);
    expect(second?.map(inShort)).toEqual(['outage opened RT-004']);
    expect(second?.[0]?.detail).toContain('Two audits suspect it');
  });

  it('closes when somebody accepts it, with who and until when', async () => {
    const waived = { ...outage, waiver: { owner: 'team-web', reason: 'known', expires: '2027-05-01' } };
    const [, closed] = await tellAll(anAudit(0, [withChecks([outage])]), anAudit(1, [withChecks([waived])]));
    expect(closed?.map(inShort)).toEqual(['outage closed RT-004']);
    expect(closed?.[0]?.detail).toBe('Accepted by team-web until 1 May 2027: known');
  });

  it('has another id each time it opens, and the same for the same opening', async () => {
    const audits = [outage, healed, outage].map((check, day) => anAudit(day, [withChecks([check])]));
    const ids = (await tellAll(...audits)).flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect((await tellAll(...audits)).flat().map(({ id }) => id)).toEqual(ids);
  });

  it('closes when the cluster has left kubenet, which is said as well', async () => {
    const moved = {
      id: healthy.id.toUpperCase(),
      name: healthy.name,
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
    };
    const said = await lastSaid(anAudit(0, [withChecks([outage])]), anAudit(1, [], { overlay: [moved] }));
    expect(said).toEqual(['outage closed RT-004', 'verdict closed']);
  });

  it('closes when the cluster is gone', async () => {
    expect(await lastSaid(anAudit(0, [withChecks([outage])]), anAudit(1, []))).toEqual(['outage closed RT-004']);
  });
});

describe('a stale route', () => {
  const stale = anOutcome({
    code: 'RT-005',
    category: 'routeTable',
    severity: 'medium',
    status: 'fail',
    findings: [aFinding({ severity: 'medium', confidence: 'suspected' })],
  });

  it('is not said after one audit, and is after two', async () => {
    const measured = { ...stale, findings: [aFinding({ severity: 'medium' })] };
    expect(await lastSaid(anAudit(0, [withChecks([stale])]))).toEqual([]);
    expect(await lastSaid(anAudit(0, [withChecks([stale])]), anAudit(1, [withChecks([measured])]))).toEqual([
      'staleRoute opened RT-005',
    ]);
  });

  it('is not what makes a verdict worse until two audits agree', async () => {
    const high = { ...stale, severity: 'high' as const };
    const worse = withChecks([high], { verdict: 'needsWork', verdictReason: 'Needs work: a route.' });
    const [, first, second] = await tellAll(anAudit(0, [withChecks([])]), anAudit(1, [worse]), anAudit(2, [worse]));
    expect(first).toEqual([]);
    expect(second?.map(inShort)).toEqual(['staleRoute opened RT-005', 'verdict opened']);
  });
});

describe('a new cluster', () => {
  it('is said when it was not there before', async () => {
    const added = aCluster({ name: 'aks-new', createdAt: '2026-11-22T12:00:00Z' });
    const [, said] = await tellAll(anAudit(0, [healthy]), anAudit(1, [healthy, added]));
    expect(said?.map(inShort)).toEqual(['newCluster opened']);
    expect(said?.[0]?.title).toBe('A new kubenet cluster, created 22 Nov 2026');
  });

  it('is not said of all that the first audit finds', async () => {
    expect(await lastSaid(anAudit(0, [healthy, aCluster({ name: 'b' })]))).toEqual([]);
  });

  it('is not said of a subscription that can be read for the first time', async () => {
    const before = anAudit(0, []);
    const withoutData = { ...before, run: { ...before.run, scopes: before.run.scopes.slice(0, 1) } };
    expect(await lastSaid(withoutData, anAudit(1, [anUnverifiedCluster()]))).toEqual([]);
  });
});

describe('a verdict', () => {
  const blocked = aBlockedCluster({ name: healthy.name, live: [], checks: [calico(healthy.id)] });

  it('is said when it gets worse and when it gets better', async () => {
    const [, worse, better] = await tellAll(anAudit(0, [healthy]), anAudit(1, [blocked]), anAudit(2, [healthy]));
    expect(worse?.filter(({ kind }) => kind === 'verdict')).toMatchObject([
      {
        transition: 'opened',
        severity: 'high',
        title: 'Blocked; was ready',
        detail: 'Blocked: Calico must be removed first.',
      },
    ]);
    expect(better?.filter(({ kind }) => kind === 'verdict')).toMatchObject([
      { transition: 'closed', severity: 'high', title: 'Ready; was blocked' },
    ]);
  });

  it('that cannot be proved any more is no improvement, and its return no news', async () => {
    const dark = aCluster({ verdict: 'unverified', checks: [] });
    const before = aCluster({ verdict: 'blocked' });
    expect(await tellAll(anAudit(0, [before]), anAudit(1, [dark]), anAudit(2, [before]))).toEqual([[], [], []]);
  });

  it('that was ready and cannot be proved any more is said', async () => {
    const dark = aCluster({ verdict: 'unverified', checks: [] });
    expect(await lastSaid(anAudit(0, [healthy]), anAudit(1, [dark]))).toEqual(['verdict opened']);
  });
});

describe('a waiver', () => {
  const waived = (expires: string) =>
    withChecks([{ ...calico(healthy.id), waiver: { owner: 'team-web', reason: 'planned for May', expires } }]);

  it('is said once when it ends within 14 days', async () => {
    const audits = [0, 1, 2].map((day) => anAudit(day, [waived('2026-12-07')]));
    const [before, said, after] = await tellAll(...audits);
    expect([before, after]).toEqual([[], []]);
    expect(said?.map(inShort)).toEqual(['waiver opened NP-001']);
    expect(said?.[0]?.title).toBe('The waiver of NP-001 ends on 7 Dec 2026, in 14 days');
  });

  it('is said again for another date', async () => {
    const said = await tellAll(anAudit(0, [waived('2026-11-30')]), anAudit(1, [waived('2026-12-03')]));
    expect(said.flat()).toHaveLength(2);
    expect(new Set(said.flat().map(({ id }) => id)).size).toBe(2);
  });
});
