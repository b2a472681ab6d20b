import type { PipelineRequest, PipelineResponse, RestError } from '@azure/core-rest-pipeline';
import { AzureRequestError } from './errors.ts';
import { asRecord } from './json-record.ts';

/** How one attempt ended that was no success: with an answer, or without one. */
export interface FailedAttempt {
  readonly response?: PipelineResponse | undefined;
  readonly error?: RestError | undefined;
}

/** Which request got no answer that helps, and what Azure or the network said. Holds nothing of the request but its path. */
export function toRequestError(request: PipelineRequest, { response, error }: FailedAttempt): AzureRequestError {
  const path = new URL(request.url).pathname;
  const requestId = response?.headers.get('x-ms-request-id');
  if (response === undefined) {
    const code = error?.code ?? 'NoAnswer';
    return new AzureRequestError(`no answer (${code}): ${error?.message ?? 'the connection ended'}`, {
      code,
      path,
      cause: error,
    });
  }
  const { code, message } = azureError(response);
  return new AzureRequestError(`${response.status} ${code}: ${message}`, {
    status: response.status,
    code,
    path,
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/** ARM's `{ error: { code, message, details: [{ code, message }] } }`; Resource Graph hides the useful text in `details`. */
function azureError(response: PipelineResponse): { readonly code: string; readonly message: string } {
  const body = asRecord(tryJson(response.bodyAsText));
  const error = asRecord(body?.['error']) ?? body;
  const details = Array.isArray(error?.['details']) ? error['details'].map(asRecord) : [];
  const told = [error, ...details].filter((each) => each !== undefined);
  const codes = told.flatMap((each) => (typeof each['code'] === 'string' ? [each['code']] : []));
  const messages = told.flatMap((each) => (typeof each['message'] === 'string' ? [each['message']] : []));
  return { code: codes.at(-1) ?? 'HttpError', message: messages.at(-1) ?? 'Azure gave no reason' };
}

function tryJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // A proxy's HTML page, or nothing: the status speaks for itself.
    return undefined;
  }
}
