import { randomUUID } from 'node:crypto';
import type { Answer } from '../wire/answer.ts';

/** An error as the token endpoint says it: OAuth's `error`, and a description that begins with the AADSTS code. */
export interface EntraFailure {
  readonly status: 400 | 401;
  readonly error: string;
  readonly code: number;
  readonly message: string;
}

/** @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export function entraError({ status, error, code, message }: EntraFailure, now: Date): Answer {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    json: {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}
