import type { RouteResponse } from './route-response.ts';
import { securityHeaders } from './security-headers.ts';

/** JSON that changes from one moment to the next, unless the headers say otherwise. */
export function jsonResponse(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = { 'cache-control': 'no-store' },
): RouteResponse {
  return {
    status,
    headers: { ...securityHeaders, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}
