import { TokenSet } from 'portcullis';
import { ConnectionError, KeysUnavailableError, VerificationUnavailableError } from 'portcullis/errors';
import { CookieJar } from '../helpers/cookie-jar.js';
import { clientOf, closeAfterEach, closing, errorOf, rotating } from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';
import { adasTokens, emailOf, sessionsOf, signedIn, startPool, visit } from '../helpers/sessions.js';

closeAfterEach();

const HOUR = 3600;
const REFRESH = 'GetTokensFromRefreshToken';

describe('renewal', () => {
  test('happens when it is due, not before, and the new cookies last', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(HOUR - 61);
    expect((await visit(sessions, jar)).lines).toEqual([]);
    pool.clock.advance(2);
    const { session, lines } = await visit(sessions, jar);
    expect(lines).toHaveLength(2);
    expect(session.principal?.expiresAt.getTime()).toBeGreaterThan(pool.clock.now() + (HOUR - 10) * 1000);
    pool.clock.advance(HOUR - 120);
    expect((await visit(sessions, jar)).lines).toEqual([]);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
  });

  test('two tabs at once make one, though the pool takes each refresh token but once', async () => {
    const pool = await startPool({ clients: [rotating] });
    const network = closing(await proxyTo(pool));
    const sessions = sessionsOf(pool, {}, network.through);
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(HOUR - 30);
    const tabs = [jar.copy(), jar.copy(), jar.copy()];
    const visits = await Promise.all(tabs.map(tab => visit(sessions, tab)));
    expect(visits.map(({ session }) => session.principal?.email)).toEqual(Array(3).fill('ada@example.com'));
    expect(network.counts[REFRESH]).toBe(1);
    pool.clock.advance(HOUR);
    for (const tab of tabs) expect(await emailOf(sessions, tab)).toBe('ada@example.com');
    expect(network.counts[REFRESH]).toBe(2);
  });

  test('who still sends the old cookie shortly afterwards gets the new one', async () => {
    const pool = await startPool({ clients: [rotating] });
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(HOUR - 30);
    const [late, later] = [jar.copy(), jar.copy()];
    await visit(sessions, jar);
    pool.clock.advance(290);
    expect((await visit(sessions, late)).lines).toHaveLength(2);
    expect(late.header).not.toBe(jar.header);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    pool.clock.advance(HOUR);
    expect((await visit(sessions, later)).session.principal).toBeUndefined();
    expect(later.names).toEqual([]);
  });

  test('the old cookie and the new one at once make one, where tokens live but minutes', async () => {
    const minutes = { AccessTokenValiditySeconds: 300, IdTokenValiditySeconds: 300 };
    const pool = await startPool({ clients: [{ ...rotating, ...minutes }] });
    const network = closing(await proxyTo(pool));
    const sessions = sessionsOf(pool, {}, network.through);
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(241);
    const old = jar.copy();
    await visit(sessions, jar);
    pool.clock.advance(241);
    expect(await Promise.all([emailOf(sessions, jar), emailOf(sessions, old)])).toEqual([
      'ada@example.com',
      'ada@example.com',
    ]);
    expect(network.counts[REFRESH]).toBe(2);
  });

  test('an old cookie gets the tokens that still serve while the pool is away', async () => {
    const minutes = { AccessTokenValiditySeconds: 300, IdTokenValiditySeconds: 300 };
    const pool = await startPool({ clients: [{ ...rotating, ...minutes }] });
    let down = false;
    const network = closing(
      await proxyTo(pool, () => (down ? { status: 500, exception: 'InternalErrorException' } : undefined)),
    );
    const sessions = sessionsOf(pool, {}, { ...network.through, maxAttempts: 1 });
    const jar = await signedIn(pool, sessions);
    const old = jar.copy();
    pool.clock.advance(241);
    await visit(sessions, jar);
    down = true;
    pool.clock.advance(245);
    expect(await emailOf(sessions, old)).toBe('ada@example.com');
  });

  test('a page that waits an hour is renewed after the tokens expired, too', async () => {
    const pool = await startPool({ clients: [rotating] });
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(20 * HOUR);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
  });

  test.each([
    ['throttling', 400, 'TooManyRequestsException'],
    ['a failure of the service', 500, 'InternalErrorException'],
    ['a wrong client secret', 400, 'NotAuthorizedException', 'SecretHash does not match'],
  ])('%s costs nobody their session', async (_, status, exception, message = 'not now') => {
    const pool = await startPool({ clients: [rotating] });
    let down = true;
    const network = closing(
      await proxyTo(pool, operation =>
        down && operation === REFRESH ? { status, exception, message } : undefined,
      ),
    );
    const sessions = sessionsOf(pool, {}, { ...network.through, maxAttempts: 1 });
    const jar = await signedIn(pool, sessions);
    const before = jar.header;
    pool.clock.advance(HOUR - 30);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    pool.clock.advance(31);
    await expect(visit(sessions, jar)).rejects.toBeInstanceOf(VerificationUnavailableError);
    expect(jar.header).toBe(before);
    down = false;
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    expect(jar.header).not.toBe(before);
  });

  test('a pool that is gone costs nobody their session', async () => {
    const pool = await startPool();
    const network = closing(await proxyTo(pool));
    const sessions = sessionsOf(pool, {}, { ...network.through, maxAttempts: 1 });
    const jar = await signedIn(pool, sessions);
    const before = jar.header;
    network.close();
    pool.clock.advance(HOUR - 30);
    await visit(sessions, jar);
    pool.clock.advance(31);
    const error = await errorOf(visit(sessions, jar));
    expect(error.cause).toBeInstanceOf(ConnectionError);
    expect(sessions.answerTo(error, { headers: {} }).status).toBe(503);
    expect(jar.header).toBe(before);
    expect(await emailOf(sessionsOf(pool), jar)).toBe('ada@example.com');
  });

  test('signing keys that cannot be had lose no renewed token', async () => {
    const pool = await startPool({ clients: [rotating] });
    const jar = await signedIn(pool, sessionsOf(pool));
    const verifier = {
      verify: () => Promise.reject(new KeysUnavailableError('http://keys', 'did not answer')),
    };
    pool.clock.advance(HOUR - 30);
    await expect(visit(sessionsOf(pool, { verifier }), jar)).rejects.toBeInstanceOf(KeysUnavailableError);
    pool.clock.advance(600);
    expect(await emailOf(sessionsOf(pool), jar)).toBe('ada@example.com');
  });

  test('a session that was ended elsewhere is cleared away', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    await clientOf(pool, { ...session.tokens?.data, clock: pool.clock.now }).logout();
    pool.clock.advance(HOUR - 30);
    const tabs = [jar.copy(), jar.copy()];
    const visits = await Promise.all(tabs.map(tab => visit(sessions, tab)));
    for (const { session } of visits) expect(session).toMatchObject({ principal: undefined, ended: true });
    expect(tabs.map(tab => tab.names)).toEqual([[], []]);
    const [tab = jar] = tabs;
    expect((await visit(sessions, tab)).session.ended).toBe(false);
  });

  test('tokens without a refresh token last as long as they last', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool);
    const jar = new CookieJar();
    const { accessToken, idToken } = await adasTokens(pool);
    await (await visit(sessions, jar)).session.signIn(new TokenSet({ accessToken, idToken }));
    pool.clock.advance(HOUR - 1);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    pool.clock.advance(2);
    expect(await emailOf(sessions, jar)).toBeUndefined();
    expect(jar.names).toEqual([]);
  });
});

