import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { standardSettings } from '../../../simulated-azure/settings.ts';
import { signedRequest } from './raw-request.ts';
import { useSimulatedAzure } from './simulation.ts';
import { auditor, clusterId, ids, nodeGroup, scaleSetId, smallEstate } from './small-estate.ts';

const azure = useSimulatedAzure();
const production = `/subscriptions/${ids.production}`;
const clusters = `${production}/providers/Microsoft.ContainerService/managedClusters?api-version=2026-06-01`;
const groups = '/providers/Microsoft.Management/managementGroups';

async function idsAt(path: string): Promise<string[]> {
  const answer = await signedRequest(azure(), path);
  return (answer.json().value ?? []).map((each) => each.id);
}

describe('a list', () => {
  it('says the same at a resource group in any case', async () => {
    const path = `${production}/RESOURCEGROUPS/rg-A/providers/microsoft.containerservice/MANAGEDCLUSTERS?api-version=2026-06-01`;

    expect(await idsAt(path)).toHaveLength(5);
  });

  it('links to the next page on the same host, with an opaque token that expires', async () => {
    const { nextLink = '' } = (await signedRequest(azure(), clusters)).json();

    expect(nextLink.startsWith(`${azure().armEndpoint}/subscriptions/`)).toBe(true);
    expect(await idsAt(nextLink)).toEqual([6, 7, 8, 9, 10].map(clusterId));
    azure().control.changeSettings({ tokenLifetimeSeconds: 36_000 });
    azure().clock.advance(3601);
    expect((await signedRequest(azure(), nextLink)).status).toBe(400);
  });

  it('refuses a token that belongs to another list', async () => {
    const { nextLink = '' } = (await signedRequest(azure(), clusters)).json();
    const other = nextLink.replace('Microsoft.ContainerService/managedClusters', 'Microsoft.Network/routeTables');

    expect((await signedRequest(azure(), other.replace('2026-06-01', '2026-01-01'))).status).toBe(400);
  });

  it('takes its page size from the settings', async () => {
    azure().control.changeSettings({ pageSizes: { 'microsoft.containerservice/managedclusters': 12 } });
    const body = (await signedRequest(azure(), clusters)).json();

    expect([body.value?.length, body.nextLink]).toEqual([12, undefined]);
  });
});

describe('locks', () => {
  const locks = '/providers/Microsoft.Authorization/locks?api-version=2020-05-01';

  it('are listed at a scope and below it', async () => {
    expect(await idsAt(`${production}${locks}`)).toHaveLength(2);
    expect(await idsAt(`${production}/resourceGroups/rg-a${locks}`)).toHaveLength(1);
    expect(await idsAt(`${clusterId(1)}${locks}`)).toHaveLength(1);
    expect(await idsAt(`${clusterId(2)}${locks}`)).toEqual([]);
  });

  it('show what is inherited with atScope()', async () => {
    expect(await idsAt(`${clusterId(2)}${locks}&$filter=atScope()`)).toHaveLength(1);
  });
});

describe('role assignments', () => {
  const assignments = '/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01';
  const ofTheEstate = smallEstate().resources.map(({ id }) => id);
  const added = async (path: string) => (await idsAt(path)).filter((id) => ofTheEstate.includes(id));

  it('are inherited from above and include those below unless atScope() is asked for', async () => {
    expect(await added(`${nodeGroup}${assignments}`)).toHaveLength(2);
    expect(await added(`${production}${assignments}`)).toHaveLength(2);
    expect(await added(`${production}${assignments}&$filter=atScope()`)).toHaveLength(1);
  });

  it('are filtered by principal, and hold the roles that let people in', async () => {
    const ofAuditor = `${production}${assignments}&$filter=principalId eq '${auditor.objectId}'`;

    expect(await added(ofAuditor)).toHaveLength(1);
    expect(await idsAt(ofAuditor)).toHaveLength(2);
  });
});

describe('management groups', () => {
  it('are listed as far as the caller reads them, with the subscriptions below', async () => {
    expect(await idsAt(`${groups}?api-version=2020-05-01`)).toHaveLength(2);
    expect(await idsAt(`${groups}/contoso-prod/descendants?api-version=2020-05-01`)).toEqual([
      `/subscriptions/${ids.production}`,
      `/subscriptions/${ids.refused}`,
    ]);
    expect(await idsAt(`${groups}/CONTOSO-DEV/subscriptions?api-version=2020-05-01`)).toHaveLength(1);
  });

  it('that no grant covers are refused', async () => {
    const answer = await signedRequest(azure(), `${groups}/no/descendants?api-version=2020-05-01`);

    expect([answer.status, answer.json().error?.code]).toEqual([403, 'AuthorizationFailed']);
  });
});

describe('resource groups', () => {
  it('are those of the estate and those that only ids name', async () => {
    const found = await idsAt(`${production}/resourcegroups?api-version=2021-04-01`);

    expect(found.map((id) => id.split('/').at(-1))).toEqual(['RG-a', 'MC_rg-a_a1_westeurope']);
    expect((await signedRequest(azure(), `${nodeGroup}?api-version=2021-04-01`)).status).toBe(200);
  });
});

describe('the wire', () => {
  it('carries the ids of the request and the region of the front end', async () => {
    const correlation = '99999999-0000-0000-0000-000000000000';
    const { headers } = await signedRequest(azure(), clusters, {
      headers: { 'x-ms-correlation-request-id': correlation },
    });

    expect(headers['x-ms-correlation-request-id']).toBe(correlation);
    expect(headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-ms-routing-request-id']).toMatch(/^WESTEUROPE:\d{8}T\d{6}Z:[0-9a-f-]{36}$/);
  });

  it('is chunked, and gzipped for a client that takes it', async () => {
    const answer = await signedRequest(azure(), clusters, { headers: { 'accept-encoding': 'gzip, deflate' } });

    expect(answer.headers).toMatchObject({ 'transfer-encoding': 'chunked', 'content-encoding': 'gzip' });
    expect(JSON.parse(gunzipSync(answer.bytes).toString('utf8')).value).toHaveLength(5);
  });

  it('is plain below the size that is set', async () => {
    azure().control.changeSettings({ gzipFromBytes: 1_000_000 });
    const answer = await signedRequest(azure(), clusters, { headers: { 'accept-encoding': 'gzip, deflate' } });
    azure().control.changeSettings({ gzipFromBytes: standardSettings.gzipFromBytes });

    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.json().value).toHaveLength(5);
  });

  it('is plain for a client that does not', async () => {
    const answer = await signedRequest(azure(), `${scaleSetId}?api-version=2026-04-01`);

    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.json()['name']).toBe('aks-pool-vmss');
  });
});
