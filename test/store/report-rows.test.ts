import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClusterReport, ReportHead, ReportStream } from '../../src/model/report.ts';
import { compareResourceIds } from '../../src/model/resource-id.ts';
import { renderJson } from '../../src/report/json.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { summariseCluster } from '../../src/store/cluster-summary.ts';
import { reportRow, resultPartition } from '../../src/store/keys.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';
import { answerWithEmptyPages } from './empty-pages.ts';
import { aClusterReport, clusterId, failingRoutes, oneRequest } from './reports.ts';

const runId = '20261122T060000Z';
const at = { runId, unit: 0, attempt: 'x' } as const;
const names = ['aks-10', 'aks', 'AKS-1', 'aks_1', 'b', 'a-very-large-one'];
const nothingElse = () => ({ troubles: [], requests: oneRequest, checks: [] });

const head: ReportHead = {
  schemaVersion: '1.0',
  asOf: '2026-11-22T06:00:00Z',
  deadline: { date: '2028-03-31', daysLeft: 495 },
  run: {
    id: runId,
    source: 'graph',
    startedAt: '2026-11-22T06:00:00Z',
    finishedAt: '2026-11-22T06:05:00Z',
    status: 'complete',
    scopes: [],
    requests: oneRequest,
    unusedFiles: [],
  },
  summary: {
    ...{ clusters: 6, kubenet: 6, overlay: 0, other: 0, liveProblems: 0 },
    verdicts: { ready: 6, needsWork: 0, blocked: 0, unverified: 0 },
    forecast: { perWeekNeeded: 0.1, perWeekLately: null, projectedFinish: null },
  },
  estate: { checks: [] },
  overlay: [],
  other: [],
};

