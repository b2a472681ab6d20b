import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../../src/model/outcome.ts';
import type { ClusterReport, Report } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { aBlockedCluster } from './a-cluster.ts';
import {
  aHealthyReport,
  aHostileReport,
  anEmptyReport,
  anUnreadableReport,
  aPartialReport,
  aReport,
} from './a-report.ts';
import { aFinding, anOutcome, calico } from './an-outcome.ts';
import { judgedBy, multitool, noMultitool, schemaErrors } from './judged-sarif.ts';
import { rendered } from './rendered.ts';

const runOf = async (report: Report) => JSON.parse(await rendered(renderSarif, report)).runs[0];

const situations = {
  partial: aPartialReport(),
  healthy: aHealthyReport(),
  empty: anEmptyReport(),
  unreadable: anUnreadableReport(),
  hostile: aHostileReport(),
};

describe('the SARIF log', () => {
  it.for(Object.entries(situations))('fits the schema of SARIF 2.1.0: %s', async ([, report], { skip }) => {
    if (multitool === undefined) return skip(noMultitool);
    expect(await schemaErrors(multitool, await rendered(renderSarif, report))).toBeNull();
  });

  it('breaks no rule of the validator, nor of GitHub code scanning', async ({ skip }) => {
    if (multitool === undefined) return skip(noMultitool);
    const logs = await Promise.all(Object.values(situations).map((report) => rendered(renderSarif, report)));
    const { errors, read } = await judgedBy(multitool, logs);

    expect(errors.map((each) => JSON.stringify(each))).toEqual([]);
    expect(read).toBe(logs.length);
  });

  it('has a result for each failing finding, located at its resource', async () => {
    const cluster = aBlockedCluster();
    const { results, tool } = await runOf(aReport([cluster]));

    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['RT-004', 'RT-004', 'NP-001', 'DL-001']);
    expect(results[0]).toMatchObject({
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: 'Node aks-system-1 has no route in route table rt-shop.' },
      locations: [
        { logicalLocations: [{ fullyQualifiedName: `${cluster.id}/routeTables/rt`, name: 'rt', kind: 'resource' }] },
      ],
      properties: { cluster: 'aks-shop-prod', live: true, confidence: 'measured', evidence: { node: 'aks-system-1' } },
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('says how bad a finding is by level', async () => {
    const { results } = await runOf(aPartialReport());
    const levels = results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${ruleId} ${level}`);

    expect(levels).toEqual(expect.arrayContaining(['NP-001 error', 'RT-004 error', 'DL-001 warning', 'RT-015 note']));
  });

  it('is not successful where something could not be read, and names what', async () => {
    const { invocations } = await runOf(aPartialReport());
    const notices = invocations[0].toolExecutionNotifications;

    expect(invocations[0].executionSuccessful).toBe(false);
    expect(notices[0]).toMatchObject({
      descriptor: { id: 'subscription-unreadable' },
      level: 'error',
      message: { text: 'Legacy: 403 AuthorizationFailed.' },
    });
    expect(notices).toContainEqual(
      expect.objectContaining({
        descriptor: { id: 'check-unknown' },
        properties: { codes: ['RT-004'] },
        message: { text: 'RT-004: Microsoft.Network/routeTables/read answered 403 on rg-data.' },
      }),
    );
    expect((await runOf(aHealthyReport())).invocations[0].executionSuccessful).toBe(true);
  });

  it('keeps a waived finding, suppressed with who accepted it and why', async () => {
    const cluster = aBlockedCluster();
    const waiver = { owner: 'team-shop', reason: 'Moves in March.', expires: '2027-03-01' };
    const { results } = await runOf(aReport([{ ...cluster, checks: [{ ...calico(cluster.id), waiver }] }]));

    expect(results).toHaveLength(1);
    expect(results[0].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Moves in March. (accepted by team-shop until 2027-03-01)',
      },
    ]);
  });

  it('has the same fingerprints whatever case an id comes in, and another for each resource', async () => {
    const prints = async (id: string) => {
      const cluster = aBlockedCluster();
      const { results } = await runOf(aReport([{ ...cluster, id, checks: [calico(id)] }]));
      return results.map(
        (each: { partialFingerprints: Record<string, string> }) => each.partialFingerprints['codeAndResources/v1'],
      );
    };

    expect(await prints('/subscriptions/S/A')).toEqual(await prints('/subscriptions/s/a'));
    expect(await prints('/subscriptions/s/a')).not.toEqual(await prints('/subscriptions/s/b'));
  });

  it('tells apart two findings of one check about one resource, whatever their numbers', async () => {
    const prints = async (free: number) => {
      const findings = [
        aFinding({ message: `Pool a needs 8 vCPUs, ${free} are free.` }),
        aFinding({ message: `Pool b needs 8 vCPUs, ${free} are free.` }),
      ];
      const checks = [anOutcome({ code: 'MIG-019', status: 'fail', findings })];
      const { results } = await runOf(aReport([{ ...aBlockedCluster(), checks }]));
      return results.map((each: { partialFingerprints: object }) => JSON.stringify(each.partialFingerprints));
    };

    expect(new Set(await prints(4)).size).toBe(2);
    expect(await prints(4)).toEqual(await prints(6));
  });

  it('gives each result only the commands that are its own', async () => {
    const id = (name: string) => `${aBlockedCluster().id}/routes/${name}`;
    const checks = [
      anOutcome({
        code: 'RT-005',
        status: 'fail',
        findings: [aFinding({ resourceId: id('one') }), aFinding({ resourceId: id('two') })],
        fix: {
          text: 'Delete it.',
          commands: ['az route delete --name one', "az route delete --name 'two'", 'az aks list'],
        },
      }),
    ];
    const { results } = await runOf(aReport([{ ...aBlockedCluster(), checks }]));

    expect(results.map((each: { properties: { commands: string[] } }) => each.properties.commands)).toEqual([
      ['az route delete --name one', 'az aks list'],
      ["az route delete --name 'two'", 'az aks list'],
    ]);
  });

  it('folds what is not known of a cluster into one notification', async () => {
    const reason = 'Microsoft.Network/routeTables/read answered 403.';
    const checks = ['RT-004', 'RT-001', 'HR-002'].map((code) => anOutcome({ code, status: 'unknown', reason }));
    const { invocations } = await runOf(aReport([{ ...aBlockedCluster(), checks }]));

    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      { message: { text: `RT-004, RT-001, HR-002: ${reason}` }, properties: { codes: ['RT-004', 'RT-001', 'HR-002'] } },
    ]);
  });

  it.each([
    [25_000, 0],
    [25_001, 1],
  ])('holds what code scanning takes: of %i results it counts %i more', async (count, more) => {
    const findings = Array.from({ length: count }, () => aFinding());
    const checks = [anOutcome({ code: 'RT-005', status: 'fail', findings })];
    const { results, invocations } = await runOf(aReport([{ ...aBlockedCluster(), checks }]));
    const notices: { message: { text: string } }[] = invocations[0].toolExecutionNotifications;

    expect(results).toHaveLength(25_000);
    expect(notices.map(({ message }) => message.text.split(' ')[0])).toEqual(more === 0 ? [] : [String(more)]);
  });

  it('tells the deadline once for the fleet, and cluster by cluster only where somebody accepted it', async () => {
    const waiver = { owner: 'team-shop', reason: 'Moves in March.', expires: '2027-03-01' };
    const clusterOf = (name: string, given: Partial<CheckOutcome> = {}) => {
      const id = `/subscriptions/s/${name}`;
      const outcome = {
        ...anOutcome({ code: 'DL-001', status: 'fail', findings: [aFinding({ resourceId: id })] }),
        ...given,
      };
      return { ...aBlockedCluster(), id, name, checks: [outcome] };
    };
    const deadlines = async (...clusters: readonly ClusterReport[]) => (await runOf(aReport(clusters))).results;
    const [one, two, accepted] = [clusterOf('one'), clusterOf('two'), clusterOf('accepted', { waiver })];

    const [own, fleet, ...more] = await deadlines(one, accepted, two);
    expect(own.properties.clusterId).toBe(accepted.id);
    expect(own.suppressions).toHaveLength(1);
    expect(fleet.message.text).toBe(
      '2 clusters use kubenet: 495 days until 31 Mar 2028, when AKS stops supporting kubenet.',
    );
    expect(fleet.properties.clusterIds).toEqual([one.id, two.id]);
    expect(more).toEqual([]);
    expect(await deadlines(one)).toMatchObject([{ properties: { clusterId: one.id } }]);
    const [fewer] = await deadlines(two, clusterOf('three'));
    expect(fewer.partialFingerprints).toEqual(fleet.partialFingerprints);
  });

  it('holds no control and no bidirectional character, not even in escapes', async () => {
    const texts: string[] = [];
    JSON.parse(await rendered(renderSarif, aHostileReport()), (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });

    expect(texts.filter((text) => /(?![\n\t\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(text))).toEqual([]);
    expect(texts.some((text) => text.includes('gnp.exe'))).toBe(true);
  });

  it('walks the clusters once, and shows that it still counts what it leaves out', async () => {
    const findings = Array.from({ length: 35_001 }, (_, node) => aFinding({ message: `Node ${node} has no route.` }));
    const many = { ...aBlockedCluster(), checks: [anOutcome({ code: 'RT-004', status: 'fail', findings })] };
    const report = toReportStream(aReport([many]));
    let walks = 0;
    const counting = {
      ...report,
      clusters: () => {
        walks += 1;
        return report.clusters();
      },
    };
    const parts = await Array.fromAsync(renderSarif(counting));
    const [run] = JSON.parse(parts.join('')).runs;

    expect({ walks, results: run.results.length }).toEqual({ walks: 1, results: 25_000 });
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^10001 more results /);
    expect(parts.filter((part) => part === '\n')).toHaveLength(1);
  });
});
