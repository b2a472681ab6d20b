import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { callInProgress } from '../raw-answers.ts';

/** What stands for the subscription in the addresses of clients that are made for none. */
export const noSubscription = 'the-subscription-of-the-call';

const place = `/subscriptions/${noSubscription}/`;

/** Puts the call's subscription into the address. A link to the next page has it already. */
export function callSubscription(): PipelinePolicy {
  return {
    name: 'callSubscription',
    sendRequest: (request, next) => {
      const { subscriptionId } = callInProgress();
      if (subscriptionId !== undefined) {
        request.url = request.url.replace(place, () => `/subscriptions/${encodeURIComponent(subscriptionId)}/`);
      }
      return next(request);
    },
  };
}
