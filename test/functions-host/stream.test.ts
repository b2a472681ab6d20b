import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FunctionsHostOptions, startFunctionsHost } from '../../functions-host/start-functions-host.ts';
import { aFolder } from './fixture-host.ts';

describe('an app with HTTP streams', () => {
  it('gets the request as it arrives and answers before it has ended', async () => {
    const { url } = await aStreamingHost();
    const upload = new TransformStream<Uint8Array, Uint8Array>();
    const writer = upload.writable.getWriter();

    const answering = fetch(`${url}/api/upper`, { method: 'POST', body: upload.readable, duplex: 'half' });
    await writer.write(Buffer.from('first '));
    const response = await answering;
    const reader = response.body?.getReader();
    const first = await reader?.read();
    await writer.write(Buffer.from('second'));
    await writer.close();
    const second = await reader?.read();

    expect([first, second].map((part) => Buffer.from(part?.value ?? []).toString())).toEqual(['FIRST ', 'SECOND']);
    expect(response.headers.get('content-type')).toBe('text/plain');
  });

  it('streams a large answer', async () => {
    const { url } = await aStreamingHost();

    const response = await fetch(`${url}/api/lines/100000`);

    expect((await response.text()).length).toBe(588_895);
    expect([response.status, response.headers.get('x-kind')]).toEqual([200, 'lines']);
    expect(response.headers.has('x-ms-invocation-id')).toBe(false);
  });

  it.each([
    ['failing', 500],
    ['nothing', 204],
  ])('answers %s with %i and no body', async (name, status) => {
    const { url } = await aStreamingHost();

    const response = await fetch(`${url}/api/${name}`);

    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it('passes principal headers on from outside, as the real host does: the app must not trust them', async () => {
    const { url } = await aStreamingHost();

    const response = await fetch(`${url}/api/principal`, { headers: { 'x-ms-client-principal': 'e30=' } });

    expect(await response.json()).toEqual({ principal: 'e30=' });
  });

  it('refuses a body over the limit', async () => {
    const { url } = await aStreamingHost({ bodyLimit: 4 });

    const response = await fetch(`${url}/api/upper`, { method: 'POST', body: '12345' });

    expect(response.status).toBe(413);
  });

  it('answers 413 while the client is still sending', async () => {
    const { url } = await aStreamingHost({ bodyLimit: 4 });
    const upload = new TransformStream<Uint8Array, Uint8Array>();
    const writer = upload.writable.getWriter();

    const answering = fetch(`${url}/api/silent`, { method: 'POST', body: upload.readable, duplex: 'half' });
    await writer.write(Buffer.from('12345'));

    expect((await answering).status).toBe(413);
    await writer.close().catch(() => undefined); // the connection is closed by then
  });

  it('keeps the server of the library on loopback, and closes it when it stops', async () => {
    const messages: string[] = [];
    const host = await aStreamingHost({ log: ({ message }) => messages.push(message) });
    const port = Number(/Auto-assigned port is valid. Port: (\d+)/.exec(messages.join('\n'))?.[1]);
    const others = Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
    );

    expect(await accepts('127.0.0.1', port)).toBe(true);
    for (const address of others) {
      expect(await accepts(address, port)).toBe(false);
    }
    await host.stop();
    expect(await accepts('127.0.0.1', port)).toBe(false);
  });
});

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    onTestFinished(() => {
      socket.destroy();
    });
  });
}

async function aStreamingHost(options: Partial<FunctionsHostOptions> = {}) {
  const host = await startFunctionsHost({
    appDirectory: fileURLToPath(new URL('streaming-app', import.meta.url)),
    workingDirectory: await aFolder(),
    log: () => {},
    ...options,
  });
  onTestFinished(() => host.stop());
  return host;
}
