import { ContainerServiceClient } from '@azure/arm-containerservice';
import { describe, expect, it, vi } from 'vitest';
import type { FaultRule } from '../../../simulated-azure/faults/fault-rule.ts';
import { patienceMs } from '../../patience.ts';
import { signedRequest } from './raw-request.ts';
import { all, clientOptions, credentialFor, useSimulatedAzure } from './simulation.ts';
import { cluster, clusterId, ids } from './small-estate.ts';

/** Ends the waits of late answers, by their lengths. */
const late: { readonly ms: number; readonly end: () => void }[] = [];
const azure = useSimulatedAzure({}, (ms) => new Promise<void>((end) => late.push({ ms, end })));
const clusters = `/subscriptions/${ids.production}/providers/Microsoft.ContainerService/managedClusters?api-version=2026-06-01`;
const armOnly = { service: 'arm' } as const;

function addEffect(effect: FaultRule['effect'], more: Partial<FaultRule> = {}): void {
  azure().addFault({ match: armOnly, effect, ...more });
}

function query(text: string) {
  return signedRequest(azure(), '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', {
    method: 'POST',
    body: JSON.stringify({ query: text }),
  });
}

async function statuses(count: number): Promise<number[]> {
  const found: number[] = [];
  for (let n = 0; n < count; n++) found.push((await signedRequest(azure(), clusters)).status);
  return found;
}

async function idsOf(path = clusters): Promise<(string | undefined)[]> {
  return ((await signedRequest(azure(), path)).json().value ?? []).map((each) => each.id.split('/').at(-1));
}

describe('which requests a fault strikes', () => {
  it('counts those that match, and strikes the nth, so many times', async () => {
    addEffect({ kind: 'status', status: 500 }, { nth: [1, 3] });
    expect(await statuses(4)).toEqual([500, 200, 500, 200]);

    azure().control.clearFaults();
    addEffect({ kind: 'status', status: 503 }, { times: 2 });
    expect(await statuses(3)).toEqual([503, 503, 200]);
  });

  it('matches a path without regard to case, and a table in the text of a query', async () => {
    azure().addFault({ match: { path: 'MANAGEDCLUSTERS\\?' }, effect: { kind: 'status', status: 404 } });
    azure().addFault({ match: { table: 'computeresources' }, effect: { kind: 'status', status: 500 } });

    expect(await statuses(1)).toEqual([404]);
    expect((await query('computeresources | count')).status).toBe(500);
    expect((await query('resources | count')).status).toBe(200);
  });

  it('strikes by a seeded probability, the same way in every run', async () => {
    addEffect({ kind: 'status', status: 500 }, { probability: 0.5 });
    const struck = (await statuses(40)).filter((status) => status === 500).length;

    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(32);
  });

  it('rejects a rule that is not one', () => {
    expect(() => addEffect({ kind: 'status', status: 99 })).toThrow();
  });
});

