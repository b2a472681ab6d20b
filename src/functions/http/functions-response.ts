import { Readable } from 'node:stream';
import type { HttpResponseInit } from '@azure/functions';
import type { Client } from './clients.ts';
import type { RouteResponse } from './route-response.ts';

/**
 * Rejects with what fails before the first byte, so that it is answered as an error; later the answer is cut, which every client sees.
 * @param client a part is made when it has taken the ones before, and none once it is gone; undefined where nobody knows
 */
export async function toFunctionsResponse(
  { status, headers, body }: RouteResponse,
  client?: Client,
): Promise<HttpResponseInit> {
  if (body === undefined) return { status, headers: { ...headers } };
  return { status, headers: { ...headers }, body: typeof body === 'string' ? body : await begun(body, client) };
}

/** The parts as a stream, once the first is there. */
async function begun(parts: AsyncIterable<string | Uint8Array>, client: Client | undefined): Promise<Readable> {
  const iterator = parts[Symbol.asyncIterator]();
  let next = await iterator.next();
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      while (next.done !== true) {
        yield typeof next.value === 'string' ? Buffer.from(next.value) : next.value;
        if (client !== undefined && !(await client.hasTakenAll())) return;
        next = await iterator.next();
      }
    } finally {
      // Whoever went away before the end must not leave reads behind.
      await iterator.return?.();
    }
  }
  return Readable.from(all(), { objectMode: false });
}
