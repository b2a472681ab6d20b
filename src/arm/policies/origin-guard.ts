import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { AzureAnswerError } from '../errors.ts';

interface Allowed {
  /** Origin of ARM: no other ever gets a request, and so no other ever sees the token. */
  readonly endpoint: string;
  /** Paths a POST may go to, as a whole. Every other request is a GET. */
  readonly posts: RegExp;
}

/**
 * Lets nothing pass but a GET to the configured endpoint and the POSTs that are named. Azure's own clients follow a `nextLink` to
 * whatever host it names, with the token, and have operations that write: this stands in front of all of them.
 */
export function originGuard({ endpoint, posts }: Allowed): PipelinePolicy {
  const { origin } = new URL(endpoint);
  return {
    name: 'originGuard',
    sendRequest: async (request, next) => {
      const url = new URL(request.url);
      if (url.origin !== origin) {
        throw new AzureAnswerError(
          `Azure answered with a link to another host, ${url.host}; it was not followed.`,
          url.pathname,
        );
      }
      if (request.method !== 'GET' && !(request.method === 'POST' && posts.test(url.pathname))) {
        throw new Error(`${request.method} ${url.pathname} is no read: an audit never sends it.`);
      }
      return next(request);
    },
  };
}
