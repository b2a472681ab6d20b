import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** A request whose body has been read. `url` is absolute, on the origin that the client used. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Common name of a client certificate that the listener's authority signed. */
  readonly certificateSubject?: string;
}

const maximumBodyBytes = 64 * 1024 * 1024;

/** Reads a whole request. Throws when the body is over 64 MiB (an estate sent to the control endpoint is the largest). */
export async function readIncoming(request: IncomingMessage, origin: string): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maximumBodyBytes) throw new Error(`The body of ${request.method} ${request.url} is over 64 MiB.`);
    chunks.push(bytes);
  }
  return {
    method: request.method ?? 'GET',
    url: new URL(`${origin}${request.url ?? '/'}`),
    headers: flatHeaders(request.headers),
    body: Buffer.concat(chunks).toString('utf8'),
    ...certificateOf(request),
  };
}

function certificateOf({ socket }: IncomingMessage): Pick<Incoming, 'certificateSubject'> {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return {};
  const name = socket.getPeerCertificate().subject?.CN;
  return typeof name === 'string' ? { certificateSubject: name } : {};
}

function flatHeaders(headers: IncomingMessage['headers']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
