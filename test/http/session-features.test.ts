import { inspect } from 'node:util';
import type { RefusedRequest } from 'portcullis/http';
import type { PageSession } from 'portcullis/http/session';
import { revokedInPool, TokenVerifier } from 'portcullis/verify';
import { CookieJar } from '../helpers/cookie-jar.js';
import { clientOf, closeAfterAll, PASSWORD } from '../helpers/pool.js';
import { sessionsOf, startPool, type TimedPool } from '../helpers/sessions.js';
import type { Served } from './listening.js';
import { SITES } from './session-servers.js';

closeAfterAll();

const ADA = 'ada@example.com';
const IDLE_SECONDS = 900;
const ABSOLUTE_SECONDS = 3_000;
let pool: TimedPool;

beforeAll(async () => {
  pool = await startPool({ UserSessionTracking: 'ENABLED' });
});

describe.each(SITES)('pages by %s', (_, serve) => {
  let site: Served;
  let log: RefusedRequest[];

  beforeAll(async () => {
    const { userPoolId, endpoint, issuer, clock } = pool;
    const client = { clock: clock.now };
    const accessVerifier = new TokenVerifier({
      ...{ userPoolId, endpoint, issuer, clientId: 'app', tokenUse: 'access', ...client },
      revocation: revokedInPool(),
    });
    const onRefusal = (refused: RefusedRequest) => void log.push(refused);
    const limits = { idleSeconds: IDLE_SECONDS, absoluteSeconds: ABSOLUTE_SECONDS };
    site = await serve({
      sessions: sessionsOf(pool, { ...limits, accessVerifier, onRefusal }),
      authenticate: () => clientOf(pool, client).authenticate(PASSWORD),
      cognitoOf: ({ tokens }: PageSession) => clientOf(pool, { ...client, ...tokens?.data }),
    });
  });
  beforeEach(() => {
    log = [];
  });
  afterAll(() => site.close());

  const get = async (path: string, browser: CookieJar) => {
    const response = await fetch(site.origin + path, { headers: { cookie: browser.header } });
    browser.take(response.headers.getSetCookie());
    return { status: response.status, body: await response.json() };
  };
  const post = async (path: string, browser: CookieJar) => {
    const { csrfToken } = (await get('/form', browser)).body as { csrfToken: string };
    const headers = { cookie: browser.header, 'x-form': csrfToken };
    const response = await fetch(site.origin + path, { method: 'POST', headers });
    browser.take(response.headers.getSetCookie());
    return await response.json();
  };
  const signedIn = async () => {
    const browser = new CookieJar();
    await post('/sign-in', browser);
    return browser;
  };
  const state = async (browser: CookieJar) => (await get('/state', browser)).body;
  const signedInWith = (data: object) => ({ email: ADA, ended: false, data });
  const ended = { email: null, ended: true, data: {} };

  test('data is kept from before the sign-in until the sign-out, and a notice is shown once', async () => {
    const browser = new CookieJar();
    await post('/save', browser);
    await post('/sign-in', browser);
    expect(await state(browser)).toEqual(signedInWith({ colour: 'green' }));
    expect((await get('/notice', browser)).body).toEqual({ notice: 'Saved.' });
    expect((await get('/notice', browser)).body).toEqual({ notice: null });
    await post('/sign-out', browser);
    expect(await state(browser)).toEqual({ ...ended, ended: false });
  });

  test('a session that no one uses ends, and says so once', async () => {
    const browser = await signedIn();
    pool.clock.advance(IDLE_SECONDS - 1);
    expect(await state(browser)).toEqual(signedInWith({}));
    pool.clock.advance(IDLE_SECONDS + 1);
    expect(await state(browser)).toEqual(ended);
    expect(await state(browser)).toEqual({ ...ended, ended: false });
  });

  test('a session in use ends with its time', async () => {
    const browser = await signedIn();
    for (let seconds = 600; seconds < ABSOLUTE_SECONDS; seconds += 600) {
      pool.clock.advance(600);
      expect(await state(browser)).toEqual(signedInWith({}));
    }
    pool.clock.advance(601);
    expect(await state(browser)).toEqual(ended);
  });

  test('the others are signed out at once', async () => {
    const [here, phone, tablet] = [await signedIn(), await signedIn(), await signedIn()];
    expect(await post('/others', here)).toEqual({ ended: expect.any(Number) });
    expect(await state(here)).toEqual(signedInWith({}));
    for (const browser of [phone, tablet]) expect((await get('/me', browser)).status).toBe(401);
  });

  test('refusals are told to the log, with their reason and no secret', async () => {
    const browser = await signedIn();
    const visitor = new CookieJar();
    expect((await get('/me', visitor)).status).toBe(401);
    expect((await get('/admins', browser)).status).toBe(403);
    expect((await get('/state', visitor)).status).toBe(200);
    await fetch(`${site.origin}/save`, { method: 'POST', headers: { cookie: browser.header } });
    expect(log.map(({ refusal, method, path }) => [refusal.code, method, path])).toEqual([
      ['MISSING_AUTHORIZATION', 'GET', '/me'],
      ['UNAUTHORIZED_GROUP', 'GET', '/admins'],
      ['CSRF_REFUSED', 'POST', '/save'],
    ]);
    const written = inspect(log, { depth: 10, showHidden: true }) + JSON.stringify(log);
    for (const name of browser.names.filter(each => each !== 'theme'))
      expect(written).not.toContain(browser.get(name));
  });
});
