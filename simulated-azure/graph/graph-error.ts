import { randomUUID } from 'node:crypto';
import type { Answer } from '../wire/answer.ts';
import type { QueryErrorDetail } from './run-query-port.ts';

/** Resource Graph's error body: the outer message is for support, the news is in `details`. */
export function graphError(
  status: number,
  code: string,
  details: readonly QueryErrorDetail[],
  now: Date,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const timestamp = now.toISOString().replace('Z', '0000Z');
  const message = `Please provide below info when asking for support: timestamp = ${timestamp}, correlationId = ${randomUUID()}.`;
  return { status, headers, json: { error: { code, message, details } } };
}
