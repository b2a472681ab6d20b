import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeError, type HostLogger } from './host-log.ts';
import { type HostKeys, isAuthorized } from './http-authorization.ts';
import { toHttpInvocation, toResponseHeaders } from './http-messages.ts';
import { findEndpoint, type HttpEndpoint, type RouteMatch, splitPath } from './http-routing.ts';
import type { StreamServer } from './http-stream.ts';
import type { Invocations } from './invocations.ts';
import { announcesTooMuch, BodyTooLargeError, readBody } from './request-body.ts';
import type { RpcTypedData } from './rpc-types.ts';

export interface HttpServerOptions {
  readonly endpoints: readonly HttpEndpoint[];
  readonly keys: HostKeys;
  /** In bytes. */
  readonly bodyLimit: number;
  /** 0 takes a free port. */
  readonly port: number;
  readonly streams: StreamServer | undefined;
  readonly invocations: Invocations;
  readonly log: HostLogger;
}

export interface HttpServer {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  /** Takes no further requests; resolves when the open ones were answered. */
  close(): Promise<void>;
  /** Cuts the open connections. */
  abandon(): void;
}

interface Call {
  readonly options: HttpServerOptions;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
  readonly match: RouteMatch;
}

/** Azure's own host says nothing with a 401; people who try the app on their machine are told what is missing. */
const noKey =
  'No function key, or a wrong one: send it as the header x-functions-key, or open the address that was printed at the start.\n';

/** Serves the app's HTTP functions on loopback. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  let isClosing = false;
  const server = createServer((request, response) => {
    // A kept-alive connection that was busy when the server closed must not keep it open once it is idle.
    response.once('close', () => setImmediate(() => isClosing && server.closeIdleConnections()));
    void answer(options, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  // A TCP server's address is an object; it is text only for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        isClosing = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
    abandon: () => server.closeAllConnections(),
  };
}

async function answer(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await route(options, request, response);
  } catch (error) {
    if (error instanceof BodyTooLargeError && !response.headersSent) {
      send(response, 413);
      return;
    }
    const clientLeft = response.destroyed || request.destroyed;
    options.log(clientLeft ? 'debug' : 'error', `Cannot answer ${request.method} request: ${describeError(error)}`);
    fail(response);
  }
}

async function route(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const url = requestUrl(request);
  const path = url && splitPath(url.pathname);
  if (url === undefined || path === undefined) {
    send(response, 400);
    return;
  }
  const match = findEndpoint(options.endpoints, method, path);
  if (match === undefined) {
    send(response, 404);
    return;
  }
  if (!isAuthorized(match.endpoint.fn.trigger.authLevel, options.keys, request.headers, url.searchParams)) {
    send(response, 401, noKey);
    return;
  }
  if (announcesTooMuch(request, options.bodyLimit)) {
    send(response, 413);
    return;
  }
  const call: Call = { options, request, response, method, url, match };
  await (options.streams === undefined ? callWithBytes(call) : callWithStream(call, options.streams));
}

async function callWithBytes(call: Call): Promise<void> {
  const { options, request, response, match } = call;
  const body = await readBody(request, options.bodyLimit);
  const invocation = toHttpInvocation(match, { ...call, headers: call.request.headers, body });
  const outcome = await options.invocations.run(match.endpoint.fn, invocation).catch(wasLogged);
  if (outcome === undefined) {
    fail(response);
    return;
  }
  const http = outcome.response.returnValue?.http;
  if (!http) {
    send(response, 204);
    return;
  }
  const bytes = toBytes(http.body);
  const status = Number(http.statusCode ?? 200);
  const hasNoBody = status === 204 || status === 304;
  response.writeHead(status, {
    ...toResponseHeaders(http),
    ...(hasNoBody ? {} : { 'content-length': bytes.length }),
  });
  response.end(hasNoBody ? undefined : bytes);
}

async function callWithStream(call: Call, streams: StreamServer): Promise<void> {
  const { options, request, response, url, match } = call;
  const invocationId = randomUUID();
  const forwarded = streams.forward({ request, response, url, invocationId, bodyLimit: options.bodyLimit });
  // Both sides are waited for below; this keeps an early failure of one from counting as unhandled.
  forwarded.done.catch(() => undefined);
  await forwarded.arrived;
  const invocation = toHttpInvocation(match, { ...call, headers: call.request.headers, body: undefined });
  const running = options.invocations.run(match.endpoint.fn, invocation, invocationId).catch(wasLogged);
  const first = await Promise.race([running.then((outcome) => ({ outcome })), forwarded.done]);
  if (first === undefined || first.outcome?.hasResult) {
    await Promise.all([forwarded.done, running]);
    return;
  }
  forwarded.abort();
  if (first.outcome === undefined) {
    await forwarded.done.catch(rethrowTooLarge);
    fail(response);
  } else {
    send(response, 204);
  }
}

/** A handler that fails because its body was cut off at the limit is not to blame. */
function rethrowTooLarge(error: unknown): void {
  if (error instanceof BodyTooLargeError) {
    throw error;
  }
}

/** A failed invocation is in the log already; its caller only has to answer. */
function wasLogged(): undefined {}

/** The absolute URL, with the host name the client used; undefined when there is no sense in it. */
function requestUrl(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '/';
  const host = request.headers.host ?? '127.0.0.1';
  const isPlain = target.startsWith('/') && /^[\w.:[\]-]+$/.test(host);
  return isPlain && URL.canParse(`http://${host}${target}`) ? new URL(`http://${host}${target}`) : undefined;
}

function toBytes(body: RpcTypedData | null | undefined): Buffer {
  return Buffer.from(body?.bytes ?? body?.string ?? body?.json ?? '');
}

/** 500 without a body, or a broken connection when the answer has begun. */
function fail(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
  } else {
    send(response, 500);
  }
}

function send(response: ServerResponse, status: number, text = ''): void {
  if (!response.req.complete) {
    // What the client still sends is not read, so the connection cannot be used again.
    response.setHeader('connection', 'close');
  }
  const type = text === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' };
  response.writeHead(status, status === 204 ? {} : { ...type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
