import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SignInApp, startSignInApp } from './sign-in-app.ts';

/** Tables that refuse everybody, and remember which of them were to be made. There is no queue: refusing those would end the host. */
const tables: string[] = [];
const storage = createServer(async (request, response) => {
  const body = await text(request);
  if (request.url?.startsWith('/queues')) {
    response.writeHead(404, { 'x-ms-error-code': 'QueueNotFound' }).end();
    return;
  }
  if (request.url?.includes('/Tables')) tables.push(body);
  response.writeHead(403, { 'content-type': 'application/json' }).end('{}');
});

let app: SignInApp;
beforeAll(async () => {
  await new Promise<void>((resolve) => void storage.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object; it is text only for pipes.
  const { port } = storage.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/account`;
  app = await startSignInApp({
    KUBENET_AUDIT_SIGN_IN: 'key',
    KUBENET_AUDIT_STORAGE: `DefaultEndpointsProtocol=http;AccountName=account;AccountKey=a2V5;TableEndpoint=${address};QueueEndpoint=http://127.0.0.1:${port}/queues;BlobEndpoint=${address}`,
  });
});
afterAll(async () => {
  await app.stop();
  storage.closeAllConnections();
  storage.close();
});

it('health asked for often by nobody in particular does not ask storage often', async () => {
  const first = await fetch(`${app.host.url}/api/health`);
  const more = await Promise.all(Array.from({ length: 5 }, () => fetch(`${app.host.url}/api/health`)));

  expect([first, ...more].map(({ status }) => status)).toEqual([500, 500, 500, 500, 500, 500]);
  expect(tables.length).toBeGreaterThan(0);
  expect(tables).toHaveLength(new Set(tables).size);
});
