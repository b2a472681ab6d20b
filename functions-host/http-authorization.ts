import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { BindingInfo } from './rpc-types.ts';

/** Keys of the host: `function` opens functions of level `function`, `master` those of level `admin` as well. */
export interface HostKeys {
  readonly function: string;
  readonly master: string;
}

/** Whether a request with these headers and this query may call a function of the level; compares in constant time. */
export function isAuthorized(
  level: BindingInfo['authLevel'],
  keys: HostKeys,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): boolean {
  if (level === undefined || level.toLowerCase() === 'anonymous') {
    return true;
  }
  const given = headers['x-functions-key'] ?? query.get('code') ?? '';
  const key = typeof given === 'string' ? given : '';
  const isMaster = isSame(key, keys.master);
  const isFunction = isSame(key, keys.function);
  return isMaster || (isFunction && level.toLowerCase() === 'function');
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected)) && expected !== '';
}
