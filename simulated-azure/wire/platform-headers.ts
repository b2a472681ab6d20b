import { randomUUID } from 'node:crypto';
import type { Incoming } from './incoming.ts';

/** The headers that Resource Manager puts on every answer. */
interface PlatformHeaders extends Readonly<Record<string, string>> {
  readonly 'x-ms-correlation-request-id': string;
}

/** Ids of one request; the correlation id is the client's own when it sent one. The routing id names the region of the front end. */
export function platformHeaders(incoming: Incoming, now: Date, region: string): PlatformHeaders {
  const requestId = randomUUID();
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const clientRequestId = incoming.headers['x-ms-client-request-id'];
  const echo = incoming.headers['x-ms-return-client-request-id'] === 'true' && clientRequestId !== undefined;
  return {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': incoming.headers['x-ms-correlation-request-id'] ?? requestId,
    'x-ms-routing-request-id': `${region.toUpperCase()}:${stamp}:${requestId}`,
    ...(echo ? { 'x-ms-client-request-id': clientRequestId } : {}),
  };
}
