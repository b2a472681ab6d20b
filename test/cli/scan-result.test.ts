import { describe, expect, it } from 'vitest';
import { type ScanDemands, scanResult } from '../../src/cli/scan-result.ts';
import type { FailLevel } from '../../src/config/scan-setting-list.ts';
import type { Severity } from '../../src/model/finding.ts';
import type { CheckOutcome } from '../../src/model/outcome.ts';
import type { Report } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aCluster } from '../report/a-cluster.ts';
import { aReport } from '../report/a-report.ts';
import { aFinding, anOutcome } from '../report/an-outcome.ts';

const nothing: ScanDemands = { failOn: undefined, requireComplete: false, clusters: [], tags: {} };
const judge = (report: Report, demands: Partial<ScanDemands>) =>
  scanResult(toReportStream(report), { ...nothing, ...demands });

const failing = (severity: Severity, changes: Partial<CheckOutcome> = {}) => ({
  ...anOutcome({ status: 'fail', findings: [aFinding({ severity })], severity }),
  waiver: changes.waiver ?? null,
});
const withCheck = (severity: Severity, changes?: Partial<CheckOutcome>) =>
  aReport([aCluster({ checks: [failing(severity, changes)] })]);
const partial = (report: Report): Report => ({ ...report, run: { ...report.run, status: 'partial' } });

describe('scanResult', () => {
  it.each<[Severity, FailLevel | undefined, number]>([
    ['blocker', 'blocker', 3],
    ['high', 'blocker', 0],
    ['blocker', 'high', 3],
    ['low', 'medium', 0],
    ['low', 'low', 3],
    ['info', 'low', 0],
    ['info', 'any', 3],
    ['blocker', undefined, 0],
  ])('answers a finding of severity %s, with --fail-on %s, with %i', async (severity, failOn, code) => {
    expect(await judge(withCheck(severity), { failOn })).toMatchObject({ code });
  });

  it('counts the findings of the estate, and not those that were waived', async () => {
    const estate = { ...aReport([]), estate: { checks: [failing('medium')] } };
    expect(await judge(estate, { failOn: 'medium' })).toMatchObject({ code: 3 });

    const waiver = { owner: 'net', reason: 'moves in May', expires: '2027-05-31' };
    expect(await judge(withCheck('blocker', { waiver }), { failOn: 'any' })).toMatchObject({ code: 0 });
  });

  it('does not count what is unknown', async () => {
    const report = aReport([aCluster({ checks: [anOutcome({ status: 'unknown' })] })]);
    expect(await judge(report, { failOn: 'any' })).toMatchObject({ code: 0 });
  });

  it('tells a finding before a gap, and work that could not be done before both', async () => {
    const report = partial(withCheck('blocker'));
    expect(await judge(report, { requireComplete: true })).toMatchObject({ code: 4 });
    expect(await judge(report, { requireComplete: true, failOn: 'any' })).toMatchObject({ code: 3 });
    expect(await judge(report, { requireComplete: true, failOn: 'any', clusters: ['aks-nowhere'] })).toMatchObject({
      code: 1,
      reason: expect.stringContaining('aks-nowhere'),
    });
  });

  it('says when no cluster carries the tags asked for', async () => {
    const tags = { env: 'prdo' };
    expect(await judge({ ...aReport([]), matched: 0 }, { tags })).toEqual({
      code: 1,
      reason: 'No cluster that could be read carries env=prdo: check --tag and the subscriptions.',
    });
    expect(await judge({ ...aReport([]), matched: 1 }, { tags })).toMatchObject({ code: 0 });
  });

  it('knows a named cluster by its id in any case', async () => {
    const report = aReport([aCluster({ name: 'aks-web' })]);
    const id = report.clusters[0]?.id.toUpperCase() ?? '';
    expect(await judge(report, { clusters: [id, 'AKS-WEB'] })).toMatchObject({ code: 0 });
  });
});
