import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Cognito } from 'portcullis';
import { InvalidOptionError, NotSignedInError } from 'portcullis/errors';
import { type AuthFetchOptions, authFetch, createGuard } from 'portcullis/http';
import { TokenVerifier } from 'portcullis/verify';
import { ada, clientOf, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';
import { listening, type Served } from './listening.js';

closeAfterEach();

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Api {
  readonly origin: string;
  readonly seen: Seen[];
  answer: HttpAnswer;
}

type HttpAnswer = (request: IncomingMessage, response: ServerResponse, seen: Seen) => unknown;

const open: Served[] = [];
afterEach(() => Promise.all(open.splice(0).map(server => server.close())));

async function apiThat(answer: HttpAnswer): Promise<Api> {
  const api: Api = { origin: '', seen: [], answer };
  const server = await listening(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    const one = { method, url, headers, body };
    api.seen.push(one);
    await api.answer(request, response, one);
    response.end();
  });
  open.push(server);
  return Object.assign(api, { origin: server.origin });
}

const fine: HttpAnswer = () => {};
const redirectTo =
  (location: string, status = 302): HttpAnswer =>
  (_, response) =>
    response.writeHead(status, { location });

/** A pool whose clock is minutes behind, so that its tokens are minutes old. */
const earlierPool = () => poolWith({ users: [ada] }, { clock: () => Date.now() - 5 * 60_000 });

/** Ada, who signed in some minutes ago. */
async function signedIn(options: Parameters<typeof clientOf>[1] = {}): Promise<Cognito> {
  const pool = await earlierPool();
  const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
  return clientOf(pool, { accessToken, idToken, refreshToken, ...options });
}

const bearer = (cognito: Cognito) => `Bearer ${cognito.tokens?.accessToken}`;
const authorizations = ({ seen }: Api) => seen.map(({ headers }) => headers.authorization);

/** Refuses the token that the client holds now, as if somebody had revoked it. */
const refusing = (cognito: Cognito): HttpAnswer => {
  const refused = bearer(cognito);
  return ({ headers }, response) => {
    if (headers.authorization === refused) response.writeHead(401);
  };
};

test('a guarded API lets it in', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD);
  const { userPoolId, issuer } = pool;
  const guard = createGuard({
    verifier: new TokenVerifier({ userPoolId, clientId: 'app', tokenUse: 'access', issuer }),
  });
  const api = await apiThat(async ({ headersDistinct }, response) => {
    response.write((await guard({ headers: headersDistinct })).username);
  });
  const response = await authFetch(cognito, { origins: api.origin })('/me');
  expect(await response.text()).toBe('ada');
});

test.each<[Partial<AuthFetchOptions>, string, 'accessToken' | 'idToken', string]>([
  [{}, 'authorization', 'accessToken', 'Bearer '],
  [{ tokenUse: 'id' }, 'authorization', 'idToken', 'Bearer '],
  [{ tokenUse: 'id', header: 'x-id-token', prefix: '' }, 'x-id-token', 'idToken', ''],
])('with %j it sends %s with the %s', async (options, header, token, prefix) => {
  const cognito = await signedIn();
  const api = await apiThat(fine);
  await authFetch(cognito, { origins: api.origin, ...options })(`${api.origin}/me`, {
    headers: { 'x-own': '1' },
  });
  expect(api.seen[0]?.headers).toMatchObject({ [header]: prefix + cognito.tokens?.[token], 'x-own': '1' });
});

test('the token is renewed first when it is about to expire', async () => {
  const cognito = await signedIn({ renewBeforeExpiryMs: 7_200_000 });
  const before = bearer(cognito);
  const api = await apiThat(fine);
  await authFetch(cognito, { origins: api.origin })('/');
  expect(authorizations(api)).toEqual([bearer(cognito)]);
  expect(authorizations(api)).not.toEqual([before]);
});

test('a 401 is answered once with a fresh token, and the same body', async () => {
  const cognito = await signedIn();
  const stale = bearer(cognito);
  const api = await apiThat(refusing(cognito));
  const response = await authFetch(cognito, { origins: api.origin })('/', {
    method: 'POST',
    body: 'invoice',
  });
  expect(response.status).toBe(200);
  expect(authorizations(api)).toEqual([stale, bearer(cognito)]);
  expect(api.seen.map(({ method, body }) => [method, body])).toEqual([
    ['POST', 'invoice'],
    ['POST', 'invoice'],
  ]);
});

test('a hundred refused at once share one renewal', async () => {
  const cognito = await signedIn();
  const api = await apiThat(refusing(cognito));
  const call = authFetch(cognito, { origins: api.origin });
  const responses = await Promise.all(Array.from({ length: 100 }, () => call('/')));
  expect(responses.every(({ status }) => status === 200)).toBe(true);
  expect(new Set(authorizations(api)).size).toBe(2);
});

