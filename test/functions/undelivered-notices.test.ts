import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/settings.ts';
import { createAlertsApp } from '../../src/functions/alerts/alerts-app.ts';
import { runAlerts } from '../../src/functions/alerts/run-alerts.ts';
import { getHealth } from '../../src/functions/http/routes/get-health.ts';
import { getStatus } from '../../src/functions/http/routes/get-status.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { RunAlerts } from '../../src/functions/runs/work-services.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, oneRequest } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { withRoutes, workBench } from './work-bench.ts';

const atSix = () => new Date('2026-11-22T06:00:00Z');
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

  it('are counted behind the key, and not by health', async () => {
    const { bench } = await closedRun();
    const services = withRoutes(bench);
    const request = { url: 'https://audit.example/api/status', params: {}, headers: new Headers(), body: '' };

    const status = await getStatus.handle(request, services, bench.log);
    const health = await getHealth.handle(request, services, bench.log);

    expect(JSON.parse(String(status.body))).toMatchObject({ alerts: { undeliveredNotices: 2, trouble: sentence } });
    expect(String(health.body)).not.toMatch(/notice|alert/i);
  });

  it('say nothing where no alerts are set up', async () => {
    const { store } = await emptyStore(azurite);
    const bench = workBench(store, fakeEngine(aPlan([])));
    const request = { url: 'https://audit.example/api/status', params: {}, headers: new Headers(), body: '' };

    const status = await getStatus.handle(request, withRoutes(bench), bench.log);

    expect(JSON.parse(String(status.body))).toMatchObject({ newestRun: null, alerts: null });
  });

  it('hold up no run: alerts are told of it once it has closed', async () => {
    const { told } = await closedRun();

    expect(told).toEqual(['20261122T060000Z']);
  });
});

describe('alerts that do not work', () => {
  it.each([
    ['a typo in their settings', '{ "chanels": [] }', 'chanels is not known'],
    ['a file that is not there', '/nowhere/alerts.json', 'no such file'],
  ])('%s: the run closes, and the report and the status say why', async (_, value, reason) => {
    const { store } = await emptyStore(azurite);
    const id = clusterId('aks-shop');
    const settings = readSettings({ AzureWebJobsStorage: azurite.connectionString });
    const alerts = runAlerts(createAlertsApp(settings, { KUBENET_AUDIT_ALERTS: value }, atSix));
    const bench = workBench(store, fakeEngine(aPlan([[id]])), {}, undefined, alerts);
    await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
    await bench.deliverAll();

    const { head } = (await store.openReport('latest')) ?? {};
    expect(head?.run.status).toBe('complete');
    expect(head?.noticeTrouble).toContain(reason);
    const request = { url: 'https://audit.example/api/status', params: {}, headers: new Headers(), body: '' };
    const answer = await getStatus.handle(request, withRoutes(bench), bench.log);
    expect(JSON.parse(String(answer.body)).alerts).toEqual({
      undeliveredNotices: null,
      trouble: expect.stringContaining(reason),
    });
    expect(bench.lines.filter((line) => line.startsWith('error: '))).not.toEqual([]);
  });

  it('an alert table that cannot be reached holds up no run', async () => {
    const { store } = await emptyStore(azurite);
    const id = clusterId('aks-shop');
    const unreachable = azurite.connectionString.replace(/TableEndpoint=[^;]*/, 'TableEndpoint=https://127.0.0.1:1/x');
    const alerts = runAlerts(
      createAlertsApp(
        readSettings({ AzureWebJobsStorage: unreachable }),
        { KUBENET_AUDIT_ALERTS: '{ "channels": {} }' },
        atSix,
      ),
    );
    const bench = workBench(store, fakeEngine(aPlan([[id]])), {}, undefined, alerts);
    await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
    await bench.deliverAll();

    expect((await store.openReport('latest'))?.head.noticeTrouble).toContain('Alerts do not work');
  });
});
