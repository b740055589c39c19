import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A stretch of network that a test takes down and up again. */
export interface FaultyLink {
  readonly endpoint: string;
  /** How many connections were made. */
  readonly connections: number;
  /** Refuses connections, and ends those there are; with a number, once so many more requests have passed. */
  down(afterRequests?: number): void;
  up(): Promise<void>;
  close(): void;
}

/** @param target Where everything goes on to, when it is known. A link without one takes all in and answers nothing. */
export async function faultyLink(target: () => string | undefined): Promise<FaultyLink> {
  const open = new Set<Socket>();
  let connections = 0;
  let left = Number.POSITIVE_INFINITY;
  const down = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  const track = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
  };
  const server = createServer(client => {
    connections++;
    track(client);
    const address = target();
    if (!address) return;
    const { hostname, port } = new URL(address);
    const pool = connect(Number(port), hostname);
    track(pool);
    // The requests of these tests are small, so each comes in one piece.
    client.on('data', () => {
      if (--left < 0) down();
    });
    client.pipe(pool).pipe(client);
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    down(afterRequests = 0) {
      left = afterRequests;
      if (afterRequests === 0) down();
    },
    async up() {
      left = Number.POSITIVE_INFINITY;
      await listen(port);
    },
    close: down,
  };
}
