/** An answer of a route. */
export interface RouteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<string | Uint8Array>;
}

/** The same answer with these headers too. */
export function withHeaders(response: RouteResponse, headers: Readonly<Record<string, string>>): RouteResponse {
  return { ...response, headers: { ...response.headers, ...headers } };
}

/** What HEAD is answered with. */
export function withoutBody({ status, headers }: RouteResponse): RouteResponse {
  return { status, headers };
}
