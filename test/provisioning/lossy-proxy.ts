import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalPool } from 'portcullis/local';
import { hangingUp } from '../helpers/hang-up.js';

/** What goes wrong with a call to the pool: refused before anything happened, or done and the answer lost. */
export type PoolFault = { readonly exception: string; readonly status: number } | 'answer-lost';

/** A stretch of network between a manager and the pool. */
export interface LossyProxy {
  readonly endpoint: string;
  /** Every operation that came, in order. */
  readonly operations: string[];
  close(): void;
}

/** @param fault Asked for every operation. */
export async function lossyProxy(
  pool: LocalPool,
  fault: (operation: string) => PoolFault | undefined,
): Promise<LossyProxy> {
  const operations: string[] = [];
  const listener = hangingUp(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const target = String(request.headers['x-amz-target']);
    const operation = target.split('.')[1] ?? '';
    operations.push(operation);
    const wrong = fault(operation);
    const type = 'application/x-amz-json-1.1';
    if (typeof wrong === 'object') {
      response.writeHead(wrong.status, { 'content-type': type });
      response.end(JSON.stringify({ __type: wrong.exception, message: 'not now' }));
      return;
    }
    const headers = {
      'x-amz-target': target,
      'content-type': type,
      authorization: String(request.headers.authorization),
    };
    const answer = await fetch(pool.endpoint, { method: 'POST', headers, body: Buffer.concat(chunks) });
    if (wrong === 'answer-lost') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': type }).end(await answer.text());
  });
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
