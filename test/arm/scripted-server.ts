import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { makeCertificates } from '../../simulated-azure/wire/certificates.ts';

/** What a listener heard. */
interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, heard: Heard) => void;

/** A TLS listener on loopback that gives its answers one after the other, the last one again and again. */
export interface ScriptedServer {
  readonly origin: string;
  readonly caPem: string;
  readonly heard: readonly Heard[];
  answer(...answers: readonly Answer[]): void;
}

/** One for each file of tests: silent and unasked before each test. */
export function useScriptedServer(): ScriptedServer {
  let answers: readonly Answer[] = [];
  let heard: Heard[] = [];
  let started: { origin: string; caPem: string; stop: () => Promise<void> } | undefined;
  const running = () => {
    if (started === undefined) throw new Error('The server is not running yet.');
    return started;
  };
  beforeAll(async () => {
    started = await start(async (request, response) => {
      const chunks = await Array.fromAsync(request);
      const { method = '', url = '', headers } = request;
      const each = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      heard.push(each);
      const answer = answers[Math.min(heard.length, answers.length) - 1] ?? json({ value: [] });
      answer(response, each);
    });
  });
  beforeEach(() => {
    answers = [];
    heard = [];
  });
  afterAll(() => running().stop());
  return {
    get origin() {
      return running().origin;
    },
    get caPem() {
      return running().caPem;
    },
    get heard() {
      return heard;
    },
    answer: (...all) => {
      answers = all;
    },
  };
}

async function start(listener: RequestListener) {
  const certificates = await makeCertificates();
  const server = createServer(certificates, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port, so that the address is no pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${port}`,
    caPem: certificates.caPem,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-ms-request-id': 'request-1', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function armError(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return json({ error: { code, message: `${code} happened.` } }, status, headers);
}

export function text(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(body);
  };
}

/** The head and the first bytes of a body, then the end of the connection. */
export const cut: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"value":[{"id":"/a"', () => response.destroy());
};

/** The same of a compressed body. */
export const cutGzip: Answer = (response) => {
  const bytes = gzipSync(JSON.stringify({ value: Array.from({ length: 500 }, (_, index) => ({ id: `/${index}` })) }));
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
};

export function gzipped(body: unknown): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify(body)));
  };
}

/** Nothing, ever; `heard` once there was something to answer. */
export function hang(heard: () => void): Answer {
  return () => heard();
}

/** The head and the first bytes of a body, and then nothing; `sent` once the client has them. */
export function stall(sent: () => void): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"value":[', () => void turns(20).then(sent));
  };
}

/** Rounds of the event loop: what went over loopback within this process has arrived after a few, however slow the machine. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
