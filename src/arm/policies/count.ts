import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { RequestCounter } from '../request-counter.ts';

/** Counts each attempt, and those that were throttled. */
export function countPolicy(counter: RequestCounter): PipelinePolicy {
  return {
    name: 'count',
    sendRequest: async (request, next) => {
      counter.attempted();
      const response = await next(request);
      if (response.status === 429) counter.throttled();
      return response;
    },
  };
}
