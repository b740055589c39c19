import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { Cognito, UserPool } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import { countingProxy } from '../helpers/counting-proxy.js';
import { credentials } from '../helpers/managers.js';
import { ada, clientOf, closeAfterEach, closing, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json = { 'content-type': 'application/x-amz-json-1.1' };
const refusal =
  (status: number, exception: string): Answer =>
  response =>
    response.writeHead(status, json).end(JSON.stringify({ __type: exception, message: 'not now' }));
const page =
  (status: number): Answer =>
  response =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Away</h1>');
const hangUp: Answer = (_, { socket }) => socket.destroy();
const user: Answer = response => response.writeHead(200, json).end(JSON.stringify({ Username: 'ada' }));

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that gives these answers in turn, and then the last one again. */
async function serverWith(...answers: Answer[]) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    request.resume().on('end', () => answers[Math.min(seen.length, answers.length) - 1]?.(response, request));
  });
  const endpoint = await listening(server);
  closing({ close: () => void server.close().closeAllConnections() });
  return { endpoint, seen };
}

const random = (count: number) => new Uint8Array(count);

/** Ada, with tokens that the server does not look at, and no pause between attempts. */
async function adaAt(endpoint: string, options: object = {}): Promise<Cognito> {
  const pool = await poolWith({ users: [ada] });
  const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
  const tokens = { accessToken, idToken, refreshToken };
  const { userPoolId } = pool;
  return closing(new Cognito({ userPoolId, clientId: 'app', endpoint, random, ...tokens, ...options }));
}

describe('what may pass is tried again', () => {
  test.each<[string, Answer]>([
    ['a failing service', refusal(500, 'InternalErrorException')],
    ['a throttle', refusal(400, 'TooManyRequestsException')],
    ['a page of a proxy', page(503)],
    ['a connection that breaks', hangUp],
    ['an answer that cannot be read', page(200)],
  ])('%s', async (_, fault) => {
    const { endpoint, seen } = await serverWith(fault, fault, user);
    expect((await (await adaAt(endpoint)).getUser()).username).toBe('ada');
    expect(seen).toHaveLength(3);
  });

  test('three times, or as often as maxAttempts says', async () => {
    const { endpoint, seen } = await serverWith(page(503));
    await expect((await adaAt(endpoint)).getUser()).rejects.toMatchObject({ httpStatus: 503 });
    expect(seen).toHaveLength(3);
    await expect((await adaAt(endpoint, { maxAttempts: 1 })).getUser()).rejects.toBeDefined();
    expect(seen).toHaveLength(4);
  });

  test.each<[string, Answer]>([
    ['a refusal', refusal(400, 'NotAuthorizedException')],
    ['a limit that stands for an hour', refusal(400, 'LimitExceededException')],
    ['a page of a proxy that refuses', page(403)],
    ['an operation that the endpoint does not have', refusal(500, 'CognitoLocal#Unsupported')],
  ])('but not %s', async (_, answer) => {
    const { endpoint, seen } = await serverWith(answer);
    await expect((await adaAt(endpoint)).getUser()).rejects.toBeDefined();
    expect(seen).toHaveLength(1);
  });

  test('and only while the call has time', async () => {
    const { endpoint, seen } = await serverWith(page(503));
    const slow = await adaAt(endpoint, { random: (count: number) => new Uint8Array(count).fill(255) });
    const signal = AbortSignal.timeout(50);
    await errorOf(slow.getUser({ signal }));
    expect(seen.length).toBeLessThan(3);
  });
});

test('a connection that the server closed while it was idle costs no call', async () => {
  let answered = 0;
  const server = createTcpServer(socket => {
    let requests = 0;
    socket
      .on('error', () => {})
      .on('data', () => {
        if (requests++ > 0) return socket.destroy();
        answered++;
        const body = JSON.stringify({ Username: 'ada' });
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
      });
  });
  const endpoint = await listening(server);
  closing({ close: () => void server.close() });
  const cognito = await adaAt(endpoint, { maxAttempts: 1 });
  for (let i = 0; i < 3; i++) expect((await cognito.getUser()).username).toBe('ada');
  expect(answered).toBe(3);
  cognito.pool.close();
});

test('an answer that is not Cognito’s own does not move the clock', async () => {
  const old: Answer = response =>
    response.writeHead(502, { date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'content-type': 'text/html' }).end('');
  const { endpoint } = await serverWith(old, old, user);
  const cognito = await adaAt(endpoint);
  await cognito.getUser();
  expect(Math.abs(cognito.pool.api.now() - Date.now())).toBeLessThan(5_000);
});

