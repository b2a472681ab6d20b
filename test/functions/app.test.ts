import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionsHost, startFunctionsHost } from '../../src/local/functions-host/start-functions-host.ts';
import { reportSchema } from '../../src/model/report.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { subscriptionB } from '../store/reports.ts';
import { clusterNames } from './doomed-estate.ts';

const appDirectory = fileURLToPath(new URL('../../', import.meta.url));

describe('the functions app in the local host', () => {
  let azurite: Azurite;
  let host: FunctionsHost;
  let workingDirectory: string;
  beforeAll(async () => {
    azurite = await startAzurite();
    workingDirectory = await mkdtemp(join(tmpdir(), 'kubenet-audit-'));
    const hostJson = JSON.parse(await readFile(join(appDirectory, 'host.json'), 'utf8'));
    // As deployed, but a failed message need not wait for its next attempt.
    Object.assign(hostJson.extensions.queues, { visibilityTimeout: '00:00:00', maxPollingInterval: '00:00:00.100' });
    host = await startFunctionsHost({
      appDirectory,
      entry: fileURLToPath(new URL('fake-app.ts', import.meta.url)),
      hostJson,
      settings: { AzureWebJobsStorage: azurite.connectionString },
      log: () => undefined,
      workingDirectory,
    });
  });
  afterAll(async () => {
    await host.stop();
    await azurite.stop();
    await rm(workingDirectory, { recursive: true, force: true });
  });

  const get = (path: string, key = host.functionKey) =>
    fetch(`${host.url}/api/${path}`, { headers: { 'x-functions-key': key } });

  it('audits once when the timer fires twice, and names what failed five times', async () => {
    await Promise.all([host.fireTimer('audit-schedule'), host.fireTimer('audit-schedule', { isPastDue: true })]);
    await host.drain();
    expect(await (await get('runs')).json()).toEqual({ value: [expect.objectContaining({ trigger: 'schedule' })] });
    const report = reportSchema.parse(await (await get('report?format=json')).json());
    expect(report.clusters.map(({ name }) => name)).toEqual(clusterNames.filter((name) => name !== 'b2'));
    expect(report.run.status).toBe('partial');
    expect(report.run.scopes).toContainEqual({
      subscriptionId: subscriptionB,
      name: 'a name',
      status: 'partial',
      reason: 'The audit of b2 did not finish after 5 attempts.',
    });
  });

  it('answers 304, problems as problems, and asks for a key', async () => {
    const first = await get('report');
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
    const again = await fetch(`${host.url}/api/report`, {
      headers: { 'x-functions-key': host.functionKey, 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const invalid = await get('report?format=exe');
    expect([invalid.status, invalid.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect((await get('runs', 'wrong')).status).toBe(401);
    expect((await fetch(`${host.url}/api/health`)).status).toBe(200);
  });

  it('starts an audit by POST and tells how far it is', async () => {
    const started = await fetch(`${host.url}/api/runs`, {
      method: 'POST',
      headers: { 'x-functions-key': host.functionKey },
    });
    expect(started.status).toBe(202);
    await host.drain();
    const run = await fetch(started.headers.get('location') ?? '', {
      headers: { 'x-functions-key': host.functionKey },
    });
    expect(await run.json()).toMatchObject({ status: 'partial', trigger: 'manual', units: { total: 4, open: 0 } });
  });

  it('sweeps without complaint', async () => {
    await host.fireTimer('audit-sweep');
    expect(host.invocations().filter(({ functionName }) => functionName === 'audit-sweep')).not.toEqual([]);
  });
});
