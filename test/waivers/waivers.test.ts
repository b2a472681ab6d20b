import { describe, expect, it } from 'vitest';
import { judgeCluster } from '../../src/audit/judge-cluster.ts';
import { knownCodes, reviewableCodes } from '../../src/checks/index.ts';
import { clusterReportSchema } from '../../src/model/report.ts';
import type { Waiver } from '../../src/model/waiver.ts';
import { applyWaivers } from '../../src/waivers/apply-waivers.ts';
import { parseWaivers, WaiverFileError } from '../../src/waivers/parse-waivers.ts';
import { tagWaivers } from '../../src/waivers/tag-waivers.ts';
import { aContext, asOf } from '../builders/check-context.ts';
import { clusterFacts } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { clusterId } from '../builders/resource-ids.ts';
import { aFinding, anOutcome } from '../report/an-outcome.ts';

const subscription = clusterId.split('/').slice(0, 3).join('/');

function entry(overrides: Record<string, unknown> = {}) {
  const whole = { code: 'RT-005', scope: clusterId, owner: 'team-web', reason: 'Known.', until: '2027-01-31' };
  return { ...whole, ...overrides };
}

const parse = (...waivers: object[]) => parseWaivers(JSON.stringify({ waivers }), knownCodes, asOf);

function aWaiver(overrides: Partial<Waiver> = {}): Waiver {
  return { ...entry(), from: 'file', ...overrides };
}

function failing(overrides: Parameters<typeof anOutcome>[0] = {}) {
  return anOutcome({ code: 'RT-005', severity: 'medium', status: 'fail', findings: [aFinding()], ...overrides });
}

function apply(waiver: Waiver, outcome = failing()) {
  const { outcomes, uses } = applyWaivers([outcome], [waiver], { clusterId, asOf, reviewable: reviewableCodes });
  return { waiver: outcomes[0]?.waiver, state: uses[0]?.state };
}

describe('a waiver file', () => {
  it('holds what keeps the rules', () => {
    const { waivers, refused } = parse(entry({ code: 'rt-005' }));
    expect(refused).toEqual([]);
    expect(waivers).toEqual([aWaiver()]);
  });

  it.each([
    [{ until: '2027-05-21' }, undefined],
    [{ until: '2027-05-22' }, '181 days away: at most 180'],
    [{ until: '2027-12-27' }, '400 days away'],
    [{ until: '2026-11-01' }, undefined],
    [{ until: '31.01.2027' }, 'is not a date'],
    [{ until: undefined }, 'until is missing'],
    [{ owner: ' ' }, 'owner is missing or empty'],
    [{ reason: '' }, 'reason is missing or empty'],
    [{ code: 'RT-999' }, 'there is no check RT-999'],
    [{ scope: 'aks-shop' }, 'scope must be the resource id'],
    [{ expires: '2027-01-31' }, 'expires is not known'],
  ])('judges %j', (overrides, problem) => {
    const { waivers, refused } = parse(entry(overrides), entry({ code: 'RT-008' }));
    expect(waivers.map(({ code }) => code)).toContain('RT-008');
    expect(refused.map(({ detail }) => detail)).toEqual(
      problem === undefined ? [] : [expect.stringContaining(problem)],
    );
  });

  it('refuses a last day past the deadline, however near it is', () => {
    const late = new Date('2028-03-01T06:00:00Z');
    const text = (until: string) => JSON.stringify({ waivers: [entry({ until })] });
    expect(parseWaivers(text('2028-03-31'), knownCodes, late).refused).toEqual([]);
    expect(parseWaivers(text('2028-04-01'), knownCodes, late).refused).toMatchObject([
      { detail: expect.stringContaining('past 2028-03-31') },
    ]);
  });

  it.each(['{', '[]', '{"waiver":[]}', '{"waivers":[1]}'])('is an error as a whole: %s', (text) => {
    expect(() => parseWaivers(text, knownCodes, asOf)).toThrow(WaiverFileError);
  });
});