test('a fresh token that is refused too is not followed by a third', async () => {
  const cognito = await signedIn();
  const api = await apiThat((_, response) => response.writeHead(401));
  expect((await authFetch(cognito, { origins: api.origin })('/')).status).toBe(401);
  expect(api.seen).toHaveLength(2);
});

test('a 403 is not tried again', async () => {
  const cognito = await signedIn();
  const api = await apiThat((_, response) => response.writeHead(403));
  expect((await authFetch(cognito, { origins: api.origin })('/')).status).toBe(403);
  expect(api.seen).toHaveLength(1);
});

test('a stream is sent once: its 401 stands', async () => {
  const cognito = await signedIn();
  const api = await apiThat(refusing(cognito));
  const call = authFetch(cognito, { origins: api.origin });
  const body = new Blob(['invoice']).stream();
  const streamed = await call('/', { method: 'POST', body, duplex: 'half' } as never);
  const request = await call(new Request(`${api.origin}/`, { method: 'POST', body: 'invoice' }));
  expect([streamed.status, request.status]).toEqual([401, 401]);
  expect(api.seen.map(({ body }) => body)).toEqual(['invoice', 'invoice']);
});

test('a token that was issued a moment ago is not renewed because an API refuses it', async () => {
  const cognito = clientOf(await poolWith({ users: [ada] }));
  await cognito.authenticate(PASSWORD);
  const before = cognito.tokens;
  const api = await apiThat((_, response) => response.writeHead(401));
  const call = authFetch(cognito, { origins: api.origin });
  expect((await call('/')).status).toBe(401);
  expect(api.seen).toHaveLength(1);
  expect(cognito.tokens).toBe(before);
});

describe('with a sign-in of its own', () => {
  const signingIn = (cognito: Cognito, api: Api) => {
    let signIns = 0;
    const signIn = () => {
      signIns++;
      return cognito.authenticate(PASSWORD);
    };
    return { call: authFetch(cognito, { origins: api.origin, signIn }), count: () => signIns };
  };

  it('signs in before the first request, once for all', async () => {
    const cognito = clientOf(await poolWith({ users: [ada] }));
    const api = await apiThat(fine);
    const { call, count } = signingIn(cognito, api);
    await Promise.all(Array.from({ length: 10 }, () => call('/')));
    await call('/');
    expect(count()).toBe(1);
    expect(new Set(authorizations(api))).toEqual(new Set([bearer(cognito)]));
  });

  it('signs in again when the session has ended', async () => {
    const pool = await earlierPool();
    const cognito = clientOf(pool);
    const api = await apiThat(fine);
    const { call, count } = signingIn(cognito, api);
    await call('/');
    api.answer = refusing(cognito);
    await clientOf(pool, { ...cognito.tokens?.data }).logout();
    expect((await call('/')).status).toBe(200);
    expect(count()).toBe(2);
  });

  it('rejects as the sign-in does, and tries it again at the next request', async () => {
    const cognito = clientOf(await poolWith({ users: [ada] }));
    const api = await apiThat(fine);
    let password = 'Wrong-Horse-9';
    const call = authFetch(cognito, { origins: api.origin, signIn: () => cognito.authenticate(password) });
    expect(await errorOf(call('/'))).toMatchObject({ code: 'BAD_CREDENTIALS' });
    password = PASSWORD;
    expect((await call('/')).status).toBe(200);
    expect(api.seen).toHaveLength(1);
  });

  it('does not sign in for other origins', async () => {
    const cognito = clientOf(await poolWith({ users: [ada] }));
    const { call, count } = signingIn(cognito, await apiThat(fine));
    await call((await apiThat(fine)).origin);
    expect(count()).toBe(0);
  });
});

test('a 401 stands when the session is over', async () => {
  const pool = await earlierPool();
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD);
  const api = await apiThat(refusing(cognito));
  const call = authFetch(cognito, { origins: api.origin });
  await clientOf(pool, { ...cognito.tokens?.data }).logout();
  expect((await call('/')).status).toBe(401);
  expect(api.seen).toHaveLength(1);
  await expect(call('/')).rejects.toThrow(NotSignedInError);
});

test('nothing is sent while nobody is signed in', async () => {
  const api = await apiThat(fine);
  const call = authFetch(clientOf(await poolWith()), { origins: api.origin });
  expect(await errorOf(call('/'))).toBeInstanceOf(NotSignedInError);
  expect(api.seen).toEqual([]);
});

