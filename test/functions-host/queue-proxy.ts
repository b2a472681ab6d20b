import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen } from '../../simulated-azure/listen.ts';

/**
 * A way to the queue service on which a test answers each receive of the queue `work` instead; `pass` lets the service have
 * it, without the answer. Returns the endpoint.
 */
export async function aQueueProxy(
  endpoint: string,
  onReceive: (pass: () => Promise<void>, response: ServerResponse) => Promise<void>,
): Promise<string> {
  const target = new URL(endpoint);
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isReceive = request.method === 'GET' && /\/work\/messages/.test(request.url ?? '');
    if (isReceive) {
      await onReceive(async () => void (await forward(request, target)).resume(), response);
    } else {
      const passed = await forward(request, target);
      response.writeHead(passed.statusCode ?? 500, passed.headers);
      passed.pipe(response);
    }
  }

  const { port, close } = await listen(server, 0);
  onTestFinished(close);
  return `http://127.0.0.1:${port}${target.pathname}`;
}

/** What is signed is the path, not the host. */
function forward(request: IncomingMessage, { port }: URL): Promise<IncomingMessage> {
  const { method, url, headers } = request;
  return new Promise((resolve, reject) => {
    const sent = send({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, resolve);
    sent.once('error', reject);
    request.pipe(sent);
  });
}
