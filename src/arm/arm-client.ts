import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  isRestError,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
  type TlsSettings,
} from '@azure/core-rest-pipeline';
import { type ArmRead, armPath } from './arm-reads.ts';
import { AzureAnswerError, AzureRequestError, SignInError } from './errors.ts';
import { type Pace, unpaced } from './pacing.ts';
import type { RequestCounter } from './request-counter.ts';
import { defaultRetryLimits, type RetryLimits, retryDelay } from './retry-strategy.ts';

/** Reads Azure Resource Manager. Nothing here can write. */
export interface ArmClient {
  /**
   * One resource, as ARM's JSON.
   * @throws {AzureRequestError} when Azure refused or did not answer
   * @throws {AzureAnswerError} when the answer is no JSON
   */
  get(read: ArmRead, parent: string): Promise<unknown>;
  /**
   * Every item of a list, page after page.
   * @throws {AzureRequestError} when a page was refused
   * @throws {AzureAnswerError} when a page links to another host, to a page already seen, or has no `value`
   */
  list(read: ArmRead, parent?: string): Promise<readonly unknown[]>;
  /** A query by POST (Resource Graph); same errors as `get`. */
  post(read: ArmRead, body: unknown): Promise<ArmAnswer>;
}

export interface ArmAnswer {
  readonly body: unknown;
  header(name: string): string | undefined;
}

export interface ArmClientOptions {
  readonly credential: TokenCredential;
  /** Origin of ARM; links to any other origin are refused, so that the token goes nowhere else. */
  readonly endpoint: string;
  /** Audience of the token, without `/.default`. */
  readonly audience: string;
  readonly counter: RequestCounter;
  readonly pace?: Pace;
  readonly retryLimits?: RetryLimits;
  /** Time one attempt may take, body included. */
  readonly timeoutMs?: number;
  readonly tlsOptions?: TlsSettings;
  readonly httpClient?: HttpClient;
  readonly random?: () => number;
}

const defaultTimeoutMs = 60_000;

export function createArmClient(options: ArmClientOptions): ArmClient {
  const endpoint = new URL(options.endpoint);
  const send = createSender(options);

  async function request(method: 'GET' | 'POST', url: URL, body?: unknown): Promise<ArmAnswer> {
    if (url.origin !== endpoint.origin) {
      throw new AzureAnswerError(
        `Azure answered with a link to another host, ${url.host}; it was not followed.`,
        url.pathname,
      );
    }
    const response = await send(
      createPipelineRequest({
        url: url.href,
        method,
        timeout: options.timeoutMs ?? defaultTimeoutMs,
        headers: createHttpHeaders({
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    return { body: parseJson(response, url.pathname), header: (name) => response.headers.get(name) };
  }

  const resolve = (read: ArmRead, parent?: string) => new URL(armPath(read, parent), endpoint);

  return {
    get: async (read, parent) => (await request('GET', resolve(read, parent))).body,
    post: (read, body) => request('POST', resolve(read), body),
    list: async (read, parent) => {
      const items: unknown[] = [];
      const seen = new Set<string>();
      for (let next: URL | undefined = resolve(read, parent); next !== undefined; ) {
        if (seen.has(next.href))
          throw new AzureAnswerError('Azure answered with a page it had already sent.', next.pathname);
        seen.add(next.href);
        const page = readPage((await request('GET', next)).body, next.pathname);
        items.push(...page.value);
        next = page.nextLink === undefined ? undefined : new URL(page.nextLink, next);
      }
      return items;
    },
  };
}

/** Sends with sign-in, pacing, counting and retries; answers only with a success. */
function createSender(options: ArmClientOptions): (request: PipelineRequest) => Promise<PipelineResponse> {
  const { counter, pace = unpaced, retryLimits = defaultRetryLimits, random = Math.random } = options;
  const httpClient = options.httpClient ?? createDefaultHttpClient();
  const pipeline = createPipelineFromOptions({
    // Retries are ours, for reasons that retry-strategy.ts gives; a redirect could carry the token away.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'kubenet-audit' },
    ...(options.tlsOptions === undefined ? {} : { tlsOptions: options.tlsOptions }),
  });
  pipeline.addPolicy(
    bearerTokenAuthenticationPolicy({ credential: options.credential, scopes: `${options.audience}/.default` }),
  );

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
    try {
      return { response: await pipeline.sendRequest(httpClient, request) };
    } catch (error) {
      if (isSignInError(error)) throw new SignInError(firstLine(error), { cause: error });
      if (isRestError(error)) return { response: error.response, error };
      if (error instanceof Error) return { error: new RestError(error.message, { code: codeOf(error) }) };
      throw error;
    }
  }
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

function readPage(
  body: unknown,
  path: string,
): { readonly value: readonly unknown[]; readonly nextLink: string | undefined } {
  const page = record(body);
  const value = page?.['value'];
  if (!Array.isArray(value)) throw new AzureAnswerError('Azure answered a list without "value".', path);
  const nextLink = page?.['nextLink'];
  return { value, nextLink: typeof nextLink === 'string' && nextLink !== '' ? nextLink : undefined };
}

function parseJson(response: PipelineResponse, path: string): unknown {
  try {
    return JSON.parse(response.bodyAsText ?? '');
  } catch (cause) {
    throw new AzureAnswerError('Azure answered with something that is not JSON.', path, { cause });
  }
}

function tryJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // A proxy's HTML page, or nothing: the status speaks for itself.
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
