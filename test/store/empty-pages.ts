import type { TableClient } from '@azure/data-tables';

/**
 * Puts an empty page with a continuation token before the first page of every query, as the real service may and Azurite never
 * does. The returned function ends that, and says how many there were.
 */
export function answerWithEmptyPages(tables: readonly TableClient[]): () => number {
  let count = 0;
  const name = 'emptyPages';
  for (const { pipeline } of tables) {
    pipeline.addPolicy({
      name,
      async sendRequest(request, next) {
        const url = new URL(request.url);
        if (request.method !== 'GET' || !url.pathname.endsWith('()')) return next(request);
        if (url.searchParams.get('NextPartitionKey') === 'empty') {
          url.searchParams.delete('NextPartitionKey');
          url.searchParams.delete('NextRowKey');
          request.url = url.href;
          return next(request);
        }
        const response = await next(request);
        if (url.searchParams.has('NextPartitionKey')) return response;
        count += 1;
        response.bodyAsText = '{"value":[]}';
        response.headers.set('x-ms-continuation-NextPartitionKey', 'empty');
        response.headers.set('x-ms-continuation-NextRowKey', 'empty');
        return response;
      },
    });
  }
  return () => {
    for (const { pipeline } of tables) pipeline.removePolicy({ name });
    return count;
  };
}
