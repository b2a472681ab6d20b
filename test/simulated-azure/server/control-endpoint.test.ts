import { describe, expect, it } from 'vitest';
import { signedRequest } from './raw-request.ts';
import { useSimulatedAzure } from './simulation.ts';
import { cluster, clusterId, ids, smallEstate } from './small-estate.ts';

const azure = useSimulatedAzure();
const clusters = `/subscriptions/${ids.production}/providers/Microsoft.ContainerService/managedClusters?api-version=2026-06-01`;

async function control(method: string, path: string, body?: unknown): Promise<number> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return (await fetch(`${azure().controlUrl}${path}`, init)).status;
}

describe('the control endpoint', () => {
  it('adds and clears faults from another process', async () => {
    expect(await control('POST', '/faults', { effect: { kind: 'status', status: 503 } })).toBe(200);
    expect((await fetch(azure().identityEndpoint)).status).toBe(503);
    expect(await control('DELETE', '/faults')).toBe(200);
    expect((await signedRequest(azure(), clusters)).status).toBe(200);
  });

  it('reads and clears the log', async () => {
    await signedRequest(azure(), clusters);
    const log: unknown = await (await fetch(`${azure().controlUrl}/requests`)).json();

    expect(log).toMatchObject([{ service: 'entra' }, { service: 'entra' }, { service: 'arm', path: clusters }]);
    expect(await control('DELETE', '/requests')).toBe(200);
    expect(azure().requests()).toEqual([]);
  });

  it('replaces the estate, and changes settings', async () => {
    await control('PUT', '/estate', { ...smallEstate(), resources: [cluster(clusterId(77)), cluster(clusterId(78))] });
    await control('PATCH', '/settings', { pageSizes: { 'Microsoft.ContainerService/managedClusters': 1 } });

    expect((await signedRequest(azure(), clusters)).json().value?.map((each) => each.id)).toEqual([clusterId(77)]);
  });

  it('lets Resource Graph lag and tokens expire', async () => {
    expect(await control('POST', '/graph-lag', { id: clusterId(1), older: null })).toBe(200);
    expect(await control('DELETE', '/graph-lag')).toBe(200);
    expect(await control('POST', '/expire-tokens')).toBe(200);
    azure().clock.advance(1);
  });

  it('refuses a malformed rule with the reason, and an unknown operation', async () => {
    expect(await control('POST', '/faults', { effect: { kind: 'earthquake' } })).toBe(400);
    expect(await control('GET', '/nothing')).toBe(404);
  });

  it('is not there without its secret path', async () => {
    expect((await fetch(`${new URL(azure().controlUrl).origin}/faults`, { method: 'DELETE' })).status).toBe(401);
  });
});
