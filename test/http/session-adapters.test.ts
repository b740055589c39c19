import type { TokenSet } from 'portcullis';
import { CookieJar } from '../helpers/cookie-jar.js';
import { clientOf, PASSWORD, rotating } from '../helpers/pool.js';
import { type Network, proxyTo, type Refusal } from '../helpers/proxy.js';
import { COOKIE, sessionsOf, startPool, type TimedPool } from '../helpers/sessions.js';
import type { Served } from './listening.js';
import { SITES } from './session-servers.js';

const HOUR = 3600;

describe.each(SITES)('pages by %s', (_, serve) => {
  let pool: TimedPool;
  let network: Network;
  let site: Served;
  let jar: CookieJar;
  let refuse: (operation: string) => Refusal | undefined;
  let tokens: TokenSet;

  beforeAll(async () => {
    pool = await startPool({ clients: [rotating] });
    network = await proxyTo(pool, operation => refuse(operation));
    const client = { ...network.through, maxAttempts: 1, clock: pool.clock.now };
    const authenticate = async () => {
      tokens = await clientOf(pool, client).authenticate(PASSWORD);
      return tokens;
    };
    site = await serve({ sessions: sessionsOf(pool, {}, client), authenticate });
  });
  beforeEach(() => {
    refuse = () => undefined;
    jar = new CookieJar();
  });
  afterAll(async () => {
    await site.close();
    network.close();
    await pool.close();
  });

  const send = async (method: string, path: string, headers: Record<string, string> = {}, browser = jar) => {
    const response = await fetch(site.origin + path, {
      method,
      headers: { cookie: browser.header, ...headers },
    });
    const cookies = response.headers.getSetCookie();
    browser.take(cookies);
    const type = response.headers.get('content-type') ?? '';
    const body = type.includes('json') ? await response.json() : await response.text();
    const caching = response.headers.get('cache-control');
    return {
      status: response.status,
      type,
      body,
      caching,
      ours: cookies.filter(line => /session/.test(line)),
    };
  };
  const get = (path: string, browser?: CookieJar) => send('GET', path, {}, browser);
  const post = async (path: string, headers: Record<string, string> = {}) =>
    send('POST', path, {
      'x-form': ((await get('/form')).body as { csrfToken: string }).csrfToken,
      ...headers,
    });
  const refused = (status: number, code: string) => ({
    status,
    type: expect.stringMatching(/^application\/problem\+json(;|$)/),
    body: { title: expect.any(String), status, detail: expect.any(String), code },
  });

  test('a visitor sees pages and gets no cookie but the application’s own', async () => {
    const { body, caching } = await get('/');
    expect(body).toEqual({ email: null });
    expect(caching).toBeNull();
    expect(jar.names).toEqual(['theme']);
    expect(await get('/me')).toMatchObject(refused(401, 'MISSING_AUTHORIZATION'));
  });

  test('signing in sets cookies once each, which no cache may keep, and pages know the person', async () => {
    const { status, ours, caching } = await post('/sign-in');
    expect(status).toBe(200);
    expect(ours.map(line => line.split('=')[0])).toEqual([COOKIE, `${COOKIE}.1`]);
    expect(caching).toBe('no-store');
    expect(jar.names.sort()).toEqual([COOKIE, `${COOKIE}.1`, 'theme']);
    expect(await get('/me')).toMatchObject({ status: 200, body: { email: 'ada@example.com' }, ours: [] });
    expect((await get('/challenge')).body).toEqual({ name: null });
    expect(await get('/admins')).toMatchObject(refused(403, 'UNAUTHORIZED_GROUP'));
  });

  test('a challenge waits for the next page', async () => {
    await send('POST', '/ask');
    expect((await get('/challenge')).body).toEqual({ name: 'SOFTWARE_TOKEN_MFA' });
  });

  test('a form without its token, or from another site, is refused', async () => {
    const attempts = [
      send('POST', '/sign-in'),
      post('/sign-in', { 'x-form': 'made up' }),
      post('/sign-in', { 'sec-fetch-site': 'cross-site' }),
      post('/sign-in', { origin: 'https://evil.example' }),
    ];
    for (const attempt of await Promise.all(attempts))
      expect(attempt).toMatchObject(refused(403, 'CSRF_REFUSED'));
    expect((await get('/')).body).toEqual({ email: null });
  });

  test('a tampered cookie makes a visitor', async () => {
    await post('/sign-in');
    const value = jar.get(COOKIE) ?? '';
    jar.take([`${COOKIE}=${value.slice(0, 900)}${value[900] === 'A' ? 'B' : 'A'}${value.slice(901)}`]);
    expect(await get('/')).toMatchObject({ status: 200, body: { email: null } });
  });

  test('renewal sets new cookies, and two tabs at once stay signed in', async () => {
    await post('/sign-in');
    pool.clock.advance(HOUR - 30);
    const tabs = [jar.copy(), jar.copy()];
    for (const { body, ours, caching } of await Promise.all(tabs.map(tab => get('/', tab)))) {
      expect(body).toEqual({ email: 'ada@example.com' });
      expect(ours).toHaveLength(2);
      expect(caching).toBe('no-store');
    }
    expect((await get('/')).body).toEqual({ email: 'ada@example.com' });
    pool.clock.advance(HOUR);
    for (const tab of tabs) expect((await get('/', tab)).body).toEqual({ email: 'ada@example.com' });
  });

  test('a page that fails loses no renewal', async () => {
    await post('/sign-in');
    pool.clock.advance(HOUR - 30);
    expect((await get('/mistake')).status).toBe(500);
    pool.clock.advance(600);
    expect((await get('/')).body).toEqual({ email: 'ada@example.com' });
  });

  test('an outage of the pool costs nobody their session', async () => {
    await post('/sign-in');
    const before = jar.header;
    refuse = () => ({ status: 500, exception: 'InternalErrorException' });
    pool.clock.advance(HOUR - 30);
    expect((await get('/')).body).toEqual({ email: 'ada@example.com' });
    pool.clock.advance(31);
    expect(await get('/')).toMatchObject(refused(503, 'VERIFICATION_UNAVAILABLE'));
    expect(jar.header).toBe(before);
    refuse = () => undefined;
    expect((await get('/')).body).toEqual({ email: 'ada@example.com' });
  });

  test('signing out clears the cookies and revokes the refresh token', async () => {
    await post('/sign-in');
    const copy = jar.copy();
    const { body, ours, caching } = await post('/sign-out');
    expect(body).toEqual({ revoked: true });
    expect(ours).toHaveLength(2);
    expect(caching).toBe('no-store');
    expect(jar.names).toEqual(['theme']);
    await expect(clientOf(pool, tokens.data).renewAccessToken()).rejects.toMatchObject({
      code: 'REFRESH_TOKEN_REVOKED',
    });
    pool.clock.advance(600);
    expect(await get('/', copy)).toMatchObject({ status: 200, body: { email: null } });
    expect(copy.names).toEqual(['theme']);
  });
});
