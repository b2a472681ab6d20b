import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/**
 * Keeps the certificate authorities of a request that goes through `HTTPS_PROXY`: the SDK makes such a request with an agent of the
 * proxy's, which does not hear of them (seen with core-rest-pipeline 1.25.0).
 */
export function trustBehindProxy(): PipelinePolicy {
  return {
    name: 'trustBehindProxy',
    sendRequest: (request, next) => {
      const ca = request.tlsSettings?.ca;
      if (ca !== undefined) request.requestOverrides = { ...request.requestOverrides, ca };
      return next(request);
    },
  };
}
