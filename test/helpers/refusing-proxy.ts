import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands before a pool and refuses single operations in its place, in words that the pool has no reason for. */
export interface RefusingProxy {
  readonly endpoint: string;
  /** Refuses an operation with this exception from now on, in place of the refusal before. */
  refuse(operation: string, exception: string, message?: string): void;
  close(): void;
}

/** @param endpoint Where everything else goes on to. */
export async function refusingProxy(endpoint: string): Promise<RefusingProxy> {
  let refused = { operation: '', exception: '', message: '' };
  const server = createServer(async (request, answer) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const body = await text(request);
    if (refused.operation && target.endsWith(`.${refused.operation}`)) {
      answer.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      answer.end(JSON.stringify({ __type: refused.exception, message: refused.message }));
      return;
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const response = await fetch(`${endpoint}${request.url}`, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(body && { body }),
    });
    answer.writeHead(response.status, { 'content-type': response.headers.get('content-type') ?? '' });
    answer.end(await response.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse: (operation, exception, message = exception) => {
      refused = { operation, exception, message };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
