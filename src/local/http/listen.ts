import type { RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionError } from '../../errors/connection.js';

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

/** Long enough for a megabyte over any line; a client that stops half-way does not keep its connection for ever. */
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * A client in this very process may compute for seconds between two calls, with nothing else running. Node would hang up
 * after five, and the next call of many clients fails then.
 */
const KEEP_ALIVE_MS = 120_000;

/** What Node's server asks of clients: all of a request within `requestTimeout`, or it answers 408 and hangs up. */
export const timeLimits = (requestTimeout = REQUEST_TIMEOUT_MS): ServerOptions => ({
  requestTimeout,
  keepAliveTimeout: KEEP_ALIVE_MS,
  headersTimeout: requestTimeout,
  connectionsCheckingInterval: requestTimeout / 4,
});

/** Lets requests wait until there is something to answer them; where that fails, they are hung up on. */
export const whenReady =
  (ready: Promise<unknown>, answer: RequestListener): RequestListener =>
  (request, response) =>
    ready.then(
      () => answer(request, response),
      () => response.destroy(),
    );

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