describe('signing in over a session', () => {
  test('ends the one before, for copies of its cookie too', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    const [before, copy] = [session.tokens?.data, jar.copy()];
    await session.signIn(await adasTokens(pool));
    await expect(clientOf(pool, { ...before }).renewAccessToken()).rejects.toMatchObject({
      code: 'REFRESH_TOKEN_REVOKED',
    });
    expect(await emailOf(sessions, copy)).toBeUndefined();
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
  });

  test('with its own renewed tokens ends nothing', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    const cognito = clientOf(pool, { ...session.tokens?.data });
    await session.signIn(await cognito.renewAccessToken());
    pool.clock.advance(HOUR - 30);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
  });
});

describe('signing out', () => {
  test('clears the cookies and revokes the refresh token', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    const data = session.tokens?.data;
    expect(await session.signOut()).toEqual({ revoked: true });
    expect(session.principal).toBeUndefined();
    expect(jar.names).toEqual([]);
    await expect(clientOf(pool, { ...data }).renewAccessToken()).rejects.toMatchObject({
      code: 'REFRESH_TOKEN_REVOKED',
    });
  });

  test('clears them also when the pool cannot be reached, and says so', async () => {
    const pool = await startPool();
    const network = closing(await proxyTo(pool));
    const sessions = sessionsOf(pool, {}, { ...network.through, maxAttempts: 1 });
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    network.close();
    expect(await session.signOut()).toEqual({ revoked: false, error: expect.any(ConnectionError) });
    expect(jar.names).toEqual([]);
  });

  test('a tab that was slow does not bring the session back', async () => {
    const pool = await startPool();
    const network = closing(
      await proxyTo(pool, operation =>
        operation === 'RevokeToken' ? { status: 500, exception: 'InternalErrorException' } : undefined,
      ),
    );
    const sessions = sessionsOf(pool, {}, { ...network.through, maxAttempts: 1 });
    const jar = await signedIn(pool, sessions);
    const slow = jar.copy();
    pool.clock.advance(HOUR - 30);
    const { session } = await visit(sessions, jar);
    expect(await session.signOut()).toMatchObject({ revoked: false });
    expect(await emailOf(sessions, slow)).toBeUndefined();
    expect(slow.names).toEqual([]);
  });
});
