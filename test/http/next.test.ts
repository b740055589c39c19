import { MemoryStore } from 'portcullis';
import { type NextCookie, nextSession } from 'portcullis/http/next';
import type { CookieSessionOptions } from 'portcullis/http/session';
import type { Principal } from 'portcullis/verify';
import { CookieJar } from '../helpers/cookie-jar.js';
import { closeAfterAll, closing, rotating } from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';
import { adasTokens, sessionsOf, startPool, type TimedPool } from '../helpers/sessions.js';

// `npm run check:next` runs an application of Next.js itself. Here its functions are played, to move the clock.

closeAfterAll();

const ADA = 'ada@example.com';
const HOUR = 3_600;
let pool: TimedPool;
let isAway: boolean;

beforeAll(async () => {
  pool = await startPool({ clients: [rotating] });
});
beforeEach(() => {
  isAway = false;
});

/** A browser, and the functions of `next/headers` for its requests. */
async function browser(options: Partial<CookieSessionOptions<Principal<'id'>>> = {}) {
  const jar = new CookieJar();
  const set: NextCookie[] = [];
  let isRendering = false;
  const network = closing(
    await proxyTo(pool, () => (isAway ? { status: 500, exception: 'InternalErrorException' } : undefined)),
  );
  const sessions = sessionsOf(pool, options, { ...network.through, maxAttempts: 1 });
  const cookies = async () => ({
    getAll: () => jar.names.map(name => ({ name, value: jar.get(name) ?? '' })),
    set: (cookie: NextCookie) => {
      if (isRendering) throw new Error('Cookies can only be modified in a Server Action or Route Handler');
      set.push(cookie);
      jar.take([`${cookie.name}=${cookie.value}; ${cookie.maxAge === 0 ? 'Max-Age=0' : ''}`]);
    },
  });
  const session = nextSession(sessions, {
    cookies,
    headers: async () => new Headers({ cookie: jar.header }),
  });
  await (await session.open()).signIn(await adasTokens(pool));
  const render = <T>(work: () => Promise<T>) => {
    isRendering = true;
    return work().finally(() => {
      isRendering = false;
    });
  };
  const request = () => new Request('https://app.example/', { headers: { cookie: jar.header } });
  return {
    jar,
    set,
    session,
    render,
    request,
    renewals: () => network.counts.GetTokensFromRefreshToken ?? 0,
  };
}

test('cookies are set as Next.js takes them', async () => {
  const { set } = await browser({ domain: 'example.com', path: '/app', sameSite: 'strict' });
  expect(set[0]).toEqual({
    ...{ name: '__Secure-session', value: expect.stringMatching(/^2\../), maxAge: 31 * 86_400 },
    ...{ path: '/app', domain: 'example.com', httpOnly: true, secure: true, sameSite: 'strict' },
  });
});

test('a Server Component reads until the tokens are over, and spends nothing', async () => {
  const { session, render, renewals } = await browser();
  pool.clock.advance(HOUR - 30);
  const read = await render(() => session.read());
  expect([read.principal?.email, renewals()]).toEqual([ADA, 0]);
  await expect(render(() => session.open())).rejects.toThrow('Cookies can only be modified');
  expect(renewals()).toBe(0);
  pool.clock.advance(60);
  const late = await render(() => session.read());
  expect(late.principal).toBeUndefined();
  await expect(late.require()).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  expect((await session.open()).principal?.email).toBe(ADA);
  expect((await render(() => session.read())).principal?.email).toBe(ADA);
});

test('with a store, a Server Component renews, as no cookie changes', async () => {
  const { session, render, renewals } = await browser({ store: new MemoryStore() });
  pool.clock.advance(HOUR + 1);
  expect((await render(() => session.read())).principal?.email).toBe(ADA);
  expect(renewals()).toBe(1);
});

test('the proxy renews for the page and for the browser', async () => {
  const { session, request, jar } = await browser();
  expect((await session.renewed(request())).setCookies).toEqual([]);
  pool.clock.advance(HOUR + 1);
  const { headers, setCookies } = await session.renewed(request());
  jar.take(setCookies);
  expect(headers.get('cookie')).toBe(jar.header);
  expect((await session.read()).principal?.email).toBe(ADA);
});

test('an outage passes the proxy, for the page to tell', async () => {
  const { session, request, jar } = await browser();
  pool.clock.advance(HOUR + 1);
  isAway = true;
  const { headers } = await session.renewed(request());
  expect(headers.get('cookie')).toBe(jar.header);
  isAway = false;
  jar.take((await session.renewed(request())).setCookies);
  expect((await session.read()).principal?.email).toBe(ADA);
});

test('a session that ended is told to the page, behind the proxy too', async () => {
  const { session, request, jar } = await browser({ idleSeconds: 900 });
  pool.clock.advance(901);
  const { headers, setCookies } = await session.renewed(request());
  expect(headers.get('cookie')).toBe(jar.header);
  expect((await session.read()).ended).toBe(true);
  jar.take(setCookies);
  expect(jar.names).toEqual([]);
});
