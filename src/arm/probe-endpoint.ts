import {
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  isRestError,
  type TlsSettings,
} from '@azure/core-rest-pipeline';

/** Whether an address answers, whatever it says: through the same proxy and with the same trust as every other request. */
export type EndpointAnswer =
  | { readonly reached: true; readonly status: number; readonly date: Date | undefined }
  | { readonly reached: false; readonly problem: string };

const timeoutMs = 15_000;

/** One GET without a token. */
export async function probeEndpoint(url: string, tlsOptions?: TlsSettings): Promise<EndpointAnswer> {
  const pipeline = createPipelineFromOptions({
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'kubenet-audit' },
    ...(tlsOptions === undefined ? {} : { tlsOptions }),
  });
  try {
    const request = createPipelineRequest({ url, timeout: timeoutMs });
    const { status, headers } = await pipeline.sendRequest(createDefaultHttpClient(), request);
    const date = new Date(headers.get('date') ?? '');
    return { reached: true, status, date: Number.isNaN(date.getTime()) ? undefined : date };
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      return { reached: false, problem: `no answer in ${timeoutMs / 1000} seconds` };
    }
    if (!isRestError(error)) throw error;
    return { reached: false, problem: [error.code, error.message].filter(Boolean).join(': ') };
  }
}