describe('renewal where GetTokensFromRefreshToken is not served', () => {
  test.each<[string, Answer]>([
    ['as moto says it', page(500)],
    ['as cognito-local says it', refusal(500, 'CognitoLocal#Unsupported')],
    ['as AWS’s gateways say it', refusal(400, 'UnknownOperationException')],
  ])('%s', async (_, unserved) => {
    const pool = await poolWith({ users: [ada] });
    const { userPoolId, issuer, jwksUri } = pool;
    const { endpoint } = await serverWith((response, request) => {
      if (String(request.headers['x-amz-target']).endsWith('GetTokensFromRefreshToken'))
        return unserved(response, request);
      void forward(pool, request, response);
    });
    const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
    const tokens = { accessToken, idToken, refreshToken };
    const cognito = closing(
      new Cognito({ userPoolId, clientId: 'app', endpoint, issuer, jwksUri, random, ...tokens }),
    );
    expect((await cognito.renewAccessToken()).username).toBe('ada');
  });

  /** Renews by REFRESH_TOKEN_AUTH, whatever the body was: it has been read. */
  async function forward(pool: LocalPool, _: IncomingMessage, response: ServerResponse): Promise<void> {
    const { AccessToken, IdToken } = Object.fromEntries(
      Object.entries(await pool.tokensFor('ada')).map(([name, value]) => [
        name.charAt(0).toUpperCase() + name.slice(1),
        value,
      ]),
    );
    response.writeHead(200, json).end(JSON.stringify({ AuthenticationResult: { AccessToken, IdToken } }));
  }
});

test('a key endpoint that answers 503 once does not throw a finished sign-in away', async () => {
  const pool = await poolWith({ users: [ada] });
  const keys = await (await fetch(pool.jwksUri)).text();
  const { endpoint: jwksUri, seen } = await serverWith(page(503), response =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys),
  );
  const cognito = clientOf(pool, { jwksUri });
  expect((await cognito.authenticate(PASSWORD)).username).toBe('ada');
  expect(seen).toHaveLength(2);
});

describe('the way that requests go', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });

  /** A proxy for plain HTTP, which is asked for whole addresses. */
  async function proxyTo(pool: LocalPool) {
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { pathname } = new URL(request.url ?? '');
      const answer = await fetch(pool.endpoint + pathname, {
        method: request.method ?? 'GET',
        headers: Object.entries(request.headers).filter(([name]) =>
          /^(content-type|x-amz|authorization)/.test(name),
        ) as [string, string][],
        body: chunks.length ? Buffer.concat(chunks) : null,
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    });
    const url = await listening(server);
    closing({ close: () => void server.close().closeAllConnections() });
    return { url, asked };
  }

  test('is through the proxy that the environment names, keys included', async () => {
    const pool = await poolWith({ users: [ada], userPoolId: 'eu-west-1_Portcull1' });
    const { url, asked } = await proxyTo(pool);
    process.env.HTTP_PROXY = url;
    const elsewhere = 'http://cognito.example:80';
    const cognito = clientOf(pool, {
      endpoint: elsewhere,
      issuer: pool.issuer,
      jwksUri: `${elsewhere}/${pool.userPoolId}/.well-known/jwks.json`,
    });
    expect((await cognito.authenticate(PASSWORD)).username).toBe('ada');
    expect(asked.filter(line => line.startsWith('POST http://cognito.example'))).toHaveLength(2);
    expect(asked.filter(line => line.endsWith('jwks.json'))).toHaveLength(1);
  });

  test('is past it where NO_PROXY says so', async () => {
    const pool = await poolWith({ users: [ada] });
    process.env.HTTP_PROXY = 'http://127.0.0.1:1';
    process.env.NO_PROXY = '127.0.0.1';
    expect((await clientOf(pool).authenticate(PASSWORD)).username).toBe('ada');
  });

  test('is an agent that is handed in, for administrators too', async () => {
    const local = await poolWith({ users: [ada] });
    const network = closing(await countingProxy(local.endpoint));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { userPoolId, issuer } = local;
    const options = { userPoolId, issuer, clientId: 'app', endpoint: network.endpoint, credentials, agent };
    const pool = closing(
      new UserPool({ ...options, jwksUri: `${network.endpoint}/${userPoolId}/.well-known/jwks.json` }),
    );
    await new Cognito({ pool, username: 'ada' }).authenticate(PASSWORD);
    expect(await pool.users.list().toArray()).toHaveLength(1);
    expect(network.connections).toBe(1);
    agent.destroy();
  });

  test('is a fetch that is handed in', async () => {
    const pool = await poolWith({ users: [ada] });
    const asked: string[] = [];
    const cognito = clientOf(pool, {
      fetch: async (input, init) => {
        asked.push(String(input));
        return await fetch(input, init);
      },
    });
    expect((await cognito.authenticate(PASSWORD)).username).toBe('ada');
    expect(asked.sort()).toEqual([pool.endpoint, pool.endpoint, pool.jwksUri]);
  });
});
