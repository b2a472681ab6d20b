import { once } from 'node:events';
import { createServer } from 'node:net';
import { UsageError } from './errors.ts';

/**
 * A port from an option; 0, which takes a free one, where it is not given.
 * @throws {UsageError}
 * @throws what the system says where this machine cannot give it now: better before minutes of work than after them
 */
export async function freePort(text: string | undefined): Promise<number> {
  const port = readPort(text);
  if (port === 0) return 0;
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
  return port;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not ${text}.`);
  }
  return port;
}
