import { type HttpRoute, matchRoute, parseRoute } from './http-route.ts';
import type { HostedFunction } from './running-app.ts';

/** An HTTP-triggered function and where it answers. */
export interface HttpEndpoint {
  readonly fn: HostedFunction;
  readonly methods: readonly string[];
  readonly route: HttpRoute;
  /** With the prefix, without a leading slash, as in `api/clusters/{key}`. */
  readonly template: string;
}

export interface RouteMatch {
  readonly endpoint: HttpEndpoint;
  readonly params: Record<string, string>;
}

/** Sorts the functions by precedence: literal before parameter before catch-all, else in order of registration. */
export function createEndpoints(functions: readonly HostedFunction[], routePrefix: string): readonly HttpEndpoint[] {
  return functions
    .map((fn) => {
      const template = [routePrefix, fn.trigger.route ?? fn.name]
        .join('/')
        .replace(/\/+/g, '/')
        .replace(/^\/|\/$/g, '');
      const methods = (fn.trigger.methods ?? ['GET', 'POST']).map((method) => method.toUpperCase());
      return { fn, methods, route: parseRoute(template), template };
    })
    .sort((a, b) => (a.route.precedence < b.route.precedence ? -1 : a.route.precedence > b.route.precedence ? 1 : 0));
}

/**
 * The function that answers a request. Method and path must both match: like the platform's router, which answers 404
 * for a known path with another method, HEAD included unless the function lists it
 * (https://github.com/Azure/azure-functions-host/issues/10098, https://github.com/Azure/azure-functions-host/issues/11625).
 */
export function findEndpoint(
  endpoints: readonly HttpEndpoint[],
  method: string,
  path: readonly string[],
): RouteMatch | undefined {
  for (const endpoint of endpoints) {
    const params = endpoint.methods.includes(method) ? matchRoute(endpoint.route, path) : undefined;
    if (params !== undefined) {
      return { endpoint, params };
    }
  }
  return undefined;
}

/** A URL path as its decoded segments; an encoded slash stays encoded. Undefined when it is not valid percent-encoding. */
export function splitPath(pathname: string): readonly string[] | undefined {
  const path = pathname.replace(/^\/|\/$/g, '');
  try {
    return (path === '' ? [] : path.split('/')).map((segment) => decodeURIComponent(segment.replace(/%2f/gi, '%252F')));
  } catch {
    return undefined;
  }
}
