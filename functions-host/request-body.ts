import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';

/** Limit of the platform for an HTTP request's body, in bytes: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits */
export const platformBodyLimit = 104_857_600;

/** Thrown for a body over the limit; the host answers 413. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Whether the announced length alone is over the limit. */
export function announcesTooMuch(request: IncomingMessage, limit: number): boolean {
  return Number(request.headers['content-length'] ?? 0) > limit;
}

/** Reads the whole body, and stops reading as soon as it is over the limit. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The request must live on when reading ends early: its connection carries the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) {
      throw new BodyTooLargeError(`The request body is larger than ${limit} bytes.`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Passes a body on and fails once it is over the limit. */
export function limitBody(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) {
        done(new BodyTooLargeError(`The request body is larger than ${limit} bytes.`));
      } else {
        done(null, chunk);
      }
    },
  });
}
