import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

/** Whoever is sent an answer of many parts. */
export interface Client {
  /** Resolves once it has taken what it was sent so far; false where it went away. */
  hasTakenAll(): Promise<boolean>;
}

/** By invocation; undefined for one whose answer goes no way that is known here. */
export type Clients = (invocationId: string) => Client | undefined;

const invocationIdHeader = 'x-ms-invocation-id';
const startedSchema = z.object({ request: z.instanceof(IncomingMessage), response: z.instanceof(ServerResponse) });

/**
 * The library streams an answer through a server of its own, whose response it writes to without ever waiting for it: what a slow
 * client has not taken yet would all be held, and a report be made to its end for a client that is gone. Node.js tells whoever asks
 * which responses its servers have.
 * @see https://github.com/Azure/azure-functions-nodejs-library/issues/294
 * @see https://nodejs.org/api/diagnostics_channel.html#http
 */
export function watchClients(): Clients {
  const responses = new Map<string, ServerResponse>();
  subscribe('http.server.request.start', (message) => {
    const started = startedSchema.safeParse(message);
    const id = started.data?.request.headers[invocationIdHeader];
    if (!started.success || typeof id !== 'string') return;
    const { response } = started.data;
    responses.set(id, response);
    response.once('close', () => responses.delete(id));
  });
  return (invocationId) => {
    const response = responses.get(invocationId);
    return response && { hasTakenAll: () => hasTakenAll(response) };
  };
}

async function hasTakenAll(response: ServerResponse): Promise<boolean> {
  if (response.writableNeedDrain && !response.closed) {
    await new Promise<void>((resolve) => {
      const done = () => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }
  return !response.closed;
}
