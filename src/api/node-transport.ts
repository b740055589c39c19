import type * as http from 'node:http';
import { node } from '../internal/node.js';
import { proxyAgent } from './proxy-agent.js';
import { NetworkFault, type Transport, type WireAnswer, type WireRequest } from './transport.js';
import { unsendable } from './unsendable.js';

/** The newest idle connection first, so that surplus ones can end. */
const KEPT_ALIVE = { keepAlive: true, scheduling: 'lifo' } as const;

/** What requests to one address have in common. */
interface Way {
  readonly request: typeof http.request;
  readonly options: http.RequestOptions;
}

/** Carries requests by `node:http` and `node:https`, over connections that are kept alive. */
export class NodeTransport implements Transport {
  readonly #given: http.Agent | undefined;
  readonly unsendable = unsendable;
  /** By origin. */
  readonly #agents = new Map<string, Promise<http.Agent>>();
  /** By address, of which there are few: to read one again for each request costs as much as all else here. */
  readonly #ways = new Map<string, Promise<Way>>();

  /** @param given In place of agents made here, and of the proxies that the environment names. */
  constructor(given?: http.Agent) {
    this.#given = given;
  }

  async send(request: WireRequest): Promise<WireAnswer> {
    const known = this.#ways.get(request.url);
    const way = known ?? this.#wayTo(request.url);
    if (!known) this.#ways.set(request.url, way);
    for (;;) {
      const answer = await exchange(request, await way);
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
    this.#ways.clear();
  }

  /** The connections to the origin of an address. */
  async agentFor(url: string): Promise<http.Agent> {
    if (this.#given) return this.#given;
    const { origin } = new URL(url);
    const agent = this.#agents.get(origin) ?? newAgent(url);
    this.#agents.set(origin, agent);
    return await agent;
  }

  async #wayTo(url: string): Promise<Way> {
    const agent = await this.agentFor(url);
    const { request } = moduleOf(url);
    return { request, options: { ...node('node:url').urlToHttpOptions(new URL(url)), agent } };
  }
}

async function newAgent(url: string): Promise<http.Agent> {
  const proxied = await proxyAgent(url, KEPT_ALIVE);
  if (proxied) return proxied;
  const { Agent } = moduleOf(url);
  return new Agent(KEPT_ALIVE);
}

const moduleOf = (url: string): typeof http | typeof import('node:https') =>
  url.startsWith('https:') ? node('node:https') : node('node:http');

/**
 * One request and its answer. Undefined when the server closed an idle connection at the moment when it was used again:
 * most likely nothing of the request was read then, and another connection serves.
 */
async function exchange(
  { method, headers, body, deadline, repeatable }: WireRequest,
  { request, options }: Way,
): Promise<WireAnswer | undefined> {
  if (!repeatable) await socketsSeen();
  return await new Promise((resolve, reject) => {
    const sent = request({ ...options, method, headers });
    const stop = deadline.onEnd(() => sent.destroy(new Error('the call has ended')));
    let answered = false;
    let mayHaveArrived = false;
    const fail = (cause: unknown): void => reject(new NetworkFault(cause, mayHaveArrived));
    sent.on('finish', () => {
      mayHaveArrived = true;
    });
    sent.on('response', response => {
      answered = true;
      collect(response, resolve, fail).on('close', stop);
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
  const turn = (): Promise<void> => new Promise(resolve => void setImmediate(resolve));
  await turn();
  await turn();
}

function collect(
  response: http.IncomingMessage,
  resolve: (answer: WireAnswer) => void,
  fail: (cause: unknown) => void,
): http.IncomingMessage {
  const { statusCode: status = 0, headers } = response;
  let body = '';
  return response
    .setEncoding('utf8')
    .on('data', chunk => {
      body += chunk;
    })
    .on('error', fail)
    .on('end', () => resolve({ status, headers: headers as WireAnswer['headers'], body }));
}
