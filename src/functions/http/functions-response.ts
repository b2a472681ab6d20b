import { Readable } from 'node:stream';
import type { HttpResponseInit } from '@azure/functions';
import type { RouteResponse } from './route-response.ts';

/** Rejects with what fails before the first byte, so that it is answered as an error; later the answer is cut, which every client sees. */
export async function toFunctionsResponse({ status, headers, body }: RouteResponse): Promise<HttpResponseInit> {
  if (body === undefined) return { status, headers: { ...headers } };
  return { status, headers: { ...headers }, body: typeof body === 'string' ? body : await begun(body) };
}

/** The parts as a stream, once the first is there. */
async function begun(parts: AsyncIterable<string | Uint8Array>): Promise<Readable> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      for (let next = first; next.done !== true; next = await iterator.next()) yield Buffer.from(next.value);
    } finally {
      // Whoever went away before the end must not leave reads behind.
      await iterator.return?.();
    }
  }
  return Readable.from(all(), { objectMode: false });
}
