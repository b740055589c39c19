import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A stretch of network that counts what goes through it. */
export interface CountingProxy {
  readonly endpoint: string;
  /** How many connections were made. */
  readonly connections: number;
  /** How often the signing keys were asked for. */
  readonly keyFetches: number;
  close(): void;
}

/** @param endpoint Where everything goes on to. */
export async function countingProxy(endpoint: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(endpoint);
  const counts = { connections: 0, keyFetches: 0 };
  const open = new Set<Socket>();
  const server = createServer(client => {
    counts.connections++;
    const pool = connect(Number(port), hostname);
    for (const socket of [client, pool]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }
    client.on('data', data => {
      counts.keyFetches += data.toString('latin1').split('GET /').filter(isKeyRequest).length;
    });
    client.pipe(pool).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return counts.connections;
    },
    get keyFetches() {
      return counts.keyFetches;
    },
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

const isKeyRequest = (text: string): boolean => /^\S*\/\.well-known\/jwks\.json /.test(text);
