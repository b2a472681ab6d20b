import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/core-auth';
import {
  createPipelineFromOptions,
  isRestError,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
  type TlsSettings,
} from '@azure/core-rest-pipeline';
import { bearerToken } from './bearer-token.ts';
import { AzureRequestError, SignInError } from './errors.ts';
import { createHttpClient } from './http-client.ts';
import { record } from './json-record.ts';
import { type Pace, unpaced } from './pacing.ts';
import type { RequestCounter } from './request-counter.ts';
import { defaultRetryLimits, type RetryLimits, retryDelay } from './retry-strategy.ts';

export interface SenderOptions {
  readonly credential: TokenCredential;
  /** Audience of the token, without `/.default`. */
  readonly audience: string;
  readonly counter: RequestCounter;
  readonly pace?: Pace;
  readonly retryLimits?: RetryLimits;
  /** Time one attempt may take, body included. */
  readonly timeoutMs?: number;
  readonly tlsOptions?: TlsSettings;
  readonly random?: () => number;
}

const defaultTimeoutMs = 60_000;

/**
 * Sends with sign-in, pacing, counting and retries; answers only with a success.
 * @throws {AzureRequestError} when every attempt failed
 * @throws {SignInError} when nobody could be signed in
 */
export function createSender(options: SenderOptions): (request: PipelineRequest) => Promise<PipelineResponse> {
  const { counter, pace = unpaced, retryLimits = defaultRetryLimits, random = Math.random } = options;
  const httpClient = createHttpClient();
  const pipeline = createPipelineFromOptions({
    // Retries are ours, for reasons that retry-strategy.ts gives; a redirect could carry the token away.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'kubenet-audit' },
    ...(options.tlsOptions === undefined ? {} : { tlsOptions: options.tlsOptions }),
  });
  const { credential, audience, timeoutMs = defaultTimeoutMs } = options;
  pipeline.addPolicy(bearerToken({ credential, audience, onRefusedToken: () => counter.attempted(1) }));

  return async (request) => {
    for (let retryCount = 0; ; retryCount += 1) {
      await pace();
      counter.attempted(retryCount);
      const outcome = await attempt(request);
      if (outcome.response?.status === 429) counter.throttled();
      if (outcome.response !== undefined && outcome.response.status < 300) return outcome.response;
      const delay = retryDelay({ ...outcome, retryCount }, retryLimits, random());
      if (delay === undefined) {
        counter.failed();
        throw toRequestError(request, outcome);
      }
      await wait(delay);
    }
  };

  async function attempt(request: PipelineRequest): Promise<Outcome> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    request.abortSignal = timeout.signal;
    try {
      // The sign-in is a part of it, and does not heed the signal.
      const response = await Promise.race([pipeline.sendRequest(httpClient, request), rejectedBy(timeout.signal)]);
      return { response };
    } catch (error) {
      if (isSignInError(error)) throw new SignInError(firstLine(error), { cause: error });
      if (timeout.signal.aborted) {
        return { error: new RestError(`nothing came within ${timeoutMs} ms`, { code: 'ETIMEDOUT' }) };
      }
      if (isRestError(error)) return { response: error.response, error };
      if (error instanceof Error) return { error: new RestError(error.message, { code: codeOf(error) }) };
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

interface Outcome {
  readonly response?: PipelineResponse | undefined;
  readonly error?: RestError | undefined;
}

/** The identity library's own errors: another try of ours would only ask it again. */
function isSignInError(error: unknown): error is Error {
  return error instanceof Error && /^(CredentialUnavailable|Authentication|AggregateAuthentication)/.test(error.name);
}

function firstLine(error: Error): string {
  return error.message.split('\n')[0] ?? error.name;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function toRequestError(request: PipelineRequest, { response, error }: Outcome): AzureRequestError {
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
  const body = record(tryJson(response.bodyAsText));
  const error = record(body?.['error']) ?? body;
  const details = Array.isArray(error?.['details']) ? error['details'].map(record) : [];
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
