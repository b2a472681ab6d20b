import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../src/functions/app-services.ts';
import { createHealthReader } from '../../src/functions/http/health-reader.ts';
import type { RouteResponse } from '../../src/functions/http/route-response.ts';
import { routes } from '../../src/functions/http/routes.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { slimCluster } from '../../src/store/cluster-summary.ts';
import { monthRow, monthsPartition } from '../../src/store/keys.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { rendered } from '../report/rendered.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import {
  aPlan,
  audited,
  clusterId,
  failingRoutes,
  oneRequest,
  subscriptionA,
  subscriptionB,
} from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { type Bench, withRoutes, workBench } from './work-bench.ts';

const ids = ['a1', 'a2', 'a3'].map((name) => clusterId(name)).concat(clusterId('b1', subscriptionB));
const runId = '20261122T060000Z';
const base = 'https://audit.example/api/';

const recorded: NonNullable<ClusterReport['move']> = {
  ...{ nodeResourceGroup: 'MC', provisioningState: 'Succeeded', powerState: 'Running', networkDataplane: null },
  ...{ identity: { type: 'UserAssigned', userAssignedIds: [] }, pools: [], gateways: [] },
  ...{ upgradeChannel: null, nodeOsUpgradeChannel: null, ownRoutes: [], podRoutes: 3 },
};

let azurite: Azurite;
let tables: AuditTables;
let bench: Bench & AppServices;
beforeAll(async () => {
  azurite = await startAzurite();
  const { store, tables: made } = await emptyStore(azurite);
  tables = made;
  const engine = fakeEngine(aPlan([ids]), {
    auditUnit: async ({ clusterIds }) => ({
      clusters: clusterIds.map((id, index) =>
        audited(
          id,
          index === 0
            ? {
                verdict: 'blocked',
                live: ['RT-004'],
                checks: [failingRoutes(id, 3)],
                tags: { Team: 'a=b' },
                move: recorded,
              }
            : {},
        ),
      ),
      troubles: [],
      requests: oneRequest,
    }),
  });
  bench = withRoutes(workBench(store, engine), 'https://audit.example');
  await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
  await bench.deliverAll();
});
afterAll(() => azurite.stop());

/** Asks the route of that name, as a host would after matching the path. */
async function ask(
  name: string,
  options: { query?: string; params?: Record<string, string>; headers?: Record<string, string>; body?: string } = {},
) {
  const route = routes.find((each) => each.name === name);
  if (route === undefined) throw new Error(`There is no route ${name}.`);
  const { query = '', params = {}, headers = {}, body = '' } = options;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => params[key] ?? '');
  return route.handle({ url: `${base}${path}${query}`, params, headers: new Headers(headers), body }, bench, bench.log);
}

async function textOf({ body = '' }: RouteResponse): Promise<string> {
  return typeof body === 'string'
    ? body
    : Buffer.concat((await Array.fromAsync(body)).map((part) => Buffer.from(part))).toString();
}

const jsonOf = async (response: RouteResponse) => JSON.parse(await textOf(response));

