import { z } from 'zod';
import type { RouteResponse } from './route-response.ts';
import { securityHeaders } from './security-headers.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export const problemSchema = z.object({
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
});

/** An error as the routes answer it. `detail` is for whoever sent the request: no stack, no path, nothing of the inside. */
export function problem(status: number, title: string, detail: string): RouteResponse {
  return {
    status,
    headers: { ...securityHeaders, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: JSON.stringify({ title, status, detail }),
  };
}
