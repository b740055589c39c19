import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Draw } from './draw.js';

/** What can happen to one request. */
const FAULTS = [
  'refused',
  'reset',
  'hung',
  'slow',
  'lost answer',
  'late answer',
  'cut answer',
  'sent twice',
  'page instead',
  'page after',
  'throttled',
  'failed',
  'failed after',
  'stale date',
] as const;
export type Fault = (typeof FAULTS)[number];

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A stretch of network between client and pool on which requests meet faults. */
export class FaultyNetwork {
  /** What happened so far. */
  readonly met: Fault[] = [];
  readonly #target: URL;
  readonly #draw: Draw;
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));
  readonly #agent = new http.Agent({ keepAlive: true });
  readonly #sockets = new Set<Socket>();
  readonly #hung: ServerResponse[] = [];
  #port = 0;
  #probability = 0;
  #burst: { fault: Fault; left: number } | undefined;
  #closed = false;
  /** Ends when connections are taken again. */
  #refusing: Promise<void> = Promise.resolve();

  private constructor(endpoint: string, draw: Draw) {
    this.#target = new URL(endpoint);
    this.#draw = draw;
    this.#server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    });
  }

  static async between(endpoint: string, draw: Draw): Promise<FaultyNetwork> {
    const network = new FaultyNetwork(endpoint, draw);
    await network.#listen();
    return network;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** @param probability Of a fault at each request from now on. */
  worsen(probability: number): void {
    this.#probability = probability;
  }

  /** What hangs is over, too. */
  async heal(): Promise<void> {
    this.#probability = 0;
    this.#burst = undefined;
    for (const response of this.#hung) response.socket?.resetAndDestroy();
    await this.#refusing;
  }

  close(): void {
    this.#closed = true;
    this.#server.close();
    this.#dropAll();
    this.#agent.destroy();
  }

  async #listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #dropAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #drawFault(): Fault | undefined {
    if (this.#burst && this.#burst.left-- > 0) return this.#burst.fault;
    this.#burst = undefined;
    if (!this.#draw.chance(this.#probability)) return undefined;
    const fault = this.#draw.pick(FAULTS);
    if (fault === 'throttled' || fault === 'failed') this.#burst = { fault, left: this.#draw.between(0, 3) };
    return fault;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#drawFault();
    if (fault) this.met.push(fault);
    try {
      const body = await bodyOf(request);
      const send = () => this.#forward(request, body);
      if (fault) await this.#suffer(fault, send, response);
      else write(response, await send());
    } catch {
      response.destroy();
    }
  }

  async #suffer(fault: Fault, send: () => Promise<Answer>, response: ServerResponse): Promise<void> {
    const { socket } = response;
    switch (fault) {
      case 'refused':
        this.#refusing = this.#refuseForAWhile();
        return await this.#refusing;
      case 'reset':
        return void socket?.resetAndDestroy();
      case 'hung':
        return void this.#hung.push(response);
      case 'slow':
        await pause(this.#draw.between(10, 120));
        return write(response, await send());
      case 'lost answer':
        await send();
        return void socket?.resetAndDestroy();
      case 'late answer':
        this.#hung.push(response);
        return void (await send());
      case 'cut answer':
        return cut(response, await send());
      case 'sent twice': {
        const first = await send();
        await send();
        return write(response, first);
      }
      case 'page instead':
        return page(response, this.#draw.pick([200, 403, 502]));
      case 'page after':
        await send();
        return page(response, 200);
      case 'throttled':
        return refuse(response, this.#draw.pick([400, 429]), 'TooManyRequestsException', 'Rate exceeded');
      case 'failed':
        return refuse(response, this.#draw.pick([500, 503]), 'InternalErrorException', 'An error occurred');
      case 'failed after':
        await send();
        return refuse(response, 500, 'InternalErrorException', 'An error occurred');
      case 'stale date':
        return page(response, 502, { date: new Date(0).toUTCString() });
    }
  }

  /** Nothing listens for some time, so that a connection is refused as a dead host's is. */
  async #refuseForAWhile(): Promise<void> {
    this.#server.close();
    this.#dropAll();
    await pause(this.#draw.between(20, 80));
    if (!this.#closed) await this.#listen();
  }

  async #forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    const sent = http.request(new URL(url ?? '/', this.#target), { method, headers, agent: this.#agent });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await bodyOf(answer) };
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': body.length }).end(body);
}

function cut(response: ServerResponse, answer: Answer): void {
  const { status, headers, body } = answer;
  const { 'transfer-encoding': _, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': body.length + 1 });
  response.write(body.subarray(0, body.length >> 1), () => response.socket?.resetAndDestroy());
}

function page(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, { 'content-type': 'text/html', ...headers })
    .end('<h1>Sign in to the hotel</h1>');
}

function refuse(response: ServerResponse, status: number, __type: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    .end(JSON.stringify({ __type, message }));
}