describe('GET report', () => {
  it('gives the bytes of the stored report', async () => {
    const report = await bench.store.openReport(runId);
    if (report === undefined) throw new Error('There is no report.');
    const rendered = (await Array.fromAsync(renderJson(report))).join('');
    expect(await textOf(await ask('http-report', { query: '?format=json' }))).toBe(rendered);
  });

  it('is a page by default, with a policy that lets nothing in', async () => {
    const { status, headers, body } = await ask('http-report');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': `inline; filename="kubenet-audit-${runId}.html"`,
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
    });
    expect(body).toBeDefined();
  });

  it('answers 304 while run, format and filter are the same', async () => {
    const { headers } = await ask('http-report', { query: '?format=csv' });
    const etag = headers['etag'] ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    const again = async (query: string, asked: Record<string, string>) =>
      (await ask('http-report', { query, headers: asked })).status;
    expect(await again('?format=csv', { 'if-none-match': `"other", W/${etag}` })).toBe(304);
    expect(await again('?format=json', { 'if-none-match': etag })).toBe(200);
    expect(await again('?format=csv&verdict=ready', { 'if-none-match': etag })).toBe(200);
    expect(await again('?format=csv', { 'if-modified-since': headers['last-modified'] ?? '' })).toBe(304);
    expect(await again('?format=csv', { 'if-modified-since': 'Sat, 21 Nov 2026 06:00:00 GMT' })).toBe(200);
    expect(
      await again('?format=csv', { 'if-none-match': '"other"', 'if-modified-since': headers['last-modified'] ?? '' }),
    ).toBe(200);
  });

  it.each([
    [null, 'text/html; charset=utf-8'],
    ['*/*', 'text/html; charset=utf-8'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['application/json', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['Text/CSV', 'text/csv; charset=utf-8; header=present'],
    ['text/*;q=0.5, application/sarif+json', 'application/sarif+json'],
    ['text/html;q=0, */*', 'application/json'],
    ['image/png', 'text/html; charset=utf-8'],
  ])('has the form that Accept asks for: %s', async (accept, type) => {
    const { headers } = await ask('http-report', { headers: accept === null ? {} : { accept } });

    expect([headers['content-type'], headers['vary']]).toEqual([type, 'accept']);
  });

  it('has the format that is named, whatever Accept says', async () => {
    const { headers } = await ask('http-report', { query: '?format=md', headers: { accept: 'application/json' } });

    expect(headers['content-type']).toBe('text/markdown; charset=utf-8');
  });

  it('holds only the clusters that the filter lets pass', async () => {
    const names = async (query: string) =>
      (await jsonOf(await ask('http-report', { query: `?format=json&${query}` }))).clusters.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names(`subscription=${subscriptionB.toUpperCase()}`)).toEqual(['b1']);
    expect(await names('verdict=blocked')).toEqual(['a1']);
    expect(await names('tag=team=a%3Db')).toEqual(['a1']);
    expect(await names(`verdict=ready&subscription=${subscriptionA}`)).toEqual(['a2', 'a3']);
  });

  it.each([
    ['?format=exe', 400],
    ['?format=json&format=csv', 400],
    ['?run=../secrets', 400],
    ['?verdict=fine', 400],
    ['?subscription=production', 400],
    ['?tag=team', 400],
    ['?unknown=1', 400],
    ['?run=20200101T000000Z', 404],
    ['?code=a-function-key', 200],
  ])('answers %s with %i', async (query, status) => {
    const response = await ask('http-report', { query });
    expect(response.status).toBe(status);
    if (status >= 400) {
      expect(response.headers['content-type']).toBe('application/problem+json');
      expect(await jsonOf(response)).toEqual({
        status,
        title: expect.any(String),
        detail: expect.stringMatching(/\w/),
      });
    }
  });
});

describe('GET clusters', () => {
  it('pages through all clusters of the run, and the link has no key in it', async () => {
    const names: string[] = [];
    let query: string | undefined = '?top=3&code=a-function-key';
    const links: string[] = [];
    while (query !== undefined) {
      const page: { value: { name: string }[]; nextLink?: string } = await jsonOf(
        await ask('http-clusters', { query }),
      );
      names.push(...page.value.map(({ name }) => name));
      if (page.nextLink !== undefined) links.push(page.nextLink);
      query = page.nextLink === undefined ? undefined : new URL(page.nextLink).search;
    }
    expect(names).toEqual(['a1', 'a2', 'a3', 'b1']);
    expect(links).toEqual([expect.stringMatching(new RegExp(`^${base}clusters\\?top=3&run=${runId}&after=[\\w-]+$`))]);
  });

  it('names the codes that fail', async () => {
    const { value } = await jsonOf(await ask('http-clusters', { query: '?verdict=blocked' }));
    expect(value).toEqual([
      expect.objectContaining({ name: 'a1', failing: [{ code: 'RT-004', severity: 'blocker' }] }),
    ]);
  });
});

describe('the page of the report', () => {
  it('links every other format, of the same run, clusters and key, and each link answers', async () => {
    const body = await textOf(await ask('http-report', { query: '?format=html&verdict=blocked&code=k%26y' }));
    const links = [...body.matchAll(/<a href="([^"]*)" download>/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    const queries = links.map((link) => new URLSearchParams(link));

    expect(queries.map((query) => query.get('format'))).toEqual(['json', 'csv', 'md', 'xlsx', 'sarif']);
    for (const query of queries) {
      expect(Object.fromEntries(query)).toMatchObject({ run: runId, verdict: 'blocked', code: 'k&y' });
      const answer = await ask('http-report', { query: `?${query}` });
      expect(answer).toMatchObject({
        status: 200,
        headers: {
          'content-disposition': expect.stringMatching(new RegExp(`^attachment; .*[.]${query.get('format')}"$`)),
        },
      });
    }
  });

  it('has no such links as a saved file', async () => {
    const body = await textOf(await ask('http-report', { query: '?format=json' }));
    expect(await rendered(renderHtml, parseReport(body))).not.toContain(' download>');
  });
});

