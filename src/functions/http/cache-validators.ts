import { createHash } from 'node:crypto';
import { productVersion } from '../../config/product-version.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { RawRequest } from './route.ts';
import type { RouteResponse } from './route-response.ts';
import { securityHeaders } from './security-headers.ts';

/** What tells one answer about a closed run from another: the run, what was asked of it, and the version that answers. */
export function validatorsOf(run: RunRecord, asked: unknown): Record<string, string> {
  const parts = JSON.stringify([run.id, run.headAttempt, asked, productVersion]);
  const tag = createHash('sha256').update(parts).digest('base64url').slice(0, 27);
  return {
    etag: `"${tag}"`,
    ...(run.closedAt === undefined ? {} : { 'last-modified': new Date(run.closedAt).toUTCString() }),
    // Kept by whoever asked only, and asked for again each time.
    'cache-control': 'private, no-cache',
  };
}

/**
 * 304 where the asker has it already, else undefined. `If-Modified-Since` counts only without `If-None-Match`.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13
 */
export function notModified(
  headers: RawRequest['headers'],
  validators: Readonly<Record<string, string>>,
): RouteResponse | undefined {
  const tags = headers.get('if-none-match');
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  const modified = Date.parse(validators['last-modified'] ?? '');
  const isSame = tags === null ? modified <= since : listsTag(tags, validators['etag'] ?? '');
  return isSame ? { status: 304, headers: { ...securityHeaders, ...validators } } : undefined;
}

function listsTag(tags: string, tag: string): boolean {
  return tags
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .some((each) => each === tag || each === '*');
}
