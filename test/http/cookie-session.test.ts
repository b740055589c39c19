import { inspect } from 'node:util';
import { MemoryStore, UserPool } from 'portcullis';
import {
  CsrfError,
  InvalidOptionError,
  MissingAuthorizationError,
  UnauthorizedGroupError,
} from 'portcullis/errors';
import { requireGroups } from 'portcullis/http';
import { cookieSession } from 'portcullis/http/session';
import { TokenVerifier } from 'portcullis/verify';
import { CookieJar } from '../helpers/cookie-jar.js';
import { ada, errorOf } from '../helpers/pool.js';
import {
  adasTokens,
  COOKIE,
  challenge,
  emailOf,
  SECRET,
  sessionsOf,
  signedIn,
  startPool,
  type TimedPool,
  visit,
} from '../helpers/sessions.js';

let pool: TimedPool;

beforeAll(async () => {
  pool = await startPool();
});

afterAll(() => pool.close());

describe('a visitor', () => {
  test('is nobody, and gets no cookie', async () => {
    const jar = new CookieJar();
    const { session } = await visit(sessionsOf(pool), jar);
    expect(session.principal).toBeUndefined();
    expect(session.tokens).toBeUndefined();
    expect(session.challenge).toBeUndefined();
    await expect(session.require()).rejects.toBeInstanceOf(MissingAuthorizationError);
    expect(jar.names).toEqual([]);
  });

  test('gets a cookie with the first form, and the form is taken back with it alone', async () => {
    const sessions = sessionsOf(pool);
    const jar = new CookieJar();
    const token = (await visit(sessions, jar)).session.csrfToken;
    expect(jar.names).toEqual([COOKIE]);
    const { session, lines } = await visit(sessions, jar);
    session.checkCsrf(token);
    session.checkCsrf(session.csrfToken);
    expect(lines).toEqual([]);
    const stranger = await visit(sessions, new CookieJar());
    expect(() => stranger.session.checkCsrf(token)).toThrow(CsrfError);
  });

  test('who has no session signs out without a fuss', async () => {
    const write = jest.fn();
    const session = await sessionsOf(pool).open({ headers: {} }, write);
    expect(await session.signOut()).toEqual({ revoked: true });
    expect(write).not.toHaveBeenCalled();
  });
});

