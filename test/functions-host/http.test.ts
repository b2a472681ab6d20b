import { request as httpRequest, type RequestOptions } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import { aGate, aHost } from './fixture-host.ts';

const azurite = await startAzurite();
afterAll(() => azurite.stop());
const app = { settings: { AzureWebJobsStorage: azurite.connectionString } };

describe('routes', () => {
  it.each([
    ['/api/items/7', 'item', { id: '7' }],
    ['/api/items/blue', 'namedItem', { name: 'blue' }],
    ['/api/items/latest', 'latestItem', {}],
    ['/API/Items/LATEST/', 'latestItem', {}],
    ['/api/items/a%20b%2Fc/picture.svg', 'picture', { name: 'a b%2Fc', format: 'svg' }],
    ['/api/optional', 'optional', {}],
    ['/api/optional/me', 'optional', { name: 'me' }],
    ['/api/files/a/b/c.txt', 'files', { rest: 'a/b/c.txt' }],
    ['/api/files', 'files', {}],
  ])('sends %s to %s', async (path, name, params) => {
    const { host } = await aHost(app);

    const response = await fetch(host.url + path);

    expect(await response.json()).toMatchObject({ name, params });
  });

  it('joins repeated query parameters with commas and gives the absolute address', async () => {
    const { host } = await aHost(app);

    const response = await fetch(`${host.url}/api/items/7?tag=a&tag=b%26&empty=`);

    expect(await response.json()).toMatchObject({
      query: { tag: 'a,b&', empty: '' },
      url: `${host.url}/api/items/7?tag=a&tag=b%26&empty=`,
    });
  });

  it.each([
    ['GET', '/items/7', 404],
    ['GET', '/api/none', 404],
    ['DELETE', '/api/items/7', 404],
    ['HEAD', '/api/items/7', 404],
    ['GET', '/api/items/%E0%A4%A', 400],
  ])('answers %s %s with %i', async (method, path, status) => {
    const { host } = await aHost(app);

    expect((await fetch(host.url + path, { method })).status).toBe(status);
  });

  it('uses the route prefix of host.json', async () => {
    const { host } = await aHost({
      ...app,
      hostJson: { version: '2.0', extensions: { http: { routePrefix: '' } } },
    });

    expect((await fetch(`${host.url}/items/7`)).status).toBe(200);
  });

  it('answers HEAD with headers and no body where the function lists it', async () => {
    const { host } = await aHost(app);

    const response = await fetch(`${host.url}/api/withHead`, { method: 'HEAD' });

    expect([response.status, response.headers.get('content-length'), response.headers.get('etag')]).toEqual([
      200,
      '4',
      '"1"',
    ]);
    expect(await response.text()).toBe('');
  });
});

describe('keys', () => {
  it.each([
    ['keyed', {}, '', 401],
    ['keyed', { 'x-functions-key': 'wrong' }, '', 401],
    ['keyed', { 'x-functions-key': 'fn' }, '', 200],
    ['keyed', {}, '?code=fn', 200],
    ['keyed', {}, '?code=master', 200],
    ['administered', { 'x-functions-key': 'fn' }, '', 401],
    ['administered', { 'x-functions-key': 'master' }, '', 200],
  ])('answers %s with headers %o and query "%s": %i', async (name, headers, query, status) => {
    const { host } = await aHost({ ...app, functionKey: 'fn', masterKey: 'master' });

    expect((await fetch(`${host.url}/api/${name}${query}`, { headers })).status).toBe(status);
  });

  it('makes random keys when none are given', async () => {
    const { host } = await aHost(app);

    expect(host.functionKey).toMatch(/^[\w-]{43}$/);
    expect((await fetch(`${host.url}/api/keyed?code=${host.functionKey}`)).status).toBe(200);
  });

  const principal = {
    'x-ms-client-principal': Buffer.from('{"claims":[]}').toString('base64'),
    'x-ms-client-principal-id': 'id',
    'x-ms-client-principal-name': 'name',
    'x-ms-client-principal-idp': 'aad',
  };

  it('passes on the headers that name a principal, whoever sent them, as the real host does', async () => {
    const { host } = await aHost(app);

    const response = await fetch(`${host.url}/api/principal`, { headers: principal });

    expect(await response.json()).toMatchObject({ user: { id: 'id', username: 'name' } });
  });
});

