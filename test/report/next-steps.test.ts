import { describe, expect, it } from 'vitest';
import type { ClusterReport } from '../../src/model/report.ts';
import { nextSteps } from '../../src/report/next-steps.ts';
import { readOverview } from '../../src/report/overview.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aBlockedCluster, aCluster } from './a-cluster.ts';
import { aReport } from './a-report.ts';
import { anOutcome, calico, missingRoute } from './an-outcome.ts';

async function stepsOf(clusters: readonly ClusterReport[]) {
  const steps = nextSteps(await readOverview(toReportStream(aReport(clusters))));
  return steps.map(({ code, kind, clusters: concerned, unblocks }) => [code, kind, concerned.length, unblocks]);
}

const identity = anOutcome({ code: 'MIG-008', severity: 'high', status: 'fail', title: 'No user-assigned identity' });

function blockedBy(name: string, ...checks: ClusterReport['checks']): ClusterReport {
  return aCluster({ name, verdict: 'blocked', checks });
}

describe('what to do next', () => {
  it('is traffic first, then the moves that nothing holds, then what sets most clusters free', async () => {
    const clusters = [
      aBlockedCluster({ name: 'aks-burning' }),
      aCluster({ name: 'aks-ready' }),
      blockedBy('aks-both', calico('x'), anOutcome({ code: 'MIG-002', status: 'fail', title: 'Stopped' })),
      blockedBy('aks-stopped', anOutcome({ code: 'MIG-002', status: 'fail', title: 'Stopped' })),
      blockedBy('aks-stopped-too', anOutcome({ code: 'MIG-002', status: 'fail', title: 'Stopped' })),
    ];

    expect(await stepsOf(clusters)).toEqual([
      ['RT-004', 'live', 1, 0],
      [undefined, 'move', 1, 1],
      ['MIG-002', 'mend', 3, 2],
      ['NP-001', 'mend', 2, 1],
    ]);
  });

  it('counts a high finding as what holds a cluster only where no blocker does', async () => {
    const needy = aCluster({ name: 'aks-needy', verdict: 'needsWork', checks: [identity] });

    expect(await stepsOf([needy, blockedBy('aks-held', identity, calico('x'))])).toEqual([
      ['MIG-008', 'mend', 2, 1],
      ['NP-001', 'mend', 1, 1],
    ]);
  });

  it('leaves out what was accepted and what is about the deadline', async () => {
    const waiver = { owner: 'ana', reason: 'replaced soon', expires: '2027-01-01' };
    const accepted = { ...calico('x'), waiver };
    const deadline = anOutcome({ code: 'DL-001', category: 'deadline', severity: 'high', status: 'fail' });

    expect(await stepsOf([aCluster({ verdict: 'unverified', checks: [accepted, deadline] })])).toEqual([]);
  });

  it('names first the clusters that need nothing else', async () => {
    const report = aReport([
      blockedBy('aks-a', calico('x'), anOutcome({ code: 'MIG-002', status: 'fail' })),
      blockedBy('aks-b', calico('x'), missingRoute('x', ['n'])),
    ]);
    const steps = nextSteps(await readOverview(toReportStream(report)));

    expect(steps.find(({ code }) => code === 'NP-001')?.clusters.map(({ name }) => name)).toEqual(['aks-b', 'aks-a']);
  });
});