describe('signing in', () => {
  test('the next page knows the person', async () => {
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session, lines } = await visit(sessions, jar);
    expect(session.principal).toMatchObject({ username: 'ada', email: 'ada@example.com', tokenUse: 'id' });
    expect(session.tokens?.username).toBe('ada');
    expect(await session.require(requireGroups('clerks'))).toBe(session.principal);
    await expect(session.require(requireGroups('admins'))).rejects.toBeInstanceOf(UnauthorizedGroupError);
    expect(lines).toEqual([]);
  });

  test('so does the rest of the request', async () => {
    const { session } = await visit(sessionsOf(pool), new CookieJar());
    await session.signIn(await adasTokens(pool));
    expect((await session.require()).username).toBe('ada');
  });

  test('sets cookies that no script reads, that stay on this site, and that browsers have room for', async () => {
    const { session, ...result } = await visit(sessionsOf(pool), new CookieJar());
    const written: string[] = [];
    const sessions = sessionsOf(pool, { idleSeconds: 600 });
    const other = await sessions.open({ headers: {} }, lines => written.splice(0, 9, ...lines));
    await other.signIn(await adasTokens(pool));
    expect(result.lines).toEqual([]);
    expect(session.principal).toBeUndefined();
    expect(written.map(line => line.split('=')[0])).toEqual([COOKIE, `${COOKIE}.1`]);
    for (const line of written) {
      expect(line).toMatch(/^[^;]+; Path=\/; Max-Age=87000; HttpOnly; Secure; SameSite=Lax$/);
      expect(line.length).toBeLessThan(4096);
    }
  });

  test('shows no token to who looks at the cookie', async () => {
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    const { idToken = '', accessToken = '', refreshToken = '' } = session.tokens ?? {};
    const bytes = jar.names.map(name => Buffer.from(jar.get(name) ?? '', 'base64url').toString('latin1'));
    for (const secret of [idToken, accessToken, refreshToken]) {
      expect(secret).not.toBe('');
      expect(jar.header + bytes.join()).not.toContain(secret.slice(10, 40));
      expect(inspect([session, sessions], { depth: 9, showHidden: true })).not.toContain(secret);
      expect(JSON.stringify([session, sessions])).not.toContain(secret);
    }
  });

  test('over http in development, under a name of the application', async () => {
    const lines: string[] = [];
    const sessions = sessionsOf(pool, { secure: false, name: 'who', sameSite: 'strict' });
    const session = await sessions.open({ headers: {} }, written => lines.push(...written));
    expect(session.csrfToken).not.toBe('');
    expect(lines).toEqual([
      expect.stringMatching(/^who=[\w.-]+; Path=\/; Max-Age=2678400; HttpOnly; SameSite=Strict$/),
    ]);
  });

  test('keeps a challenge for the next page, and forgets it', async () => {
    const sessions = sessionsOf(pool);
    const jar = new CookieJar();
    await (await visit(sessions, jar)).session.ask(challenge);
    const { session } = await visit(sessions, jar);
    expect(session.challenge).toEqual(challenge);
    expect(session.principal).toBeUndefined();
    await session.signIn(await adasTokens(pool));
    expect(session.challenge).toBeUndefined();
    expect((await visit(sessions, jar)).session.challenge).toBeUndefined();
  });

  test('begins a session of its own: forms and ids from before are worth nothing', async () => {
    const sessions = sessionsOf(pool);
    const jar = new CookieJar();
    const visitor = (await visit(sessions, jar)).session;
    const token = visitor.csrfToken;
    const planted = jar.copy();
    await (await visit(sessions, jar)).session.signIn(await adasTokens(pool));
    const { session } = await visit(sessions, jar);
    expect(() => session.checkCsrf(token)).toThrow(CsrfError);
    expect(await emailOf(sessions, planted)).toBeUndefined();
  });

  test('with tokens that the verifier refuses changes nothing', async () => {
    const { userPoolId, issuer, clock } = pool;
    const verifier = new TokenVerifier({
      userPoolId,
      issuer,
      clientId: 'another',
      tokenUse: 'id',
      clock: clock.now,
    });
    const jar = new CookieJar();
    const { session } = await visit(sessionsOf(pool, { verifier }), jar);
    await expect(session.signIn(await adasTokens(pool))).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(session.principal).toBeUndefined();
    expect(jar.names).toEqual([]);
  });

  test('refuses tokens that no server would take back, and says what to do', async () => {
    const groups = Array.from({ length: 99 }, (_, index) => `department-of-long-names-${index}`);
    const crowded = await startPool({ groups: groups.map(name => ({ name })), users: [{ ...ada, groups }] });
    const { session } = await visit(sessionsOf(crowded), new CookieJar());
    const error = await errorOf(session.signIn(await adasTokens(crowded)));
    expect(error).toBeInstanceOf(InvalidOptionError);
    expect(error.message).toMatch(
      /^tokens are too long for cookies: \d+ bytes once sealed\. Give .* a store$/,
    );
    const stored = sessionsOf(crowded, { store: new MemoryStore() });
    expect(await emailOf(stored, await signedIn(crowded, stored))).toBe('ada@example.com');
    await crowded.close();
  });

  test('is refused where the verifier asks for a group, without losing the session', async () => {
    const jar = await signedIn(pool, sessionsOf(pool));
    const { userPoolId, issuer, clock } = pool;
    const settings = { userPoolId, issuer, clientId: 'app', tokenUse: 'id', clock: clock.now } as const;
    const verifier = new TokenVerifier({ ...settings, groups: ['admins'] });
    const { session, lines } = await visit(sessionsOf(pool, { verifier }), jar);
    expect(session.principal).toBeUndefined();
    expect(session.tokens).toBeUndefined();
    await expect(session.require()).rejects.toBeInstanceOf(UnauthorizedGroupError);
    expect(lines).toEqual([]);
  });
});

