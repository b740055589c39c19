import type { Server, ServerResponse } from 'node:http';
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

/** How long requests that are under way may take to finish once the server closes. */
const GRACE_MS = 5000;

/** Follows the server's requests. Returns what closes it: it stops listening, lets them finish, and drops every connection. */
export function closer(server: Server): () => Promise<void> {
  const underWay = new Set<ServerResponse>();
  let settled = () => {};
  server.on('request', (_request, response) => {
    underWay.add(response);
    response.once('close', () => {
      underWay.delete(response);
      if (underWay.size === 0) settled();
    });
  });
  return () =>
    new Promise(resolve => {
      server.close(() => resolve());
      const drop = () => server.closeAllConnections();
      if (underWay.size === 0) return drop();
      const timer = setTimeout(drop, GRACE_MS);
      settled = () => {
        clearTimeout(timer);
        drop();
      };
    });
}
