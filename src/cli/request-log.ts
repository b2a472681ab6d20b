import { channel } from 'node:diagnostics_channel';
import { ClientRequest, IncomingMessage } from 'node:http';
import { type Io, say } from './io.ts';

const finished = channel('http.client.response.finish');
const failed = channel('http.client.request.error');

/**
 * Names each request of this process on standard error while the work runs. Queries and headers are left out: tokens and
 * signatures travel there.
 */
export async function withRequestLog<T>(isWanted: boolean, io: Io, work: () => Promise<T>): Promise<T> {
  if (!isWanted) return work();
  const onFinish = (message: unknown) => {
    const { request, response } = partsOf(message);
    if (request !== undefined) say(io, `${target(request)} → ${response?.statusCode ?? 'no answer'}`);
  };
  const onError = (message: unknown) => {
    const { request, error } = partsOf(message);
    if (request !== undefined) say(io, `${target(request)} → ${error?.message ?? 'failed'}`);
  };
  finished.subscribe(onFinish);
  failed.subscribe(onError);
  try {
    return await work();
  } finally {
    finished.unsubscribe(onFinish);
    failed.unsubscribe(onError);
  }
}

function partsOf(message: unknown) {
  const parts: { readonly request?: unknown; readonly response?: unknown; readonly error?: unknown } =
    typeof message === 'object' && message !== null ? message : {};
  return {
    request: parts.request instanceof ClientRequest ? parts.request : undefined,
    response: parts.response instanceof IncomingMessage ? parts.response : undefined,
    error: parts.error instanceof Error ? parts.error : undefined,
  };
}

function target(request: ClientRequest): string {
  return `${request.method} ${request.protocol}//${request.host}${request.path.split('?')[0]}`;
}
