import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getHealth } from '../../src/functions/http/routes/get-health.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { RunAlerts } from '../../src/functions/runs/work-services.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, oneRequest } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { workBench } from './work-bench.ts';

const sentence = '2 notices could not be delivered: ops (https://… answered 404).';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

async function closedRun() {
  const told: string[] = [];
  const alerts: RunAlerts = {
    runClosed: async (runId) => void told.push(runId),
    undelivered: async () => ({ count: 2, sentence }),
  };
  const { store } = await emptyStore(azurite);
  const id = clusterId('aks-shop');
  const engine = fakeEngine(aPlan([[id]]), {
    auditUnit: async () => ({ clusters: [audited(id)], troubles: [], requests: oneRequest }),
  });
  const bench = workBench(store, engine, {}, undefined, alerts);
  await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
  await bench.deliverAll();
  return { bench, told };
}

describe('notices that were given up', () => {
  it('are named by the next report, in every form a person reads', async () => {
    const { bench } = await closedRun();
    const report = await bench.store.openReport('latest');
    if (report === undefined) throw new Error('The run has no report.');

    expect(report.head.noticeTrouble).toBe(sentence);
    expect((await Array.fromAsync(renderTable(report, { width: 200, colour: false }))).join('')).toContain(sentence);
    expect((await Array.fromAsync(renderHtml(report))).join('')).toContain('2 notices could not be delivered');
    expect((await Array.fromAsync(renderMarkdown(report))).join('')).toContain('2 notices could not be delivered');
  });

  it('are counted by health', async () => {
    const { bench } = await closedRun();
    const request = { url: 'https://audit.example/api/health', params: {}, headers: new Headers(), body: '' };

    const answer = await getHealth.handle(request, { ...bench, portalUrl: 'https://portal.azure.com' }, bench.log);

    expect(JSON.parse(String(answer.body))).toMatchObject({ undeliveredNotices: 2 });
  });

  it('hold up no run: alerts are told of it once it has closed', async () => {
    const { told } = await closedRun();

    expect(told).toEqual(['20261122T060000Z']);
  });
});