describe('GET clusters/{key}', () => {
  it('gives the cluster in full by the key of the list', async () => {
    const { value } = await jsonOf(await ask('http-clusters'));
    const { cluster, history } = await jsonOf(await ask('http-cluster', { params: { key: value[0].key } }));
    expect(cluster).toMatchObject({ id: ids[0], checks: [{ code: 'RT-004', findings: [{}, {}, {}] }] });
    expect(history).toEqual([]);
  });

  it('gives what can be read of a history, and says that a part is missing', async () => {
    const { value } = await jsonOf(await ask('http-clusters'));
    const { key, id } = value.at(-1);
    for (const month of ['08', '09', '10']) {
      const createdAt = `2026-${month}-22T06:00:00Z`;
      const run = { id: `2026${month}22T060000Z`, createdAt, touchedAt: createdAt };
      const seen = [slimCluster(audited(id))];
      await bench.store.writeClusterHistory({ ...run, trigger: 'schedule', status: 'complete' }, seen, new Date(0));
    }
    const row = { partitionKey: monthsPartition(id), rowKey: monthRow(id, '202609') };
    await tables.history.updateEntity({ ...row, packed00: Buffer.from('damaged') }, 'Merge');

    const said = await jsonOf(await ask('http-cluster', { params: { key } }));
    expect(said).toMatchObject({ cluster: { id }, historyNotRead: 1 });
    expect(said.history.map(({ runId: each }: { runId: string }) => each)).toEqual([
      '20261022T060000Z',
      '20260822T060000Z',
    ]);
    expect(bench.lines.at(-1)).toContain(`row ${row.rowKey}: `);
    const { status } = await ask('http-cluster', { params: { key }, query: '?format=html' });
    expect(status).toBe(200);
  });

  it.each([
    ['0123456789abcdef', 404],
    ['..', 400],
  ])('answers the key %s with %i', async (key, status) => {
    expect((await ask('http-cluster', { params: { key } })).status).toBe(status);
  });
});

describe('GET clusters/{key}?format=html', () => {
  const keyOf = async () => (await jsonOf(await ask('http-clusters'))).value[0].key;

  it('is a small page of its own, with a policy and links that keep the key', async () => {
    const key = await keyOf();
    const { status, headers, body } = await ask('http-cluster', { params: { key }, query: '?format=html&code=k%26y' });

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      vary: 'accept',
    });
    expect(body).toContain('<h2><bdi>a1</bdi></h2>');
    expect(body).toContain(`href="../report?format=html&amp;run=${runId}&amp;code=k%26y"`);
  });

  it('goes to browsers that say so, and JSON to everybody else', async () => {
    const key = await keyOf();
    const type = async (accept: string) =>
      (await ask('http-cluster', { params: { key }, headers: { accept } })).headers['content-type'];
    expect(await type('text/html,*/*;q=0.8')).toBe('text/html; charset=utf-8');
    expect(await type('*/*')).toBe('application/json');
  });

  it('shows the latest audit though the one of the alert is gone, and says so', async () => {
    const { status, body } = await ask('http-cluster', {
      params: { key: await keyOf() },
      query: '?format=html&seen=20200101T000000Z',
    });

    expect(status).toBe(200);
    expect(body).toContain('This is the latest audit. The one of the alert is kept no longer.');
  });
});

describe('GET clusters/{key}/runbook.md', () => {
  it('gives the steps of a cluster whose facts were recorded, and says so where they were not', async () => {
    const { value } = await jsonOf(await ask('http-clusters'));
    const [first, second] = value;
    const answer = await ask('http-runbook', { params: { key: first.key } });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/markdown; charset=utf-8' } });
    expect(answer.body).toContain('# a1: from kubenet to Azure CNI Overlay');
    const without = await ask('http-runbook', { params: { key: second.key } });
    expect(without).toMatchObject({ status: 404, body: expect.stringContaining('earlier version') });
  });
});

