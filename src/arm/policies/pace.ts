import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Pace } from './pacing.ts';

/** Each attempt waits its turn. */
export function pacePolicy(pace: Pace): PipelinePolicy {
  return {
    name: 'pace',
    sendRequest: async (request, next) => {
      await pace();
      return next(request);
    },
  };
}
