import { type PipelinePolicy, type PipelineResponse, RestError } from '@azure/core-rest-pipeline';
import { callInProgress } from '../raw-answers.ts';
import { notJson } from './retry-delay.ts';

/**
 * Keeps each answer as Azure sent it for the call it belongs to, and hands on only what the client needs to ask for the next page.
 * Azure's clients drop the properties that they do not know, and an audit reads some that are newer; so each answer is parsed once, here.
 */
export function rawPages(): PipelinePolicy {
  return {
    name: 'rawPages',
    sendRequest: async (request, next) => {
      const call = callInProgress();
      const response = await next(request);
      if (response.status >= 300) return response;
      const forTheClient = call.take({
        body: parseJson(response),
        bytes: response.bodyAsText?.length ?? 0,
        url: request.url,
        header: (name) => response.headers.get(name),
      });
      return { ...response, bodyAsText: JSON.stringify(forTheClient) };
    },
  };
}

function parseJson(response: PipelineResponse): unknown {
  try {
    return JSON.parse(response.bodyAsText ?? '');
  } catch {
    throw new RestError('Azure answered with something that is not JSON.', { code: notJson });
  }
}
