import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { armReads } from '../../src/arm/arm-reads.ts';
import { holdTimers } from '../held-timers.ts';
import { armError, cut, cutGzip, hang, json, stall, text, useScriptedServer } from './scripted-server.ts';
import { clientOf, failure, firstPage, idsOf, page, secret } from './test-client.ts';

const server = useScriptedServer();
const client = (options?: Parameters<typeof clientOf>[1]) => clientOf(server, options);

describe('trouble that passes', () => {
  it.each([
    ['429 with Retry-After', armError(429, 'TooManyRequests', { 'retry-after': '0' }), 1],
    ['429 without Retry-After', armError(429, 'TooManyRequests'), 1],
    ['500', armError(500, 'InternalServerError'), 0],
    ['503 in HTML', text('<html>Service Unavailable</html>', 503), 0],
    ['a connection cut in the middle of the body', cut, 0],
    ['a connection cut in the middle of a compressed body', cutGzip, 0],
  ])('is not noticed after %s', async (_, trouble, throttled) => {
    server.answer(trouble, page(['a']));
    const { list, counts } = client();

    expect(idsOf(await list())).toEqual(['a']);
    expect(counts()).toEqual({ total: 2, throttled, retried: 1, failed: 0 });
  });

  it.each([
    ['no answer', hang],
    ['a body that stops half-way', stall],
  ])('is not noticed after %s', async (_, trouble) => {
    const timers = holdTimers(700);
    server.answer(
      trouble(() => timers.fire()),
      page(['a']),
    );

    expect(idsOf(await client({ timeoutMs: 700 }).list())).toEqual(['a']);
  });
});

describe('trouble that stays', () => {
  it('gives up after the retries, and says what Azure said', async () => {
    server.answer(armError(503, 'ServerBusy'));
    const { list, counts } = client();

    expect(await failure(list())).toMatchObject({
      name: 'AzureRequestError',
      status: 503,
      code: 'ServerBusy',
      path: new URL(firstPage, server.origin).pathname,
      requestId: 'request-1',
      message: expect.stringContaining('ServerBusy happened.'),
    });
    expect(counts()).toEqual({ total: 4, throttled: 0, retried: 3, failed: 1 });
  });

  it('gives up at once when Azure asks for minutes', async () => {
    server.answer(armError(429, 'TooManyRequests', { 'retry-after': '600' }));
    const { list, counts } = client();

    expect(await failure(list())).toMatchObject({ status: 429 });
    expect(counts()).toEqual({ total: 1, throttled: 1, retried: 0, failed: 1 });
  });

  it.each([
    ['nothing comes', hang],
    ['the body never ends', stall],
  ])('gives up when %s, after three waits', async (_, answer) => {
    const timers = holdTimers(40);
    server.answer(answer(() => timers.fire()));
    const { list, counts } = client({ timeoutMs: 40 });

    expect(await failure(list())).toMatchObject({ name: 'AzureRequestError', status: undefined, code: 'ETIMEDOUT' });
    expect(counts()).toMatchObject({ total: 3, failed: 1 });
  });

  it('takes a refusal for an answer', async () => {
    server.answer(armError(403, 'AuthorizationFailed'));
    const { list, counts } = client();

    expect(await failure(list())).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(counts()).toMatchObject({ total: 1, failed: 1 });
  });

  it('tells the useful reason that Resource Graph hides in its details', async () => {
    const details = [{ code: 'ParserFailure', message: 'The query does not parse.' }];
    server.answer(json({ error: { code: 'BadRequest', message: 'Please provide below info', details } }, 400));

    const error = await failure(client().arm.post(armReads.resourceGraph, {}));

    expect(error).toMatchObject({ code: 'ParserFailure', message: '400 ParserFailure: The query does not parse.' });
  });

  it('shows the token nowhere in an error', async () => {
    for (const answer of [armError(403, 'AuthorizationFailed'), cut, text('<html>')]) {
      server.answer(answer);
      const error = await failure(client().list());

      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
      expect(`${error.stack} ${JSON.stringify(error)} ${JSON.stringify(error.cause)}`).not.toContain(secret);
    }
  });
});

describe('a proxy', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('of the environment is gone through', async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', (request, client: Socket, head: Buffer) => {
      tunnels.push(request.url ?? '');
      const port = Number(new URL(server.origin).port);
      const upstream = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        client.pipe(upstream).pipe(client);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    // Listening on a port, so that the address is no pipe's name.
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    server.answer(page(['a']));

    expect(idsOf(await client().list())).toEqual(['a']);
    expect(tunnels).toEqual([new URL(server.origin).host]);

    proxy.close();
    proxy.closeAllConnections();
  });
});
