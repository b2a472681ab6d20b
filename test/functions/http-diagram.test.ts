import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterKey } from '../../src/audit/cluster-key.ts';
import type { AppServices } from '../../src/functions/app-services.ts';
import { routes } from '../../src/functions/http/routes.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { svgContentSecurityPolicy } from '../../src/report/diagram/svg.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, oneRequest } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { type Bench, withRoutes, workBench } from './work-bench.ts';

const id = clusterId('a1');

let azurite: Azurite;
let bench: Bench & AppServices;
beforeAll(async () => {
  azurite = await startAzurite();
  const { store } = await emptyStore(azurite);
  const engine = fakeEngine(aPlan([[id]]), {
    auditUnit: async () => ({ clusters: [audited(id, { key: clusterKey(id) })], troubles: [], requests: oneRequest }),
  });
  bench = withRoutes(workBench(store, engine));
  await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
  await bench.deliverAll();
});
afterAll(() => azurite.stop());

async function ask(form: 'svg' | 'd2', key: string, headers: Record<string, string> = {}) {
  const route = routes.find(({ name }) => name === `http-diagram-${form}`);
  if (route === undefined) throw new Error(`There is no route for ${form}.`);
  const url = `https://audit.example/api/clusters/${key}/diagram.${form}`;
  return route.handle({ url, params: { key }, headers: new Headers(headers), body: '' }, bench, bench.log);
}

describe('GET clusters/{key}/diagram', () => {
  it('draws the cluster as SVG, under a policy that lets only its own style in', async () => {
    const { status, headers, body } = await ask('svg', clusterKey(id));

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(headers['content-security-policy']).toBe(svgContentSecurityPolicy);
    expect(body).toContain('<svg xmlns="http://www.w3.org/2000/svg"');
  });

  it('tells it as D2', async () => {
    const { status, headers, body } = await ask('d2', clusterKey(id));

    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/plain; charset=utf-8' });
    expect(body).toContain('direction: right');
  });

  it('answers 304 to who has it, 404 for a cluster there is not, and 400 for what is no key', async () => {
    const { headers } = await ask('svg', clusterKey(id));

    expect((await ask('svg', clusterKey(id), { 'if-none-match': headers['etag'] ?? '' })).status).toBe(304);
    expect((await ask('svg', '0123456789abcdef')).status).toBe(404);
    expect((await ask('svg', '../etc')).status).toBe(400);
  });
});
