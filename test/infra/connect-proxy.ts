import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  /** With the user's name and password in it. */
  readonly url: string;
  /** `host:port` of every tunnel asked for. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** An HTTP proxy that opens tunnels for who knows its password, or refuses them all. */
export async function startConnectProxy({ refuses = false } = {}): Promise<ConnectProxy> {
  const asked: string[] = [];
  const user = 'auditor';
  const password = 'a proxy password';
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const tunnels = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client) => {
    asked.push(request.url ?? '');
    client.on('error', () => client.destroy());
    if (refuses) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    if (request.headers['proxy-authorization'] !== expected) {
      return client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
    }
    const [host, port] = (request.url ?? '').split(':');
    const target = connect(Number(port), host ?? '', () => {
      tunnels.add(target);
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client).pipe(target);
      target.on('close', () => client.destroy());
    });
    target.on('error', () => client.destroy());
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        // What was upgraded to a tunnel is no connection of the server's any more.
        for (const tunnel of tunnels) tunnel.destroy();
      }),
  };
}
