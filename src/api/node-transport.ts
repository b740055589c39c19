import http, { type IncomingMessage } from 'node:http';
import type Https from 'node:https';
import { setImmediate } from 'node:timers/promises';
import { proxyAgent } from './proxy-agent.js';
import { NetworkFault, type Transport, type WireAnswer, type WireRequest } from './transport.js';
import { unsendable } from './unsendable.js';

/** The newest idle connection first, so that surplus ones can end. */
const KEPT_ALIVE = { keepAlive: true, scheduling: 'lifo' } as const;

/** Carries requests by `node:http` and `node:https`, over connections that are kept alive. */
export class NodeTransport implements Transport {
  readonly #given: http.Agent | undefined;
  readonly unsendable = unsendable;
  /** By origin. */
  readonly #agents = new Map<string, Promise<http.Agent>>();

  /** @param given In place of agents made here, and of the proxies that the environment names. */
  constructor(given?: http.Agent) {
    this.#given = given;
  }

  async send(request: WireRequest): Promise<WireAnswer> {
    const agent = await this.agentFor(request.url);
    for (;;) {
      const answer = await exchange(request, agent);
      if (answer) return answer;
    }
  }

  close(): void {
    for (const agent of this.#agents.values())
      agent.then(
        made => made.destroy(),
        () => {},
      );
    this.#agents.clear();
  }

  /** The connections to the origin of an address. */
  async agentFor(url: string): Promise<http.Agent> {
    if (this.#given) return this.#given;
    const { origin } = new URL(url);
    const agent = this.#agents.get(origin) ?? newAgent(url);
    this.#agents.set(origin, agent);
    return await agent;
  }
}

async function newAgent(url: string): Promise<http.Agent> {
  const proxied = await proxyAgent(url, KEPT_ALIVE);
  if (proxied) return proxied;
  const { Agent } = await moduleOf(url);
  return new Agent(KEPT_ALIVE);
}

/** Loading TLS takes longer than all of this library, so it comes with the first call that needs it. */
const moduleOf = async (url: string): Promise<typeof http | typeof Https> =>
  url.startsWith('https:') ? (await import('node:https')).default : http;

/**
 * One request and its answer. Undefined when the server closed an idle connection at the moment when it was used again:
 * most likely nothing of the request was read then, and another connection serves.
 */
async function exchange(
  { method, url, headers, body, deadline, repeatable }: WireRequest,
  agent: http.Agent,
): Promise<WireAnswer | undefined> {
  const { request } = await moduleOf(url);
  if (!repeatable) await socketsSeen();
  return await new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method, headers: { ...headers, ...length }, agent });
    const stop = deadline.onEnd(() => sent.destroy(new Error('the call has ended')));
    let answered = false;
    let mayHaveArrived = false;
    const fail = (cause: unknown): void => reject(new NetworkFault(cause, mayHaveArrived));
    sent.on('finish', () => {
      mayHaveArrived = true;
    });
    sent.on('response', response => {
      answered = true;
      collect(response).then(resolve, fail).finally(stop);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const isStale = sent.reusedSocket && !answered && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
      stop();
      if (isStale && (repeatable || !mayHaveArrived)) resolve(undefined);
      else fail(error);
    });
    sent.end(body);
  });
}

/**
 * Lets the runtime look at all sockets, so that an idle connection that has closed, such as while the process was
 * suspended, is known for closed and not used. Only the second turn comes after a look.
 */
async function socketsSeen(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

function collect(response: IncomingMessage): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const { statusCode: status = 0, headers } = response;
    let body = '';
    response.setEncoding('utf8');
    response.on('data', chunk => {
      body += chunk;
    });
    response.on('error', reject);
    response.on('end', () => resolve({ status, headers: headers as WireAnswer['headers'], body }));
  });
}
