import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Receiver {
  readonly url: string;
  /** `localhost:<port>`, as `allowedHosts` takes it. */
  readonly host: string;
  readonly received: Received[];
  /** Decides the answers from now on. */
  answer: (request: Received) => Answer;
  stop(): Promise<void>;
}

/** An HTTPS server on loopback that keeps what it is sent. */
export async function startReceiver(certificate: Certificate): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(certificate, (request, response) => {
    void take(request, response);
  });
  const receiver: Receiver = {
    ...{ url: '', host: '', received },
    answer: () => ({ status: 202 }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    const whole = { path: request.url ?? '', method: request.method ?? '', headers: request.headers, body };
    received.push(whole);
    const { status, headers, body: text } = receiver.answer(whole);
    response.writeHead(status, { connection: 'close', ...headers }).end(text);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `https://localhost:${port}/hook?sig=S3cretSignature`,
    host: `localhost:${port}`,
  });
}
