import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionError } from '../errors/connection.js';

/**
 * Starts listening and returns the address to call, without a slash at its end.
 * @throws {ConnectionError} when the address is taken or not this machine's.
 */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const wanted = urlOf(host, port);
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new ConnectionError('CONNECTION_FAILED', `cannot listen on ${wanted}: ${problemOf(cause)}`, wanted, {
          cause,
        }),
      ),
    );
    server.listen(port, host, () => resolve(urlOf(host, (server.address() as AddressInfo).port)));
  });
}

const EVERYWHERE = new Set(['0.0.0.0', '::']);

/** A server on every interface is called over loopback. */
function urlOf(host: string, port: number): string {
  const name = EVERYWHERE.has(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function problemOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'the port is in use';
  if (code === 'EACCES') return 'the port is reserved';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'the host is not an address of this machine';
  return message;
}

/** Stops listening and drops the connections that are kept alive, so that closing is prompt. */
export function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
