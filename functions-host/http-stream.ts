import http, {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';
import { withoutHopHeaders } from './http-messages.ts';
import { limitBody } from './request-body.ts';

/**
 * Runs the library's `getCapabilities` and keeps the HTTP server that it opens when the app asked for HTTP streams.
 * The library listens on every interface and never closes; here it listens on loopback, and the host closes it.
 */
export async function openStreamServer(
  getCapabilities: (capabilities: Record<string, string>) => Promise<Record<string, string>>,
): Promise<StreamServer | undefined> {
  // The CommonJS view of node:http is the object the library reads createServer from.
  const commonJsHttp: typeof http = createRequire(import.meta.url)('node:http');
  const original = commonJsHttp.createServer;
  const servers: Server[] = [];
  commonJsHttp.createServer = function createServer(options?: ServerOptions | RequestListener): Server {
    const server = typeof options === 'function' ? original(options) : original(options ?? {});
    const listen = server.listen.bind(server);
    server.listen = (listening?: unknown) =>
      listen(0, '127.0.0.1', typeof listening === 'function' ? () => listening() : undefined);
    servers.push(server);
    return server;
  };
  try {
    const { HttpUri } = await getCapabilities({});
    const [server] = servers;
    return HttpUri === undefined || server === undefined
      ? undefined
      : createStreamServer(server, new URL(HttpUri).port);
  } finally {
    commonJsHttp.createServer = original;
  }
}

/** The library's own server, through which requests and responses stream past the conversion of whole bodies. */
export interface StreamServer {
  /** Passes a request on to the library, and the app's response back to the client. */
  forward(options: ForwardOptions): ForwardedRequest;
  close(): Promise<void>;
}

interface ForwardOptions {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly invocationId: string;
  readonly bodyLimit: number;
}

interface ForwardedRequest {
  /**
   * Resolves when the library has the request; rejects like `done` when it never will. An invocation may start only
   * then, because the library waits without end for a request that does not come.
   */
  readonly arrived: Promise<void>;
  /** Resolves when the app's response was sent to the client; rejects when either side broke off. */
  readonly done: Promise<void>;
  /** Breaks off, when the invocation ended without a response. */
  abort(): void;
}

function createStreamServer(server: Server, port: string): StreamServer {
  const arrivals = new Map<string, () => void>();
  server.on('request', ({ headers }) => arrivals.get(String(headers['x-ms-invocation-id']))?.());
  return {
    forward(options) {
      const { request, response, url, invocationId } = options;
      const arrival = new Promise<void>((resolve) => arrivals.set(invocationId, resolve));
      const forwarded = http.request({
        host: '127.0.0.1',
        port,
        method: request.method,
        path: `${url.pathname}${url.search}`,
        agent: false,
        headers: {
          ...(request.headers['content-type'] ? { 'content-type': request.headers['content-type'] } : {}),
          ...(hasBody(request) ? { 'transfer-encoding': 'chunked' } : {}),
          'x-ms-invocation-id': invocationId,
          'x-forwarded-host': url.host,
          'x-forwarded-proto': url.protocol.slice(0, -1),
        },
      });
      response.once('close', () => forwarded.destroy());
      const done = exchange(forwarded, options).finally(() => arrivals.delete(invocationId));
      return { arrived: Promise.race([arrival, done]), done, abort: () => forwarded.destroy() };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function exchange(forwarded: http.ClientRequest, options: ForwardOptions): Promise<void> {
  const { request, response, bodyLimit } = options;
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    forwarded.once('response', resolve);
    forwarded.once('error', reject);
    forwarded.once('close', () => reject(new Error('The app ended without a response.')));
  });
  const incoming = await Promise.race([answer, upload(request, forwarded, bodyLimit)]).then(() => answer);
  const { 'x-ms-invocation-id': _, ...headers } = withoutHopHeaders(incoming.headers);
  response.writeHead(incoming.statusCode ?? 200, headers);
  await pipeline(incoming, response);
}

async function upload(request: IncomingMessage, forwarded: http.ClientRequest, bodyLimit: number): Promise<void> {
  forwarded.flushHeaders();
  if (!hasBody(request)) {
    forwarded.end();
    return;
  }
  // Piped, because a pipeline would destroy the request, and its connection carries the answer.
  const limited = request.pipe(limitBody(bodyLimit));
  await new Promise<void>((resolve, reject) => {
    limited.once('error', (error) => {
      reject(error);
      forwarded.destroy(error);
    });
    limited.pipe(forwarded).once('close', resolve).once('finish', resolve);
  });
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}
