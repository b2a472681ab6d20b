import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { RouteMatch } from './http-routing.ts';
import type { InvocationRequest, RpcHttpCookie, RpcHttpData } from './rpc-types.ts';

// Connection headers belong to one hop, and the length is that of the body really sent.
const hopHeaders = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface ReceivedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Undefined when the body reaches the app as a stream. */
  readonly body: Uint8Array | undefined;
}

/** What the platform hands to an HTTP-triggered function. */
export function toHttpInvocation({ endpoint, params }: RouteMatch, request: ReceivedRequest): InvocationRequest {
  const headers = joinHeaders(request.headers);
  const query = joinQuery(request.url.searchParams);
  const http: RpcHttpData = {
    method: request.method,
    url: request.url.href,
    nullableHeaders: toNullable(headers),
    nullableParams: toNullable(params),
    nullableQuery: toNullable(query),
    ...(request.body !== undefined && request.body.length > 0 ? { body: { bytes: request.body } } : {}),
  };
  const parameterMetadata = Object.fromEntries(Object.entries(params).map(([name, string]) => [name, { string }]));
  return {
    inputData: [{ name: endpoint.fn.trigger.name, data: { http } }],
    triggerMetadata: {
      ...parameterMetadata,
      Headers: { json: JSON.stringify(headers) },
      Query: { json: JSON.stringify(query) },
    },
  };
}

/** The response's headers as Node.js sends them, cookies included and without those of the connection. */
export function toResponseHeaders(response: RpcHttpData): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    if (!hopHeaders.has(name.toLowerCase())) {
      headers[name.toLowerCase()] = value;
    }
  }
  const cookies = (response.cookies ?? []).map(serializeCookie);
  if (cookies.length > 0) {
    const own = headers['set-cookie'];
    headers['set-cookie'] = [...(own === undefined ? [] : [String(own)]), ...cookies];
  }
  return headers;
}

/** Headers that may be passed on from one connection to another. */
export function withoutHopHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopHeaders.has(name)));
}

function joinHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value] as const],
  );
  return Object.fromEntries(entries);
}

/** The platform joins the values of a repeated parameter with commas. */
function joinQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

function toNullable(values: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

const sameSite = { none: '', lax: '; SameSite=Lax', strict: '; SameSite=Strict', explicitNone: '; SameSite=None' };

function serializeCookie(cookie: RpcHttpCookie): string {
  const { domain, path, expires, maxAge, secure, httpOnly } = cookie;
  return [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    domain?.value ? `; Domain=${domain.value}` : '',
    `; Path=${path?.value || '/'}`,
    expires?.value ? `; Expires=${new Date(expires.value.seconds * 1000).toUTCString()}` : '',
    typeof maxAge?.value === 'number' ? `; Max-Age=${Math.trunc(maxAge.value)}` : '',
    secure?.value ? '; Secure' : '',
    httpOnly?.value ? '; HttpOnly' : '',
    sameSite[cookie.sameSite ?? 'none'],
  ].join('');
}
