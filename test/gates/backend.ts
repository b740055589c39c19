import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatesAdmin, type GatesAdminOptions } from 'portcullis/gates';
import { hangingUp } from '../helpers/hang-up.js';

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Respond = (response: ServerResponse, request: Received) => void;

/** A backend that says whatever a test wants, and writes down what it was asked. */
export interface Backend {
  /** With a stage path, as an API gateway has it. */
  readonly url: string;
  readonly requests: Received[];
  /** Answers with these, one request each; the last goes on for ever. */
  answer(...responds: readonly Respond[]): void;
  close(): Promise<void>;
}

const open: Backend[] = [];

/** Call once in a test file: what its tests opened is closed after each. */
export function closeBackendsAfterEach(): void {
  afterEach(async () => {
    await Promise.all(open.splice(0).map(backend => backend.close()));
  });
}

export const raw =
  (status: number, body = '', headers: Record<string, string> = {}): Respond =>
  response =>
    response.writeHead(status, headers).end(body);

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Respond =>
  raw(status, JSON.stringify(value), { 'content-type': 'application/json', ...headers });

/** Breaks the connection before any answer. */
export const hangUp: Respond = response => response.destroy();

/** Never answers. */
export const silence: Respond = () => {};

export async function startBackend(): Promise<Backend> {
  const requests: Received[] = [];
  let queue: Respond[] = [json(200, {})];
  const listener = hangingUp(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body };
    requests.push(received);
    const respond = (queue.length > 1 ? queue.shift() : queue[0]) as Respond;
    respond(response, received);
  });
  const server = createServer(listener);
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const backend: Backend = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stage`,
    requests,
    answer: (...responds) => {
      queue = [...responds];
    },
    close: () =>
      new Promise(closed => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  open.push(backend);
  return backend;
}

export const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';

/** A client whose pauses take no time: they are written down, and move its clock. */
export function adminOf(backend: Pick<Backend, 'url'>, options: Partial<GatesAdminOptions> = {}) {
  const pauses: number[] = [];
  let now = Date.UTC(2026, 10, 21);
  const admin = new GatesAdmin({
    baseUrl: backend.url,
    token: TOKEN,
    clock: () => now,
    random: count => new Uint8Array(count).fill(0xff),
    sleep: async milliseconds => {
      pauses.push(milliseconds);
      now += milliseconds;
    },
    ...options,
  });
  return { admin, pauses };
}

export const grace = {
  email: 'grace@example.com',
  name: 'Grace Hopper',
  role: 'CLIENT_USER',
  client: 'GAIA',
} as const;

/** A person as the backend lists them. */
export const wireUser = (changes: object = {}) => ({
  user_id: 'a1b2',
  name: 'Grace Hopper',
  email: 'grace@example.com',
  role: 'CLIENT_USER',
  clients: ['GAIA'],
  enabled: true,
  user_status: 'CONFIRMED',
  ...changes,
});

export const wirePage = (users: readonly object[], changes: object = {}) => ({
  users,
  next_pagination_token: null,
  has_more: false,
  total_count: users.length,
  ...changes,
});