describe('runs', () => {
  it('are started by POST, and followed where Location says', async () => {
    const { status, headers } = await ask('http-start-run');
    expect(status).toBe(202);
    const location = headers['location'] ?? '';
    expect(location).toMatch(new RegExp(`^${base}runs/20261122T060001Z-\\w+$`));
    const id = location.slice(`${base}runs/`.length);
    expect(await jsonOf(await ask('http-run', { params: { id } }))).toMatchObject({
      id,
      status: 'planning',
      units: null,
    });
    await bench.deliverAll();
    expect(await jsonOf(await ask('http-run', { params: { id } }))).toMatchObject({
      status: 'complete',
      hasReport: true,
      units: { total: 2, open: 0 },
      scopes: [{ status: 'read' }, { status: 'read' }],
    });
    const { value } = await jsonOf(await ask('http-runs', { query: '?top=1' }));
    expect(value).toEqual([expect.objectContaining({ id, summary: expect.objectContaining({ kubenet: 4 }) })]);
    const [{ key }] = (await jsonOf(await ask('http-clusters'))).value;
    const page = await ask('http-cluster', { params: { key }, query: `?format=html&seen=${runId}` });
    expect(page.body).toContain('>As seen then, 22 Nov 2026, 06:00 UTC</a>');
    expect(page.body).toContain(`href="${key}?format=html&amp;run=${runId}"`);
  });

  it('are not started by another site, nor with a body', async () => {
    expect((await ask('http-start-run', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await ask('http-start-run', { body: '{}' })).status).toBe(400);
  });
});

describe('GET diff', () => {
  it('compares two stored runs, and knows no others', async () => {
    const query = `?from=${runId}&to=${runId}`;
    expect(await jsonOf(await ask('http-diff', { query }))).toMatchObject({
      before: { runId },
      after: { runId },
      counts: { opened: 0, fixed: 0 },
      findings: [],
    });
    expect((await ask('http-diff', { query: `${query}&format=md` })).headers['content-type']).toContain('markdown');
    expect((await ask('http-diff', { query: '?from=20200101T000000Z' })).status).toBe(404);
    expect((await ask('http-diff')).status).toBe(400);
  });
});

describe('GET health', () => {
  it('says version and age, and nothing else', async () => {
    expect(await jsonOf(await ask('http-health'))).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      trouble: null,
      lastRun: { id: expect.stringMatching(/^20261122T/), finishedAt: expect.any(String), ageSeconds: 0 },
      lastCompleteRun: { id: expect.stringMatching(/^20261122T/), finishedAt: expect.any(String), ageSeconds: 0 },
    });
  });

  it('reads storage at most once a minute', async () => {
    const latestCompleteRun = vi.fn(bench.store.latestCompleteRun);
    let time = Date.parse('2026-11-22T12:00:00Z');
    const health = createHealthReader({ ...bench.store, latestCompleteRun }, () => new Date(time));
    await Promise.all([health(), health()]);
    time += 59_999;
    await health();
    expect(latestCompleteRun).toHaveBeenCalledTimes(1);
    time += 1;
    await health();
    expect(latestCompleteRun).toHaveBeenCalledTimes(2);
  });

  it('does not read again within the minute what it could not read', async () => {
    const latestCompleteRun = vi.fn(() => Promise.reject(new Error('storage is away')));
    let time = Date.parse('2026-11-22T12:00:00Z');
    const health = createHealthReader({ ...bench.store, latestCompleteRun }, () => new Date(time));
    const tries = await Promise.allSettled([health(), health()]);
    time += 59_999;
    expect([...tries, ...(await Promise.allSettled([health()]))].map(({ status }) => status)).not.toContain(
      'fulfilled',
    );
    expect(latestCompleteRun).toHaveBeenCalledTimes(1);
    time += 1;
    await Promise.allSettled([health()]);
    expect(latestCompleteRun).toHaveBeenCalledTimes(2);
  });

  it('is the only route that needs no key', () => {
    expect(routes.filter(({ authLevel }) => authLevel !== 'function').map(({ path }) => path)).toEqual(['health']);
  });
});

describe('GET openapi.json', () => {
  it('documents every route, with answers that are valid against it', async () => {
    const document = await jsonOf(await ask('http-openapi'));
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: 'https://audit.example/api' }]);
    for (const { path, method } of routes) expect(document.paths[`/${path}`]).toHaveProperty(method.toLowerCase());
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/"\$id"|"\$ref"|"\$defs"|"const":|\{"type":"null"\}/);
    for (const operation of Object.values<Record<string, { responses: Record<string, { content?: object }> }>>(
      document.paths,
    ).flatMap((each) => Object.values(each))) {
      const contents = Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {}));
      expect(contents.filter((content) => !('schema' in content))).toEqual([]);
    }
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [path, name, query] of [
      ['/report', 'http-report', '?format=json'],
      ['/clusters', 'http-clusters', ''],
      ['/runs', 'http-runs', ''],
      ['/diff', 'http-diff', `?from=${runId}`],
      ['/health', 'http-health', ''],
      ['/status', 'http-status', ''],
    ] as const) {
      const { schema } = document.paths[path].get.responses['200'].content['application/json'];
      const isValid = ajv.validate(schema, await jsonOf(await ask(name, { query })));
      expect([path, isValid, ajv.errors]).toEqual([path, true, null]);
    }
  });
});
