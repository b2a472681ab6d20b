import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline';

/**
 * Ends an attempt, its sign-in and its body included, that takes longer than this: the SDK's own timeout is over once the headers
 * are there.
 * @param timeoutMs milliseconds for one attempt
 */
export function timeLimit(timeoutMs: number): PipelinePolicy {
  return {
    name: 'timeLimit',
    sendRequest: async (request, next) => {
      const timeout = new AbortController();
      const timer = setTimeout(() => timeout.abort(), timeoutMs);
      request.abortSignal = timeout.signal;
      try {
        // The sign-in is a part of it, and does not heed the signal.
        return await Promise.race([next(request), rejectedBy(timeout.signal)]);
      } catch (error) {
        if (!timeout.signal.aborted) throw error;
        throw new RestError(`nothing came within ${timeoutMs} ms`, { code: 'ETIMEDOUT' });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
