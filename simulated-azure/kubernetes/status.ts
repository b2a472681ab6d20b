import type { Answer } from '../wire/answer.ts';

/** The API's error body. */
export function failure(code: number, reason: string, message: string): Answer {
  const json = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
  return { status: code, json };
}