describe('a waiver tag', () => {
  const read = (tags: Record<string, string>) => tagWaivers(tags, clusterId, knownCodes, asOf);

  it('holds one or several codes for its cluster, under a name in any letter case', () => {
    const value = 'RT-005, rt-008; until=2027-01-31; owner=team-web; reason=a=b';
    const { waivers, refused } = read({ 'Kubenet-Audit-Waive-2': value, env: 'prod', 'kubenet-audit-waiver': 'x' });
    expect(refused).toEqual([]);
    expect(waivers).toEqual(['RT-005', 'RT-008'].map((code) => aWaiver({ code, reason: 'a=b', from: 'tag' })));
  });

  it.each([
    ['', 'it names no check'],
    ['RT-005', 'until is missing'],
    ['RT-005;until=2027-01-31;owner=x', 'reason is missing'],
    ['RT-005;until=2027-12-27;owner=x;reason=y', '400 days away'],
    ['RT-005;until=2027-01-31;owner=x;reason=a;b', 'b is not known'],
  ])('says what is wrong with %j', (value, problem) => {
    const { waivers, refused } = read({ 'kubenet-audit-waive': value });
    expect(waivers).toEqual([]);
    expect(refused).toMatchObject([{ state: 'refused', detail: expect.stringContaining(problem) }]);
  });

  it('keeps within what Azure allows of a tag', () => {
    expect('kubenet-audit-waive').not.toMatch(/[<>%&\\?/]/);
  });
});

describe('applying', () => {
  it.each([
    ['the cluster', clusterId],
    ['its subscription, in capitals', subscription.toUpperCase()],
    ['the one resource that fails', aFinding().resourceId],
  ])('holds where the scope is %s', (_, scope) => {
    expect(apply(aWaiver({ scope }))).toMatchObject({
      state: 'applied',
      waiver: { owner: 'team-web', expires: '2027-01-31' },
    });
  });

  it('holds nowhere else', () => {
    expect(apply(aWaiver({ scope: `${clusterId}-2` }))).toEqual({ waiver: null, state: undefined });
    expect(apply(aWaiver({ code: 'RT-008' }))).toEqual({ waiver: null, state: undefined });
  });

  it('leaves a check open of which it covers a part', () => {
    const other = aFinding({ resourceId: `${clusterId}/other` });
    const both = failing({ findings: [aFinding(), other] });
    expect(apply(aWaiver({ scope: aFinding().resourceId }), both)).toEqual({ waiver: null, state: 'partly' });
  });

  it('holds through its last day and not a day longer', () => {
    expect(apply(aWaiver({ until: '2026-11-22' }))).toMatchObject({ state: 'applied' });
    expect(apply(aWaiver({ until: '2026-11-21' }))).toEqual({ waiver: null, state: 'expired' });
  });

  it('accepts no blocker but the one that waits for a review', () => {
    expect(apply(aWaiver(), failing({ severity: 'blocker' }))).toEqual({ waiver: null, state: 'refused' });
    const reviewed = failing({ code: 'NP-005', severity: 'blocker' });
    expect(apply(aWaiver({ code: 'NP-005' }), reviewed)).toMatchObject({ state: 'applied' });
  });

  it.each(['pass', 'unknown', 'notRun'] as const)('names a tag that meets %s, and waives nothing', (status) => {
    const outcome = failing({ status, findings: [] });
    expect(apply(aWaiver({ from: 'tag' }), outcome)).toEqual({ waiver: null, state: 'unmatched' });
    expect(apply(aWaiver(), outcome)).toEqual({ waiver: null, state: undefined });
  });
});

describe('a judged cluster', () => {
  const onBasic = (tags: Record<string, string>) => {
    const managedCluster = aManagedCluster({ tags });
    const networkProfile = {
      ...managedCluster.networkProfile,
      podCidrs: [],
      serviceCidrs: [],
      ipFamilies: [],
      loadBalancerSku: 'basic',
    };
    return judgeCluster(clusterFacts({ managedCluster: { ...managedCluster, networkProfile } }), aContext());
  };
  const tag = { 'kubenet-audit-waive': 'PLAT-002;until=2027-01-31;owner=team-web;reason=replaced in January' };

  it('is ready again, says so, and shows what was accepted', () => {
    expect(onBasic({})).toMatchObject({ verdict: 'needsWork' });
    const waived = onBasic(tag);
    expect(waived).toMatchObject({ verdict: 'ready', verdictReason: expect.stringMatching(/; waived: PLAT-002\.$/) });
    expect(waived.scores.readiness.value).toBe(100);
    expect(waived.checks.find(({ code }) => code === 'PLAT-002')).toMatchObject({
      status: 'fail',
      waiver: { owner: 'team-web', reason: 'replaced in January', expires: '2027-01-31' },
    });
    expect(waived.waivers).toMatchObject([{ code: 'PLAT-002', state: 'applied', from: 'tag' }]);
    expect(clusterReportSchema.parse(waived)).toEqual(waived);
  });
});
