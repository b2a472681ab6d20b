import { isRestError, type PipelinePolicy, type PipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { AzureAnswerError, SignInError } from '../errors.ts';
import type { RequestCounter } from '../request-counter.ts';
import { type FailedAttempt, toRequestError } from '../request-error.ts';
import { notJson, type RetryLimits, retryDelay } from './retry-delay.ts';

interface RetryOptions {
  readonly limits: RetryLimits;
  readonly counter: RequestCounter;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  /** Waits so many milliseconds. */
  readonly sleep: (ms: number) => Promise<unknown>;
}

/**
 * Tries again while there is hope, and lets only a success pass: the SDK's own strategies do not repeat a 429 that has no
 * `Retry-After`, and sleep through one that asks for minutes.
 * @throws {AzureRequestError} when every attempt failed
 * @throws {AzureAnswerError} when every attempt gave half an answer, or the answer breaks the protocol
 * @throws {SignInError} when nobody could be signed in
 */
export function retryPolicy({ limits, counter, random, sleep }: RetryOptions): PipelinePolicy {
  return {
    name: 'retry',
    sendRequest: async (request, next) => {
      for (let retryCount = 0; ; retryCount += 1) {
        const outcome = await next(request).then((response) => ({ response }), toFailure);
        if (outcome.response !== undefined && outcome.response.status < 300) return outcome.response;
        const delay = retryDelay({ ...outcome, retryCount }, limits, random());
        if (delay === undefined) {
          counter.failed();
          throw givenUp(request, outcome);
        }
        counter.retried();
        await sleep(delay);
      }
    },
  };
}

/** What is thrown is either trouble of the wire, which another try may mend, or goes on up. */
function toFailure(error: unknown): FailedAttempt {
  if (isSignInError(error)) throw new SignInError(firstLine(error), { cause: error });
  if (isRestError(error)) return { response: error.response, error };
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { error: new RestError(error.message, { code: error.code }) };
  }
  throw error;
}

function givenUp(request: PipelineRequest, attempt: FailedAttempt): Error {
  if (attempt.error?.code !== notJson) return toRequestError(request, attempt);
  return new AzureAnswerError(attempt.error.message, new URL(request.url).pathname);
}

/** The identity library's own errors: another try of ours would only ask it again. */
function isSignInError(error: unknown): error is Error {
  return error instanceof Error && /^(CredentialUnavailable|Authentication|AggregateAuthentication)/.test(error.name);
}

function firstLine(error: Error): string {
  return error.message.split('\n')[0] ?? error.name;
}
