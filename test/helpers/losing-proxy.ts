import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { LocalPool } from 'portcullis/local';
import { type RandomSource, systemRandom } from '../../src/internal/seams.js';
import { type ClientOptions, clientOf, closing } from './pool.js';

/** A stretch of network that loses answers: the pool carries the call out, and the connection breaks before its answer. */
export interface LosingProxy {
  readonly endpoint: string;
  /** The operations that reached the pool, in order. */
  readonly arrived: readonly string[];
  /** Loses the next answers to an operation. */
  lose(operation: string, answers?: number): void;
  /** Closes every connection. */
  hangUp(): void;
  close(): void;
}

/** @param endpoint Where everything goes on to. */
export async function losingProxy(endpoint: string): Promise<LosingProxy> {
  const { hostname, port } = new URL(endpoint);
  const arrived: string[] = [];
  const toLose = new Map<string, number>();
  const open = new Set<Socket>();
  const isLost = (operation: string): boolean => {
    const left = toLose.get(operation) ?? 0;
    toLose.set(operation, left - 1);
    return left > 0;
  };

  const server = createServer(client => {
    const pool = connect(Number(port), hostname);
    let losing = false;
    for (const socket of [client, pool]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }
    client.on('data', data => {
      const [, operation] = /x-amz-target: \w+\.(\w+)/i.exec(data.toString('latin1')) ?? [];
      if (operation) {
        arrived.push(operation);
        losing = isLost(operation);
      }
      pool.write(data);
    });
    client.on('close', () => pool.destroy());
    // The pool has done its work when it begins to answer.
    pool.on('data', data => (losing ? client.resetAndDestroy() : client.write(data)));
    pool.on('close', () => client.destroy());
  });
  const hangUp = (): void => {
    for (const socket of open) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    lose: (operation, answers = 1) => void toLose.set(operation, answers),
    hangUp,
    close() {
      server.close();
      hangUp();
    },
  };
}

/** A client behind a network that loses answers. */
export async function clientBehind(pool: LocalPool, options: ClientOptions = {}) {
  const network = closing(await losingProxy(pool.endpoint));
  const { issuer, jwksUri } = pool;
  const way = { endpoint: network.endpoint, issuer, jwksUri, random: withoutPauses };
  return { network, cognito: clientOf(pool, { ...way, ...options }) };
}

/** Randomness, but for the two bytes that a pause between tries is drawn from. */
export const withoutPauses: RandomSource = count => (count === 2 ? new Uint8Array(2) : systemRandom(count));