describe('what a fault does', () => {
  it('answers 429 with and without Retry-After', async () => {
    addEffect({ kind: 'status', status: 429, retryAfter: 7 }, { nth: 1 });
    addEffect({ kind: 'status', status: 429 });

    expect((await signedRequest(azure(), clusters)).headers['retry-after']).toBe('7');
    expect((await signedRequest(azure(), clusters)).headers['retry-after']).toBeUndefined();
  });

  it('cuts the connection in the middle of the body', async () => {
    addEffect({ kind: 'cut' });

    await expect(signedRequest(azure(), clusters)).rejects.toThrow(/aborted|socket hang up|ECONNRESET/);
  });

  it('hangs until the client gives up, and is in the log with status 0', async () => {
    addEffect({ kind: 'hang' });
    const client = new ContainerServiceClient(credentialFor(azure()), ids.production, clientOptions(azure()));
    const patience = new AbortController();
    const listed = all(client.managedClusters.list({ abortSignal: patience.signal }));
    const refused = expect(listed).rejects.toThrow(/abort/i);

    await vi.waitFor(() => expect(azure().requests().at(-1)).toMatchObject({ status: 0, fault: 'hang' }), patienceMs);
    patience.abort();
    await refused;
  });

  it('sends HTML in place of JSON, and half of the JSON', async () => {
    addEffect({ kind: 'html' }, { nth: 1 });
    addEffect({ kind: 'truncatedJson' });
    const html = await signedRequest(azure(), clusters);
    const half = await signedRequest(azure(), clusters);

    expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(half.headers['content-type']).toContain('json');
    expect(() => half.json()).toThrow(SyntaxError);
  });

  it('answers late, and others meanwhile', async () => {
    addEffect({ kind: 'slow', delayMs: 40 }, { nth: 1 });
    const slow = signedRequest(azure(), clusters);
    await vi.waitFor(() => expect(late.map(({ ms }) => ms)).toEqual([40]), patienceMs);
    const answered = () =>
      azure()
        .requests()
        .filter(({ service }) => service === 'arm').length;

    expect([await statuses(1), answered()]).toEqual([[200], 1]);
    late[0]?.end();
    expect([(await slow).status, answered()]).toEqual([200, 2]);
  });

  it('gives an empty page that leads to the real one', async () => {
    addEffect({ kind: 'emptyPage' }, { times: 1 });
    const empty = (await signedRequest(azure(), clusters)).json();

    expect(empty.value).toEqual([]);
    expect(await idsOf(empty.nextLink)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  });

  it('leads to another host, or in a circle', async () => {
    addEffect({ kind: 'foreignNextLink', host: 'elsewhere.example' }, { times: 1 });
    addEffect({ kind: 'repeatedNextLink' });

    expect((await signedRequest(azure(), clusters)).json().nextLink).toMatch(
      /^https:\/\/elsewhere\.example\/subscriptions/,
    );
    expect((await signedRequest(azure(), clusters)).json().nextLink).toBe(`${azure().armEndpoint}${clusters}`);
  });

  it('lets a skip token expire', async () => {
    azure().addFault({ match: { path: 'skiptoken' }, effect: { kind: 'expiredSkipToken' } });
    const { nextLink = '' } = (await signedRequest(azure(), clusters)).json();

    expect((await signedRequest(azure(), nextLink)).json().error?.code).toBe('InvalidSkipToken');
  });

  it('lets a skip token of Resource Graph expire, in its own words', async () => {
    azure().addFault({ match: { service: 'graph' }, effect: { kind: 'expiredSkipToken' } });

    expect((await query('resources')).json().error).toMatchObject({
      code: 'BadRequest',
      details: [{ code: 'InvalidSkipToken' }],
    });
  });

  it('repeats the last row of a page on the next one', async () => {
    addEffect({ kind: 'duplicateRows' });
    const { nextLink = '' } = (await signedRequest(azure(), clusters)).json();

    expect(await idsOf(nextLink)).toEqual(['a5', 'a6', 'a7', 'a8', 'a9', 'a10']);
  });

  it('shows an old body in a list and by id', async () => {
    addEffect({ kind: 'oldBody', resources: [cluster(clusterId(2), 'Deleting')] });
    const list = (await signedRequest(azure(), clusters)).json().value ?? [];
    const one = (await signedRequest(azure(), `${clusterId(2)}?api-version=2026-06-01`)).json();

    expect(list.map((each) => each.properties?.['provisioningState'])).toEqual([
      'Succeeded',
      'Deleting',
      'Succeeded',
      'Succeeded',
      'Succeeded',
    ]);
    expect(one['properties']).toMatchObject({ provisioningState: 'Deleting' });
  });

  it('truncates a result of Resource Graph, or loses a subscription', async () => {
    azure().addFault({ match: { table: 'resources' }, nth: 1, effect: { kind: 'resultTruncated' } });
    azure().addFault({
      match: { service: 'graph' },
      effect: { kind: 'dropSubscription', subscriptionId: ids.production },
    });
    const text =
      "resources | where type =~ 'microsoft.containerservice/managedclusters' | project name, id | order by id asc";

    expect((await query(text)).json()).toMatchObject({ totalRecords: 13, count: 7, resultTruncated: 'true' });
    expect((await query(text)).json()).toMatchObject({ totalRecords: 1, data: [{ name: 'd1' }] });
  });
});

describe('the log of requests', () => {
  it('holds method, path, status and caller, and no token', async () => {
    await signedRequest(azure(), clusters);
    const [signIn, read] = azure().requests().slice(-2);

    expect(signIn).toMatchObject({ service: 'entra', method: 'POST', status: 200 });
    expect(read).toMatchObject({ service: 'arm', method: 'GET', path: clusters, status: 200, fault: null });
    expect(JSON.stringify(azure().requests())).not.toMatch(/Bearer|eyJ|a-secret/);
    azure().control.clearRequests();
    expect(azure().requests()).toEqual([]);
  });
});
