import type { ClusterReport, Report, Summary } from '../../src/model/report.ts';
import { aBlockedCluster, aCluster, anUnverifiedCluster, data, shop } from './a-cluster.ts';
import { aFinding, anOutcome } from './an-outcome.ts';

/** A complete report over the clusters given, with the summary that fits them; overlay and other clusters come on top. */
export function aReport(clusters: readonly ClusterReport[], overrides: Partial<Report> = {}): Report {
  return {
    schemaVersion: '1.0',
    asOf: '2026-11-22T06:00:00Z',
    deadline: { date: '2028-03-31', daysLeft: 495 },
    run: {
      id: 'run-1',
      source: 'graph',
      startedAt: '2026-11-22T06:00:00Z',
      finishedAt: '2026-11-22T06:01:12Z',
      status: 'complete',
      scopes: [
        { subscriptionId: shop, name: 'Shop', status: 'read', reason: null },
        { subscriptionId: data, name: 'Data', status: 'read', reason: null },
      ],
      requests: { total: 42, throttled: 1, retried: 1, failed: 0 },
      unusedFiles: [],
    },
    summary: summaryOf(clusters),
    estate: { checks: [] },
    clusters: [...clusters],
    overlay: [],
    other: [],
    ...overrides,
  };
}

export function summaryOf(clusters: readonly ClusterReport[], { overlay = 0, other = 0 } = {}): Summary {
  const count = (verdict: ClusterReport['verdict']) => clusters.filter((each) => each.verdict === verdict).length;
  return {
    clusters: clusters.length + overlay + other,
    kubenet: clusters.length,
    overlay,
    other,
    liveProblems: clusters.filter((each) => each.live.length > 0).length,
    verdicts: {
      ready: count('ready'),
      needsWork: count('needsWork'),
      blocked: count('blocked'),
      unverified: count('unverified'),
    },
    forecast: { perWeekNeeded: 0.4, perWeekLately: null, projectedFinish: null },
  };
}

/** Everything at once, in a size that fits a golden file: blocked and burning, ready, unverified, one subscription refused. */
export function aPartialReport(): Report {
  const clusters = [aBlockedCluster(), aCluster(), anUnverifiedCluster()];
  const report = aReport(clusters);
  return {
    ...report,
    run: {
      ...report.run,
      status: 'partial',
      scopes: [
        ...report.run.scopes,
        {
          subscriptionId: '33333333-3333-3333-3333-333333333333',
          name: 'Legacy',
          status: 'unreadable',
          reason: '403 AuthorizationFailed.',
        },
      ],
      requests: { total: 42, throttled: 1, retried: 1, failed: 1 },
    },
    summary: summaryOf(clusters, { overlay: 1, other: 1 }),
    estate: { checks: [anOrphanTable()] },
    overlay: [
      { id: `/subscriptions/${shop}/o`, name: 'aks-moved', networkPlugin: 'azure', networkPluginMode: 'overlay' },
    ],
    other: [{ id: `/subscriptions/${shop}/n`, name: 'aks-byo', networkPlugin: null, networkPluginMode: null }],
  };
}

function anOrphanTable() {
  return anOutcome({
    code: 'RT-015',
    category: 'routeTable',
    severity: 'low',
    status: 'fail',
    title: 'A route table of AKS is used by no subnet',
    findings: [
      aFinding({
        resourceId: `/subscriptions/${shop}/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable`,
        severity: 'low',
        message: 'Route table aks-agentpool-12345678-routetable is used by no subnet.',
        evidence: { subnets: [] },
      }),
    ],
    fix: {
      text: 'Delete the table once nobody needs its routes.',
      commands: ['az network route-table delete -g rg-old -n aks-agentpool-12345678-routetable'],
    },
  });
}

export function aHealthyReport(): Report {
  return aReport([aCluster({ name: 'aks-a' }), aCluster({ name: 'aks-b' })]);
}

export function anEmptyReport(): Report {
  return aReport([]);
}

/** Everything has moved; one leftover table. */
export function aMigratedReport(): Report {
  const overlay = Array.from({ length: 40 }, (_, index) => ({
    id: `/subscriptions/${shop}/c${index}`,
    name: `aks-${index}`,
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
  }));
  return aReport([], { summary: summaryOf([], { overlay: 40 }), estate: { checks: [anOrphanTable()] }, overlay });
}

export function anUnreadableReport(): Report {
  const report = aReport([]);
  const scopes = report.run.scopes.map((scope) => ({
    ...scope,
    status: 'unreadable' as const,
    reason: '403 AuthorizationFailed.',
  }));
  return { ...report, run: { ...report.run, status: 'failed', scopes } };
}

export const hostileText = `"><script>alert(1)</script><img src=x onerror=alert(1)>'\`|*_[x](javascript:alert(1)) \u202Egnp.exe \u001B[31m\u0000 =cmd|' /C calc'!A0`;

/** Every text a stranger could have chosen tries to break out. */
export function aHostileReport(): Report {
  const cluster = aBlockedCluster({
    key: 'k"><b>',
    name: hostileText,
    location: hostileText,
    verdictReason: hostileText,
    kubernetesVersion: hostileText,
    tags: { owner: hostileText, [hostileText]: 'x'.repeat(65_536), formula: "=cmd|' /C calc'!A0" },
  });
  const bad = anOutcome({
    code: hostileText,
    status: 'fail',
    title: hostileText,
    reason: hostileText,
    docs: 'javascript:alert(1)',
    findings: [
      aFinding({
        resourceId: hostileText,
        message: hostileText,
        evidence: { [hostileText]: [hostileText, { deep: hostileText }] },
      }),
      aFinding({ message: "=cmd|' /C calc'!A0" }),
    ],
    fix: { text: hostileText, commands: [hostileText, 'echo "```"\n```\nsecond line'] },
    waiver: null,
  });
  const report = aReport([{ ...cluster, checks: [bad, ...cluster.checks] }]);
  return {
    ...report,
    run: {
      ...report.run,
      id: hostileText,
      scopes: [{ subscriptionId: shop, name: hostileText, status: 'partial', reason: hostileText }],
    },
    estate: { checks: [bad] },
    other: [{ id: hostileText, name: hostileText, networkPlugin: hostileText, networkPluginMode: hostileText }],
  };
}