describe('answers', () => {
  it('hides a handler error behind an empty 500 and logs it', async () => {
    const { host, log } = await aHost(app);

    const response = await fetch(`${host.url}/api/failing`);

    expect([response.status, await response.text()]).toEqual([500, '']);
    expect(log.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      expect.stringContaining('detail that no client may see'),
    ]);
    expect(host.invocations().at(-1)).toMatchObject({ functionName: 'failing', status: 'failed' });
  });

  it('answers 204 when the handler returns nothing', async () => {
    const { host } = await aHost(app);

    expect((await fetch(`${host.url}/api/nothing`)).status).toBe(204);
  });

  it('sends status, headers and cookies', async () => {
    const { host } = await aHost(app);

    const response = await fetch(`${host.url}/api/cookies`);

    expect([response.status, response.headers.get('x-own')]).toEqual([201, 'yes']);
    expect(response.headers.getSetCookie()).toEqual([
      'session=a%20b; Path=/; Max-Age=60; HttpOnly; SameSite=Strict',
      'plain=1; Path=/',
    ]);
  });

  it('passes bytes through unchanged', async () => {
    const { host } = await aHost(app);
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);

    const response = await fetch(`${host.url}/api/echo`, {
      method: 'POST',
      body: bytes,
      headers: { 'content-type': 'x/y' },
    });

    expect(response.headers.get('content-type')).toBe('x/y');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('refuses a body over the limit, announced or not', async () => {
    const { host } = await aHost({ ...app, bodyLimit: 10 });
    const chunked = (text: string) => new Blob([text]).stream();

    const announced = await fetch(`${host.url}/api/echo`, { method: 'POST', body: '12345678901' });
    const unannounced = await fetch(`${host.url}/api/echo`, {
      method: 'POST',
      body: chunked('12345678901'),
      duplex: 'half',
    });
    const small = await fetch(`${host.url}/api/echo`, { method: 'POST', body: '1234567890' });

    expect([announced.status, unannounced.status, small.status]).toEqual([413, 413, 200]);
  });

  it('answers 413 while the client is still sending', async () => {
    const { host } = await aHost({ ...app, bodyLimit: 10 });
    const upload = new TransformStream<Uint8Array, Uint8Array>();
    const writer = upload.writable.getWriter();

    const answering = fetch(`${host.url}/api/echo`, { method: 'POST', body: upload.readable, duplex: 'half' });
    await writer.write(Buffer.from('12345678901'));
    const { status } = await answering;

    expect(status).toBe(413);
    await writer.close().catch(() => undefined); // the connection is closed by then
  });

  it('refuses a host name that is none', async () => {
    const { host } = await aHost(app);

    expect(await statusOf(host.url, { path: '/api/items/7', headers: { host: 'a/b@c' } })).toBe(400);
  });

  it('keeps two invocations at once apart', async () => {
    const { host } = await aHost(app);
    const gate = await aGate();
    const call = async (mark: string) => {
      const response = await fetch(`${host.url}/api/pair`, {
        method: 'POST',
        body: JSON.stringify({ mark, gate: gate.url }),
      });
      return (await response.json()) as { mark: string; invocationId: string }; // the fixture's answer
    };

    const both = Promise.all([call('a'), call('b')]);
    await gate.arrived(2);
    gate.open();
    const [a, b] = await both;

    expect([a.mark, b.mark]).toEqual(['a', 'b']);
    expect(a.invocationId).not.toBe(b.invocationId);
  });

  it('takes the request target as a path even when it looks like another host', async () => {
    const { host } = await aHost(app);

    expect(await statusOf(host.url, { path: '//elsewhere.example/api/items/7' })).toBe(404);
  });
});

describe('hooks and settings', () => {
  it('lets hooks replace handler and result, in the order of the worker', async () => {
    const { host } = await aHost(app);

    const response = await fetch(`${host.url}/api/hooked`);

    expect(await response.json()).toEqual([['pre'], { body: 'replaced handler' }, 'post']);
  });

  it('gives the app its settings while it runs, and log hooks the lines', async () => {
    const { host, log } = await aHost({ settings: { ...app.settings, FIXTURE_SETTING: 'here' } });

    const response = await fetch(`${host.url}/api/setting`);
    await host.stop();

    expect(await response.text()).toBe('here');
    expect(process.env['FIXTURE_SETTING']).toBeUndefined();
    expect(log.find(({ category }) => category === 'user')).toMatchObject({
      message: 'this is a ***',
      functionName: 'setting',
      level: 'information',
    });
  });

  it('refuses functions that are registered after startup', async () => {
    const { host, log } = await aHost(app);

    const response = await fetch(`${host.url}/api/registerLate`, { method: 'POST' });

    expect(response.status).toBe(500);
    expect(log.map(({ message }) => message).join()).toContain('A function can only be registered during app startup.');
  });

  it('refuses a second host in the process while one runs', async () => {
    await aHost(app);

    await expect(aHost(app)).rejects.toThrow('already running');
  });

  it('lets a request in progress end when it stops', async () => {
    const { host, log } = await aHost(app);
    const gate = await aGate();

    const answered = callPair(host.url, gate.url);
    await gate.arrived(1);
    const stopping = host.stop();
    gate.open();
    await stopping;

    expect((await answered).status).toBe(200);
    expect(log.filter(({ level }) => level === 'warning')).toEqual([]);
  });

  it('cuts a request off that does not end within the limit, and names it', async () => {
    const { host, log } = await aHost(app);
    const gate = await aGate();

    const cut = expect(callPair(host.url, gate.url)).rejects.toThrow('fetch failed');
    await gate.arrived(1);
    await host.stop({ timeoutMs: 1 });

    await cut;
    expect(log.find(({ level }) => level === 'warning')?.message).toContain('pair (');
  });
});

function callPair(url: string, gate: string): Promise<Response> {
  return fetch(`${url}/api/pair`, { method: 'POST', body: JSON.stringify({ mark: 'a', gate }) });
}

/** The status of a request that `fetch` would tidy up first. */
function statusOf(url: string, options: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
