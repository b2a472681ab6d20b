import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/settings.ts';
import { createAlertsApp } from '../../src/functions/alerts/alerts-app.ts';
import { runAlerts } from '../../src/functions/alerts/run-alerts.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { workingFunctions } from '../../src/local/report-pages.ts';
import { createAlertStore, openAlertTable } from '../../src/store/alert-rows.ts';
import { createAuditStore } from '../../src/store/audit-store.ts';
import { createTables, openTables } from '../../src/store/tables.ts';
import { fakeEngine } from '../functions/fake-engine.ts';
import { workBench } from '../functions/work-bench.ts';
import { aHost } from '../functions-host/fixture-host.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, failingRoutes, oneRequest } from '../store/reports.ts';
import { now } from './alerts-app/clock.ts';
import { trustedCertificate } from './certificate.ts';
import { type Receiver, startReceiver } from './https-receiver.ts';

const appDirectory = fileURLToPath(new URL('alerts-app', import.meta.url));

let azurite: Azurite;
let receiver: Receiver;
beforeAll(async () => {
  azurite = await startAzurite();
  receiver = await startReceiver(await trustedCertificate());
});
afterAll(async () => {
  await receiver.stop();
  await azurite.stop();
});

describe('the Functions app', () => {
  it('tells a run that has closed, through timer, queue, table and channel', async () => {
    const runId = await aClosedRun();
    const settings = {
      KUBENET_AUDIT_ALERTS: JSON.stringify({
        ...{ allowedHosts: [receiver.host], privateHosts: ['localhost'] },
        channels: [{ name: 'ops', type: 'teams', url: { setting: 'TEAMS_URL' } }],
      }),
      TEAMS_URL: receiver.url,
      KUBENET_AUDIT_SWEEP_SCHEDULE: '0 0 3 1 1 *',
      AzureWebJobsStorage: azurite.connectionString,
    };
    const { host, log } = await aHost({ appDirectory, settings });
    expect(host.functions.map(({ name }) => name).sort()).toEqual(['alert-sweep', 'alert-work']);
    expect(workingFunctions).toEqual(expect.arrayContaining(host.functions.map(({ name }) => name)));
    const { KUBENET_AUDIT_ALERTS: _, ...rest } = settings;
    const alerts = runAlerts(createAlertsApp(readSettings(rest), settings, now));
    await alerts?.runClosed(runId, { log() {}, warn() {}, error: fail });
    await host.drain();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['message']);
    expect(receiver.received[0]?.body).toContain('has no route');
    await host.fireTimer('alert-sweep');
    await host.drain();
    expect(receiver.received).toHaveLength(1);
    const store = createAlertStore(openAlertTable(azurite));
    expect((await Array.fromAsync(store.listNotices('sent'))).map(({ batch }) => batch)).toEqual([`run-${runId}`]);
    expect(await alerts?.undelivered({ log() {}, warn() {}, error: fail })).toEqual({ count: 0, sentence: undefined });
    expect(JSON.stringify(log)).not.toContain('S3cret');
  });

  it('has no alert functions where none are set up', () => {
    expect(createAlertsApp(readSettings({ AzureWebJobsStorage: 'x' }), {}, now)).toBeUndefined();
  });
});

function fail(text: string): never {
  throw new Error(text);
}

/** A run over the app's own tables, closed, with one cluster that burns. */
async function aClosedRun(): Promise<string> {
  const tables = openTables(azurite);
  await createTables(tables);
  const id = clusterId('aks-shop');
  const burning = { checks: [failingRoutes(id, 2)], live: ['RT-004'], verdict: 'needsWork' as const };
  const engine = fakeEngine(aPlan([[id]]), {
    auditUnit: async () => ({ clusters: [audited(id, burning)], troubles: [], requests: oneRequest }),
  });
  const bench = workBench(createAuditStore(tables), engine);
  await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
  await bench.deliverAll();
  return '20261122T060000Z';
}
