import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nodeIcal from 'node-ical';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionsHost, startFunctionsHost } from '../../functions-host/start-functions-host.ts';
import { routes } from '../../src/functions/http/routes.ts';
import { workingFunctions } from '../../src/local/report-pages.ts';
import { reportSchema } from '../../src/model/report.ts';
import { planDocumentSchema } from '../../src/plan/plan-document.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { subscriptionB } from '../store/reports.ts';
import { clusterNames } from './doomed-estate.ts';
import { callWithGeneratedClient } from './generated-client.ts';

const appDirectory = fileURLToPath(new URL('../../', import.meta.url));

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

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

  it('leaves nothing that works to the pages that `serve` shows over its storage', () => {
    const working = host.functions.filter(({ trigger }) => trigger !== 'http').map(({ name }) => name);
    expect(working.length).toBeGreaterThan(0);
    expect(workingFunctions).toEqual(expect.arrayContaining(working));
  });

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

  it("answers the plan in each of its forms, with a key, as other people's readers read them", async () => {
    const forms = await Promise.all(['json', 'md', 'ics'].map((format) => get(`plan?format=${format}`)));
    expect(forms.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual([
      [200, 'application/json'],
      [200, 'text/markdown; charset=utf-8'],
      [200, 'text/calendar; charset=utf-8'],
    ]);
    const [json = '', markdown = '', calendar = ''] = await Promise.all(forms.map((each) => each.text()));
    const { waves, misfits } = planDocumentSchema.parse(JSON.parse(json));
    const clusters = waves.flatMap((wave) => wave.clusters);
    // Once the deadline is past none can be planned any more.
    const names = [...clusters, ...misfits].map(({ name }) => name).sort();
    expect(names).toEqual(clusterNames.filter((name) => name !== 'b2'));
    for (const name of names) expect(markdown).toContain(name);
    const events = Object.values(nodeIcal.sync.parseICS(calendar)).filter((each) => each?.type === 'VEVENT');
    // The deadline is the one beside them.
    expect(events).toHaveLength(clusters.length + 1);
    expect(await (await get('plan')).text()).toBe(json);
    const again = await fetch(`${host.url}/api/plan?format=ics`, {
      headers: { 'x-functions-key': host.functionKey, 'if-none-match': forms[2]?.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it.each([
    ['text/calendar', 'text/calendar; charset=utf-8'],
    ['text/html, text/markdown;q=0.9, */*;q=0.1', 'text/markdown; charset=utf-8'],
    ['text/html, */*;q=0.8', 'application/json'],
    ['image/png', 'application/json'],
  ])('gives who accepts %s the plan as %s', async (accept, mediaType) => {
    const headers = { 'x-functions-key': host.functionKey, accept };
    const answer = await fetch(`${host.url}/api/plan`, { headers });

    expect([answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual([mediaType, 'accept']);
    expect((await fetch(`${host.url}/api/plan?format=ics`, { headers })).headers.get('content-type')).toBe(
      'text/calendar; charset=utf-8',
    );
  });

  it('gives no plan without a key, and says in a line what form there is none of', async () => {
    expect((await fetch(`${host.url}/api/plan?format=md`)).status).toBe(401);
    expect((await get('plan?format=md', 'wrong')).status).toBe(401);
    for (const query of ['format=pdf', 'format=table', 'formal=md']) {
      const answer = await get(`plan?${query}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
      const line = query.startsWith('formal') ? /^.*formal.*$/ : /^.*json.*md.*ics.*$/;
      expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(line) });
    }
    expect((await get('plan?run=20200101T000000Z')).status).toBe(404);
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

  it.each(['/', '/api', '/api/'])('says at %s what there is, to anybody', async (path) => {
    const page = await fetch(host.url + path);
    const text = await page.text();

    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of ['report?format=html', 'report?format=csv', 'clusters', 'runs', 'openapi.json', '?code=KEY'])
      expect(text).toContain(part);
  });

  it('links with the key that the caller sent, as text', async () => {
    const text = await (await fetch(`${host.url}/api?code=${encodeURIComponent('"><script>')}`)).text();

    expect(text).toContain('/api/runs?code=%22%3E%3Cscript%3E');
    expect(text).not.toContain('"><script>');
  });

  it.each([
    ['GET', '/api/nothing', 404, null],
    ['GET', '/api/clusters/a/b/c', 404, null],
    ['DELETE', '/api/report', 405, 'GET, HEAD'],
    ['PUT', '/api/Runs/', 405, 'GET, HEAD, POST'],
    ['POST', '/api/clusters/0123456789abcdef', 405, 'GET, HEAD'],
    ['OPTIONS', '/api/health', 405, 'GET, HEAD'],
    ['POST', '/api/', 405, 'GET, HEAD'],
    ['POST', '/', 405, 'GET, HEAD'],
    ['DELETE', '/', 405, 'GET, HEAD'],
  ])('answers %s %s with %i and a body', async (method, path, status, allow) => {
    const answer = await fetch(host.url + path, { method });

    expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
    expect(await answer.json()).toMatchObject({ status, detail: expect.stringMatching(/\w/) });
  });

  it('answers HEAD where it answers GET, without a body', async () => {
    const headers = { 'x-functions-key': host.functionKey };
    const whole = await fetch(`${host.url}/api/report`, { headers });
    const head = await fetch(`${host.url}/api/report`, { headers, method: 'HEAD' });

    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, whole.headers.get('etag'), '']);
    expect((await fetch(`${host.url}/api/report`, { method: 'HEAD' })).status).toBe(401);
  });

  it('says what is missing where there is no key', async () => {
    expect(await (await fetch(`${host.url}/api/report`)).text()).toContain('x-functions-key');
  });

  it('makes no address of the Host header', async () => {
    const told = await new Promise<string>((resolve, reject) => {
      const headers = { 'x-functions-key': host.functionKey, host: 'evil.example' };
      request(`${host.url}/api/openapi.json`, { headers }, async (answer) => {
        resolve(Buffer.concat(await Array.fromAsync<Buffer>(answer)).toString());
      })
        .once('error', reject)
        .end();
    });

    expect(JSON.parse(told).servers).toEqual([{ url: '/api' }]);
    expect(told).not.toContain('evil.example');
  });

  it('is called in full by a client that somebody generates from its document', async () => {
    const answers = await callWithGeneratedClient(`${host.url}/api`, host.functionKey);

    expect(answers).toMatchObject({
      status: {
        ...{ clusters: 200, cluster: 200, report: 200, page: 200, plan: 200, svg: 200, d2: 200, diff: 200 },
        // These clusters state nothing that a runbook is made of, and an audit was started a moment ago.
        ...{ runs: 200, run: 200, runbook: 404, started: 429, health: 200, state: 200, openapi: 200 },
      },
      names: clusterNames.filter((name) => name !== 'b2'),
      daysLeft: expect.any(Number),
      detail: expect.any(String),
      page: 'text/html; charset=utf-8',
      operations: expect.arrayContaining(routes.map(({ name }) => camelCase(name))),
    });
  });

  it('sweeps without complaint', async () => {
    await host.fireTimer('audit-sweep');
    expect(host.invocations().filter(({ functionName }) => functionName === 'audit-sweep')).not.toEqual([]);
  });
});
