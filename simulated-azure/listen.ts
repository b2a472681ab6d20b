import type { Server } from 'node:http';

/** A server that listens on 127.0.0.1. */
interface Listening {
  readonly port: number;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** Listens on loopback only; port 0 takes a free one. Rejects when the port is taken. */
export async function listen(server: Server, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