describe('options', () => {
  const good = {
    secret: SECRET,
    pool: new UserPool({ userPoolId: 'eu-west-1_Portcull1', clientId: 'app' }),
    verifier: { verify: async () => ({}) as never },
  };

  test.each<[object, string]>([
    [{ secret: undefined }, 'options.secret is missing'],
    [{ secret: '' }, 'options.secret[0] must not be empty'],
    [{ secret: 'short' }, 'options.secret[0] must have at least 32 characters'],
    [{ secret: [] }, 'options.secret must not be empty'],
    [{ secret: [SECRET, 'short'] }, 'options.secret[1] must have at least 32 characters'],
    [{ secret: 5 }, 'options.secret must be a string or a list of strings'],
    [{ pool: {} }, 'options.pool must be a UserPool'],
    [{ verifier: {} }, 'options.verifier must be a TokenVerifier, with the methods verify'],
    [{ tokenUse: 'refresh' }, 'options.tokenUse must be id or access'],
    [{ store: {} }, 'options.store must be a TokenStore, with the methods get, set, delete, withLock'],
    [
      { name: '__Host-mine' },
      'options.name must not begin with a prefix: __Host- or __Secure- is added when it is secure',
    ],
    [{ name: 'a b' }, 'options.name must be letters, digits, - and _'],
    [{ sameSite: 'no' }, 'options.sameSite must be lax, strict or none'],
    [{ sameSite: 'none', secure: false }, 'options.sameSite must not be none where secure is false'],
    [{ domain: 'example.com; Secure' }, 'options.domain must be a domain'],
    [{ path: 'app' }, 'options.path must be a path'],
    [{ path: '/a;b' }, 'options.path must be a path'],
    [
      { revocations: new Set() },
      'options.revocations must be a revocation list, with the methods hasAny, add',
    ],
    [{ absoluteSeconds: 0 }, 'options.absoluteSeconds must be a whole number of seconds, at least 1'],
    [{ timeoutMs: 0 }, 'options.timeoutMs must be a whole number of milliseconds'],
    [{ idleSeconds: 0.5 }, 'options.idleSeconds must be a whole number of seconds, from 1 to 34560000'],
    [{ renewBeforeExpiryMs: -1 }, 'options.renewBeforeExpiryMs must be a number of milliseconds, at least 0'],
    [{ ttl: 5 }, 'options.ttl is not a known key; allowed: secret, pool, verifier, tokenUse, '],
  ])('%j: %s', (changes, message) => {
    const attempt = () => cookieSession({ ...good, ...changes });
    expect(attempt).toThrow(InvalidOptionError);
    expect(attempt).toThrow(message);
  });
});

test('answers can be changed, and mistakes of the application are none', async () => {
  const sessions = sessionsOf(pool, {
    answer: (refusal, usual) => ({ ...usual, body: refusal.code }),
  });
  expect(sessions.answerTo(new CsrfError('why'), { headers: {} })).toMatchObject({
    status: 403,
    body: 'CSRF_REFUSED',
  });
  expect(() => sessions.answerTo(new RangeError('mistake'), { headers: {} })).toThrow(RangeError);
});

test('a refused form is told as problem details, without a challenge for tokens', async () => {
  const answer = sessionsOf(pool).answerTo(new CsrfError('why'), { headers: {} });
  expect(answer).toEqual({
    status: 403,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: JSON.stringify({
      title: 'Forbidden',
      status: 403,
      detail: 'the form was not sent from a page of this session',
      code: 'CSRF_REFUSED',
    }),
  });
});
