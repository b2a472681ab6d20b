import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { AzureAnswerError } from '../errors.ts';
import { callInProgress } from '../raw-answers.ts';

/** Refuses a page that the same call has already read: Azure's own clients would follow such a link without end. */
export function pageLoopGuard(): PipelinePolicy {
  return {
    name: 'pageLoopGuard',
    sendRequest: async (request, next) => {
      const { asked } = callInProgress();
      const { href, pathname } = new URL(request.url);
      if (asked.has(href)) throw new AzureAnswerError('Azure answered with a page it had already sent.', pathname);
      asked.add(href);
      return next(request);
    },
  };
}