describe('other origins', () => {
  it.each(['authorization', 'x-token'])('never see the token in %s, asked directly', async header => {
    const cognito = await signedIn();
    const stranger = await apiThat(fine);
    await authFetch(cognito, { origins: 'https://api.example.com', header })(stranger.origin);
    expect(stranger.seen[0]?.headers).not.toHaveProperty(header);
  });

  it.each([301, 302, 303, 307, 308])(
    'never see it after a redirect with %i, nor other credentials',
    async status => {
      const cognito = await signedIn();
      const stranger = await apiThat(fine);
      const api = await apiThat(redirectTo(`${stranger.origin}/there`, status));
      const headers = { cookie: 'session=1', 'x-own': '1' };
      await authFetch(cognito, { origins: api.origin, header: 'x-token' })('/', { headers });
      expect(api.seen[0]?.headers).toMatchObject({ 'x-token': bearer(cognito), cookie: 'session=1' });
      expect(stranger.seen[0]?.headers).toMatchObject({ 'x-own': '1' });
      for (const name of ['x-token', 'authorization', 'cookie'])
        expect(stranger.seen[0]?.headers).not.toHaveProperty(name);
    },
  );

  it('cannot have it by a name that only looks like the allowed one', async () => {
    const cognito = await signedIn();
    const sent: (string | null)[] = [];
    const call = authFetch(cognito, {
      origins: 'https://api.example.com',
      fetch: async (_, init) => {
        sent.push(new Headers(init?.headers).get('authorization'));
        return new Response();
      },
    });
    for (const address of [
      'http://api.example.com/',
      'https://api.example.com:8443/',
      'https://api.example.com.evil.example/',
      'https://api.example.com@evil.example/',
      'https://evil.example/https://api.example.com',
      '//evil.example/',
      '\\\\evil.example/',
    ])
      await call(address);
    expect(sent).toEqual(sent.map(() => null));
    await call('HTTPS://API.example.com:443/x');
    expect(sent.at(-1)).toBe(bearer(cognito));
  });

  it('see it when they are allowed, and the first again when it is led back to', async () => {
    const cognito = await signedIn();
    let home = '';
    const back = await apiThat((_, response, { url }) =>
      response.writeHead(302, { location: `${home}/end?${url}` }),
    );
    const api = await apiThat((_, response, { url }) => {
      if (url === '/') response.writeHead(302, { location: `${back.origin}/` });
    });
    home = api.origin;
    await authFetch(cognito, { origins: [api.origin, back.origin] })('/');
    expect(authorizations(back)).toEqual([bearer(cognito)]);
    expect(authorizations(api)).toEqual([bearer(cognito), bearer(cognito)]);
  });
});

describe('redirects', () => {
  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [302, 'PUT', 'PUT', 'invoice'],
    [303, 'PUT', 'GET', ''],
    [307, 'POST', 'POST', 'invoice'],
    [308, 'POST', 'POST', 'invoice'],
  ])('with %i turn %s into %s as fetch does', async (status, method, then, body) => {
    const cognito = await signedIn();
    const api = await apiThat((_, response, { url }) => {
      if (url === '/') response.writeHead(status, { location: '/there' });
    });
    for (const call of [authFetch(cognito, { origins: api.origin }), fetch])
      await call(`${api.origin}/`, { method, body: 'invoice' });
    const [, ours, , theirs] = api.seen;
    expect(ours).toMatchObject({ method: then, body, url: '/there' });
    expect(theirs).toMatchObject({ method: then, body });
    expect(ours?.headers['content-type']).toBe(theirs?.headers['content-type']);
  });

  it('end after twenty', async () => {
    const cognito = await signedIn();
    const api = await apiThat(redirectTo('/'));
    await expect(authFetch(cognito, { origins: api.origin })('/')).rejects.toThrow(TypeError);
    expect(api.seen).toHaveLength(21);
  });

  it('are left to the caller who wants them, and refused for who wants none', async () => {
    const cognito = await signedIn();
    const api = await apiThat(redirectTo('/there'));
    const call = authFetch(cognito, { origins: api.origin });
    expect((await call('/', { redirect: 'manual' })).status).toBe(302);
    await expect(call('/', { redirect: 'error' })).rejects.toThrow('fetch failed');
    expect(api.seen).toHaveLength(2);
  });

  it('are not followed away from http', async () => {
    const cognito = await signedIn();
    const api = await apiThat(redirectTo('data:text/plain,x'));
    await expect(authFetch(cognito, { origins: api.origin })('/')).rejects.toThrow(TypeError);
  });
});

test.each<[object]>([
  [{}],
  [{ origins: [] }],
  [{ origins: 'api.example.com' }],
  [{ origins: 'https://api.example.com/v1' }],
  [{ origins: 'https://api.example.com', tokenUse: 'refresh' }],
  [{ origins: 'https://api.example.com', retry: 3 }],
])('%j is refused at once', options => {
  expect(() => authFetch(clientStub, options as AuthFetchOptions)).toThrow(InvalidOptionError);
});

const clientStub = {
  getAccessToken: async () => '',
  getIdToken: async () => '',
  renewAccessToken: async () => {},
};