describe('a stored report', () => {
  let azurite: Azurite;
  let store: AuditStore;
  let tables: AuditTables;
  const clusters: ClusterReport[] = names
    .map((name) => clusterId(name))
    .map((id) =>
      aClusterReport(id, { checks: [id.endsWith('large-one') ? failingRoutes(id, 200, 6000) : failingRoutes(id, 2)] }),
    )
    .sort((a, b) => compareResourceIds(a.id, b.id));

  beforeAll(async () => {
    azurite = await startAzurite();
    ({ store, tables } = await emptyStore(azurite));
    await store.createRun({ id: runId, trigger: 'schedule', createdAt: head.asOf });
    const audited = [...clusters].reverse().map((report) => ({ report, staleRoutes: ['table/route'] }));
    await store.writeResult('p', at, { clusters: audited, outcome: nothingElse });
    await store.writeIndex(
      runId,
      'h',
      clusters.map((report) => ({ summary: summariseCluster(report), at })),
    );
    await store.writeHead(runId, 'h', head);
    await store.changeRun(runId, ['planning'], { status: 'complete', headAttempt: 'h', index: 'packed' });
  });
  afterAll(() => azurite.stop());

  const render = async (report: ReportStream | undefined) => {
    if (report === undefined) throw new Error('There is no report.');
    return (await Array.fromAsync(renderJson(report))).join('');
  };

  it('is written while its clusters come: a transaction of them is in memory, and what is said of all comes last', async () => {
    const { store: empty } = await emptyStore(azurite);
    const reports = Array.from({ length: 102 }, (_, n) => aClusterReport(clusterId(`c${String(n).padStart(3, '0')}`)));
    const entryOf = (n: number) => ({ summary: summariseCluster(reports[n] ?? aClusterReport('')), at });
    let written: ClusterReport | undefined;
    async function* asTheyAreJudged() {
      for (const [n, report] of reports.entries()) {
        if (n === 101) written = await empty.readClusterReport(entryOf(99));
        yield { report, staleRoutes: [] };
      }
    }
    const said: number[] = [];
    const outcome = (clusters: readonly unknown[]) => {
      said.push(clusters.length);
      return nothingElse();
    };

    expect(await empty.writeResult('p', at, { clusters: asTheyAreJudged(), outcome })).toHaveLength(102);
    expect(written).toEqual(reports[99]);
    expect(said).toEqual([102]);
    expect(await empty.readClusterReport(entryOf(101))).toEqual(reports[101]);
  });

  it('gives back the bytes that went in, a cluster of several rows among them', async () => {
    const before: ReportStream = {
      head,
      clusters: async function* () {
        yield* clusters;
      },
    };
    expect((await render(await store.openReport('latest'))) === (await render(before))).toBe(true);
  });

  it('keeps what was written as it was, down to the order of the keys', async () => {
    const report = await store.openReport(runId);
    const stored = await Array.fromAsync(report?.clusters() ?? []);
    expect(JSON.stringify(stored) === JSON.stringify(clusters)).toBe(true);
  });

  it('is read whole when the service answers with empty pages in between', async () => {
    const before = await render(await store.openReport(runId));
    const stop = answerWithEmptyPages(Object.values(tables));
    try {
      expect((await render(await store.openReport('latest'))) === before).toBe(true);
    } finally {
      expect(stop()).toBeGreaterThan(3);
    }
  });

  it('may be walked again, and need not be walked to its end', async () => {
    const report = await store.openReport(runId);
    for await (const { name } of report?.clusters() ?? []) {
      expect(name).toBe(clusters[0]?.name);
      break;
    }
    expect(await Array.fromAsync(report?.clusters() ?? [])).toHaveLength(clusters.length);
  });

  it("is refused, and not shortened, when a cluster's rows are gone", async () => {
    const lost = clusterId('lost');
    const other = '20261123T060000Z';
    await store.createRun({ id: other, trigger: 'schedule', createdAt: head.asOf });
    await store.writeIndex(other, 'h', [{ summary: summariseCluster(aClusterReport(lost)), at }]);
    await store.writeHead(other, 'h', head);
    await store.changeRun(other, ['planning'], { status: 'complete', headAttempt: 'h', index: 'packed' });
    const report = await store.openReport(other);
    await expect(Array.fromAsync(report?.clusters() ?? [])).rejects.toThrow(/report\|.*lost: It is not there/);
  });

  it('is unpacked a cluster at a time, each when it is asked for', async () => {
    const other = '20261124T060000Z';
    const there = { runId: other, unit: 0, attempt: 'x' } as const;
    const both = clusters.slice(0, 2);
    const audited = both.map((report) => ({ report, staleRoutes: [] }));
    await store.createRun({ id: other, trigger: 'schedule', createdAt: head.asOf });
    await store.writeResult('p', there, { clusters: audited, outcome: nothingElse });
    await store.writeIndex(
      other,
      'h',
      both.map((report) => ({ summary: summariseCluster(report), at: there })),
    );
    await store.writeHead(other, 'h', head);
    await store.changeRun(other, ['planning'], { status: 'complete', headAttempt: 'h', index: 'packed' });
    const row = { partitionKey: resultPartition(other, 0, 'x'), rowKey: `${reportRow(both[1]?.id ?? '')}|000` };
    await tables.results.updateEntity({ ...row, packed00: Buffer.from('no gzip') }, 'Merge');

    const report = await store.openReport(other);
    const walk = report?.clusters()[Symbol.asyncIterator]();
    expect((await walk?.next())?.value?.name).toBe(both[0]?.name);
    await expect(walk?.next()).rejects.toThrow('The content is damaged.');
    const lines = report?.clusters().json?.();
    await expect(Array.fromAsync<string | Uint8Array>(lines ?? [])).rejects.toThrow('The content is damaged.');
  });

  it('is undefined for a run that has none', async () => {
    expect(await store.openReport('20200101T000000Z')).toBeUndefined();
  });

  it('is in order where its units lie between each other, and refused where its head is gone', async () => {
    const { store, tables } = await emptyStore(azurite);
    const id = '20261124T060000Z';
    const reports = Array.from({ length: 40 }, (_, n) => aClusterReport(clusterId(`c${String(n).padStart(2, '0')}`)));
    const placeOf = (n: number) => ({ runId: id, unit: n < 20 ? 0 : n % 2, attempt: n < 30 ? 'x' : 'y' });
    for (const unit of [0, 1])
      for (const attempt of ['x', 'y']) {
        const found = reports.filter((_, n) => placeOf(n).unit === unit && placeOf(n).attempt === attempt);
        await store.writeResult(
          'p',
          { runId: id, unit, attempt },
          { clusters: found.map((report) => ({ report, staleRoutes: [] })), outcome: nothingElse },
        );
      }
    const entries = reports.map((report, n) => ({ summary: summariseCluster(report), at: placeOf(n) }));
    await store.writeIndex(id, 'h', entries);
    await store.writeHead(id, 'h', head);
    await store.createRun({ id, trigger: 'schedule', createdAt: head.asOf });
    await store.changeRun(id, ['planning'], { status: 'complete', headAttempt: 'h', index: 'packed' });

    const report = await store.openReport(id);
    expect(await Array.fromAsync(report?.clusters() ?? [])).toEqual(reports);
    const [first] = entries;
    if (first === undefined) throw new Error('There is no cluster.');
    expect(await store.readClusterReport(first)).toEqual(reports[0]);
    await expect(store.readClusterReport({ ...first, at: { ...first.at, attempt: 'z' } })).rejects.toThrow(
      'It is not there.',
    );
    await tables.results.deleteEntity(`${id}|head|h`, 'head|000');
    await expect(store.openReport(id)).rejects.toThrow(
      `Results, partition ${id}|head|h, row head: The head of the report is not there.`,
    );
  });
});
