import { inspect } from 'node:util';
import { MissingAuthorizationError } from 'portcullis/errors';
import {
  fromBearer,
  fromCookie,
  fromQuery,
  type GuardOptions,
  type HeaderFields,
  type RefusedRequest,
  type VerifierOf,
} from 'portcullis/http';
import { type JsonWebKeySet, TenantVerifier, TokenVerifier, type Verifier } from 'portcullis/verify';
import { access, POOL, prepareAttacks, REFUSED_BY_BOTH, REFUSED_HERE } from '../helpers/attack-tokens.js';
import type { Served } from './listening.js';
import { rawRequest } from './raw-request.js';
import { SERVERS } from './servers.js';

let genuine: string;
let jwks: JsonWebKeySet;
let verifier: TokenVerifier<'access'>;

beforeAll(async () => {
  const prepared = await prepareAttacks();
  genuine = prepared.genuine;
  jwks = prepared.jwks as JsonWebKeySet;
  verifier = new TokenVerifier({
    userPoolId: POOL,
    clientId: 'app',
    tokenUse: 'access',
    jwks: prepared.jwks,
  });
});

const headerOf = (headers: HeaderFields, name: string): string =>
  String(headers instanceof Headers ? headers.get(name) : Object(headers)[name]);

describe.each(SERVERS)('guarded by %s', (_, serve) => {
  const open: Served[] = [];
  const start = async (
    options: Omit<GuardOptions, 'verifier' | 'pool' | 'tokenUse'> & {
      readonly verifier?: Verifier | VerifierOf;
    } = {},
  ): Promise<Served> => {
    const served = await serve({ verifier, ...options });
    open.push(served);
    return served;
  };
  let api: Served;

  beforeAll(async () => {
    api = await serve({ verifier, realm: 'invoices' });
  });
  afterEach(() => Promise.all(open.splice(0).map(served => served.close())));
  afterAll(() => api.close());

  const get = (path: string, token?: string, { origin } = api) =>
    fetch(origin + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

  it('lets a good token in and says whose it is', async () => {
    const response = await get('/me', genuine);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ username: 'ada' });
  });

  it.each(['bearer', 'BEARER', 'bEaReR', 'Bearer  '])('takes the scheme as %s', async scheme => {
    expect(await rawRequest(api.port, '/me', [`authorization: ${scheme} ${genuine}`])).toMatchObject({
      status: 200,
    });
  });

  it('asks for a token without an error where none was sent', async () => {
    const response = await get('/me');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="invoices"');
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json(;|$)/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      title: 'Unauthorized',
      status: 401,
      detail: 'no token was presented',
      code: 'MISSING_AUTHORIZATION',
    });
  });

  it.each(['Basic YWRhOnB3', 'Bearer', 'Bearer ', 'Digest x', ''])(
    'sees no token in the header %p',
    async authorization => {
      const { status, head } = await rawRequest(api.port, '/me', [`authorization: ${authorization}`]);
      expect(status).toBe(401);
      expect(head).toMatch(/www-authenticate: Bearer realm="invoices"\r?$/im);
    },
  );

  it('says that a token expired, and not when', async () => {
    const response = await get('/me', await access({ exp: 1_700_000_000, sub: 'secret-subject' }));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer realm="invoices", error="invalid_token", error_description="the token expired"',
    );
    expect(await response.text()).toBe(
      '{"title":"Unauthorized","status":401,"detail":"the token expired","code":"TOKEN_EXPIRED"}',
    );
  });

  it.each([
    ['/reports', { 'cognito:groups': ['auditors'] }, 200],
    ['/reports', { 'cognito:groups': ['clerks'] }, 403],
    ['/reports', {}, 403],
    ['/keys', { 'cognito:groups': ['auditors'] }, 403],
    ['/keys', { 'cognito:groups': ['auditors', 'admins'] }, 200],
    ['/read', { scope: 'openid invoices/read' }, 200],
    ['/read', { scope: 'invoices/reader' }, 403],
    ['/write', { scope: 'invoices/read' }, 403],
    ['/write', { scope: 'invoices/write invoices/read' }, 200],
    ['/invoices', { 'cognito:groups': ['clerks'] }, 200],
    ['/payments', { 'cognito:groups': ['clerks'] }, 403],
    ['/payments', { 'cognito:groups': ['admins'] }, 200],
  ])('answers %s for %j with %i', async (path, claims, status) => {
    expect((await get(path, await access(claims))).status).toBe(status);
  });

  it('names the scopes that are missing, and no groups', async () => {
    const scope = await get('/write', genuine);
    expect(scope.headers.get('www-authenticate')).toBe(
      'Bearer realm="invoices", error="insufficient_scope", ' +
        'error_description="the token does not carry the scopes that this requires", scope="invoices/read invoices/write"',
    );
    const group = await get('/reports', genuine);
    expect(group.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(await group.text()).not.toContain('auditors');
  });

  it('closes every route that is not named as public', async () => {
    for (const path of ['/health', '/health?x=1', '/docs/', '/docs/a/b.html'])
      expect([path, (await rawRequest(api.port, path)).status]).toEqual([path, 200]);
    for (const path of ['/', '/nowhere', '/health/', '/HEALTH', '//health', '/healthy', '/docs', '/docsx'])
      expect([path, (await rawRequest(api.port, path)).status]).toEqual([path, 401]);
    expect((await fetch(`${api.origin}/health`, { method: 'POST' })).status).toBe(401);
    expect((await fetch(`${api.origin}/health`, { method: 'HEAD' })).status).toBe(200);
  });

  it.each([
    '/docs/../me',
    '/docs/%2e%2e/me',
    '/docs/..%2fme',
    '/docs/%2E%2E%2fme',
    '/docs//me',
    '/docs/..\\me',
    '/docs/..;/me',
  ])('does not take %s for a public route', async path =>
    // Some servers refuse a backslash before anybody else sees it.
    expect([401, 400]).toContain((await rawRequest(api.port, path)).status),
  );

  it('refuses every token of the attack table, never with 500, and repeats nothing of it', async () => {
    // Spaces between the scheme and the token are allowed.
    const attacks = [...REFUSED_BY_BOTH, ...REFUSED_HERE].filter(([name]) => name !== 'whitespace before');
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    const wrong: unknown[] = [];
    for (const [name, make] of attacks) {
      const token = await make();
      const { status, head, body } = await rawRequest(api.port, '/me', [`authorization: Bearer ${token}`]);
      const isRefused = status === 401 ? /error="invalid_token"/.test(head) : [400, 431].includes(status);
      const leaks = token.length > 5 && (head + body).includes(token.slice(0, 20));
      if (!isRefused || leaks) wrong.push([name, status, head]);
    }
    expect(wrong).toEqual([]);
  });

  it('refuses several tokens, in one header or in several', async () => {
    const line = `authorization: Bearer ${genuine}`;
    for (const lines of [
      [`${line}, Bearer ${genuine}`],
      [`${line},${genuine}`],
      [`${line} ${genuine}`],
      [line, line],
      [line, 'authorization: Bearer x'],
      ['Authorization: Bearer x', line],
      [line, 'authorization: Basic YWRhOnB3'],
      ['authorization: Basic YWRhOnB3', line],
    ])
      expect([lines.length, (await rawRequest(api.port, '/me', lines)).status]).toEqual([lines.length, 401]);
  });

  it('survives a huge header', async () => {
    for (const size of [8_000, 15_000, 100_000]) {
      const { status } = await rawRequest(api.port, '/me', [`authorization: Bearer ${'x'.repeat(size)}`]);
      expect([401, 431]).toContain(status);
    }
    expect((await get('/me', genuine)).status).toBe(200);
  });

  it('takes the token from a cookie where it is told to, if there is only one', async () => {
    const { port } = await start({ token: [fromCookie('session'), fromBearer] });
    const cookie = `cookie: a=b; session=${genuine}; xsession=1`;
    expect((await rawRequest(port, '/me', [cookie])).status).toBe(200);
    expect((await rawRequest(port, '/me', [`authorization: Bearer ${genuine}`])).status).toBe(200);
    expect((await rawRequest(port, '/me', ['cookie: session=x'])).status).toBe(401);
    expect((await rawRequest(port, '/me', [`${cookie}; session=x`])).status).toBe(401);
    expect((await rawRequest(api.port, '/me', [cookie])).status).toBe(401);
  });

  it('knows who is known on an optional route, and takes everybody else for a visitor', async () => {
    for (const [token, username] of [
      [genuine, 'ada'],
      [undefined, null],
      ['nonsense', null],
      [await access({ exp: 1 }), null],
    ] as const) {
      const response = await get('/anyone', token);
      expect([token, response.status, await response.json()]).toEqual([token, 200, { username }]);
    }
    const unreachable = { verify: () => Promise.reject(new Error('no network')) };
    expect((await get('/anyone', genuine, await start({ verifier: unreachable }))).status).toBe(503);
  });

  it('lets preflights pass where it is told to, and nothing that merely looks like one', async () => {
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' };
    const ask = async ({ origin }: Served, method: string, sent: Record<string, string>) =>
      (await fetch(`${origin}/me`, { method, headers: sent })).status;
    const served = await start({ allowPreflights: true });
    expect(await ask(api, 'OPTIONS', headers)).toBe(401);
    expect(await ask(served, 'OPTIONS', headers)).not.toBe(401);
    expect(await ask(served, 'OPTIONS', { origin: headers.origin })).toBe(401);
    expect(await ask(served, 'OPTIONS', { 'access-control-request-method': 'GET' })).toBe(401);
    expect(await ask(served, 'GET', headers)).toBe(401);
  });

  it('reports each refusal once, with its reason and no secret', async () => {
    const log: RefusedRequest[] = [];
    const onRefusal = (refused: RefusedRequest) => {
      log.push(refused);
      throw new Error('the log is full');
    };
    const served = await start({ token: [fromQuery('token'), fromBearer], onRefusal });
    const expired = await access({ exp: 1_700_000_000 });
    expect((await get(`/me?token=${expired}`, undefined, served)).status).toBe(401);
    expect((await get('/reports', genuine, served)).status).toBe(403);
    expect((await get('/anyone', undefined, served)).status).toBe(200);
    expect((await get('/anyone', expired, served)).status).toBe(200);
    expect((await get('/me', genuine, served)).status).toBe(200);
    expect((await get('/mistake', genuine, served)).status).toBe(500);
    expect(log.map(({ refusal, method, path }) => [refusal.code, method, path])).toEqual([
      ['TOKEN_EXPIRED', 'GET', '/me'],
      ['UNAUTHORIZED_GROUP', 'GET', '/reports'],
      ['TOKEN_EXPIRED', 'GET', '/anyone'],
    ]);
    const written = inspect(log, { depth: 10, showHidden: true }) + JSON.stringify(log);
    for (const token of [expired, genuine]) expect(written).not.toContain(token.split('.')[2]);
  });

  it("answers a rule of the application's own with its own 403", async () => {
    const response = await get('/own', genuine);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([403, null]);
    expect(await response.json()).toEqual({
      title: 'Forbidden',
      status: 403,
      detail: 'come back on Monday',
      code: 'FORBIDDEN',
    });
  });

  it('asks for a newer or stronger sign-in as RFC 9470 has it', async () => {
    const now = Math.floor(Date.now() / 1000);
    const challenge =
      'Bearer realm="invoices", error="insufficient_user_authentication", ' +
      'error_description="the user has to sign in again, or in a stronger way"';
    for (const [path, claims, expected] of [
      ['/recent', { auth_time: now - 60 }, null],
      ['/recent', { auth_time: now - 3_600 }, `${challenge}, max_age="300"`],
      ['/recent', { auth_time: undefined }, `${challenge}, max_age="300"`],
      ['/strong', { acr: 'passkey' }, null],
      ['/strong', { acr: 'password' }, `${challenge}, max_age="86400", acr_values="mfa passkey"`],
      ['/strong', {}, `${challenge}, max_age="86400", acr_values="mfa passkey"`],
      [
        '/strong',
        { acr: 'mfa', auth_time: now - 100_000 },
        `${challenge}, max_age="86400", acr_values="mfa passkey"`,
      ],
    ] as const) {
      const response = await get(path, await access(claims));
      expect([path, claims, response.status, response.headers.get('www-authenticate')]).toEqual([
        path,
        claims,
        expected === null ? 200 : 401,
        expected,
      ]);
    }
  });

  it('takes nobody for verified who merely looks it', async () => {
    const principal = await verifier.verify(genuine);
    for (const forged of [{ ...principal }, JSON.parse(JSON.stringify(principal)), { sub: 'eve' }]) {
      const verify = async () => forged;
      expect((await get('/me', 'x', await start({ verifier: { verify } }))).status).toBe(500);
      expect(
        (await get('/me', 'x', await start({ verifier: { verify, recall: () => forged } }))).status,
      ).toBe(500);
    }
  });

  it('leaves a mistake of the application to the framework', async () => {
    expect((await get('/mistake', genuine)).status).toBe(500);
  });

  it('takes the token from the query where it is told to, if there is only one', async () => {
    const { port } = await start({ token: fromQuery('token') });
    for (const [query, status] of [
      [`?token=${genuine}`, 200],
      [`?x=1&token=${genuine}&y=2`, 200],
      [`?token=${genuine}&token=${genuine}`, 401],
      [`?token=${genuine}&token=x`, 401],
      ['?token=', 401],
      ['?x=%E0%A4%A', 401],
      ['', 401],
    ] as const)
      expect([query, (await rawRequest(port, `/me${query}`)).status]).toEqual([query, status]);
    expect((await rawRequest(port, `//me?token=${genuine}`)).status).toBe(200);
    expect((await rawRequest(api.port, `/me?token=${genuine}`)).status).toBe(401);
  });

  it('tells whoever answers what was asked for', async () => {
    const served = await start({
      answer: (_, usual, { method, url = '', headers }) => {
        const accept = headerOf(headers, 'accept');
        if (!accept.includes('text/html')) return usual;
        const { pathname, search } = new URL(url, 'http://localhost');
        const next = encodeURIComponent(pathname + search);
        return { status: 303, headers: { location: `/sign-in?method=${method}&next=${next}` }, body: '' };
      },
    });
    const send = (accept: string) =>
      fetch(`${served.origin}/me?page=2`, { headers: { accept }, redirect: 'manual' });
    const html = await send('text/html,*/*');
    expect([html.status, html.headers.get('location')]).toEqual([
      303,
      `/sign-in?method=GET&next=${encodeURIComponent('/me?page=2')}`,
    ]);
    expect((await send('application/json')).status).toBe(401);
  });

  it('answers 503 while nobody can say whether a token is good', async () => {
    const unreachable = new TokenVerifier({
      userPoolId: POOL,
      clientId: 'app',
      tokenUse: 'access',
      fetch: () => Promise.reject(new Error('no network')),
    });
    const broken = { verify: () => Promise.reject(new RangeError('the list of revoked tokens is gone')) };
    const hanging = new TokenVerifier({
      ...{ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks, timeoutMs: 100 },
      revocation: { isRevoked: () => new Promise(() => {}) },
    });
    for (const verifier of [unreachable, broken, hanging]) {
      const response = await get('/me', genuine, await start({ verifier }));
      expect(response.status).toBe(503);
      expect(response.headers.get('www-authenticate')).toBeNull();
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await response.json()).toMatchObject({ title: 'Service Unavailable', status: 503 });
    }
  });

  it('finds the tenant by the host, and lets no token in at another’s', async () => {
    const asked: string[] = [];
    const tenants = new TenantVerifier({
      poolOf: async host => {
        asked.push(host);
        if (host === 'broken.example') throw new Error('no database');
        if (host !== 'one.example' && host !== 'two.example') return undefined;
        const userPoolId = host === 'one.example' ? POOL : 'eu-west-1_Another12';
        return { userPoolId, clientId: 'app', tokenUse: 'access' as const, jwks };
      },
    });
    const { port } = await start({ verifier: ({ headers }) => tenants.of(headerOf(headers, 'host')) });
    const ask = async (host: string, ...lines: string[]) =>
      (await rawRequest(port, '/me', [`host: ${host}`, ...lines])).status;
    const authorization = `authorization: Bearer ${genuine}`;
    for (const [host, status] of [
      ['one.example', 200],
      ['one.example', 200],
      ['two.example', 401],
      ['nobody.example', 401],
      ['broken.example', 503],
    ] as const)
      expect([host, await ask(host, authorization)]).toEqual([host, status]);
    expect(await ask('one.example')).toBe(401);
    expect(asked).toEqual(['one.example', 'two.example', 'nobody.example', 'broken.example']);
    const { port: wrong } = await start({ verifier: () => undefined as never });
    expect((await rawRequest(wrong, '/me', [authorization])).status).toBe(500);
  });

  it('answers as the application would have it', async () => {
    const served = await start({
      answer: (refusal, usual) =>
        refusal instanceof MissingAuthorizationError
          ? { status: 303, headers: { location: '/sign-in' }, body: '' }
          : { ...usual, headers: { ...usual.headers, 'x-why': refusal.code } },
    });
    const anonymous = await fetch(`${served.origin}/me`, { redirect: 'manual' });
    expect([anonymous.status, anonymous.headers.get('location')]).toEqual([303, '/sign-in']);
    expect((await get('/me', 'x', served)).headers.get('x-why')).toBe('INVALID_TOKEN');
  });
});
