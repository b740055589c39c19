import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalPool } from 'portcullis/local';
import { hangingUp } from './hang-up.js';

/** What the proxy answers in the pool's place. */
export interface Refusal {
  readonly status: number;
  readonly exception: string;
  /** Default `not now`. */
  readonly message?: string | undefined;
}

/** A stretch of network between a client and the pool: counts operations, and can refuse them or go down. */
export interface Network {
  readonly counts: Readonly<Record<string, number>>;
  /** Options that send a client through here. */
  readonly through: { readonly endpoint: string; readonly issuer: string };
  /** Breaks every connection from now on. The port stays taken: another test's pool would answer there. */
  close(): void;
}

/**
 * @param refuse Asked for every operation, with how often it has come by now; undefined passes it on.
 */
export async function proxyTo(
  pool: LocalPool,
  refuse: (operation: string, count: number) => Refusal | undefined = () => undefined,
): Promise<Network> {
  const counts: Record<string, number> = {};
  const listener = hangingUp(async (request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .pop() as string;
    const count = (counts[operation] ?? 0) + 1;
    counts[operation] = count;
    const refusal = refuse(operation, count);
    if (refusal) {
      response.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.1' });
      const { exception, message = 'not now' } = refusal;
      response.end(JSON.stringify({ __type: exception, message }));
      return;
    }
    const answer = await forward(pool.endpoint, request);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    counts,
    through: { endpoint: `http://127.0.0.1:${port}`, issuer: pool.issuer },
    close() {
      server.prependListener('connection', socket => socket.resetAndDestroy());
      server.closeAllConnections();
      server.unref();
    },
  };
}

async function forward(endpoint: string, request: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = new Headers();
  for (const name of ['x-amz-target', 'content-type', 'authorization'])
    if (request.headers[name]) headers.set(name, String(request.headers[name]));
  return fetch(endpoint + request.url, {
    method: request.method ?? 'GET',
    headers,
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
}
