import { MemoryStore, type TokenStore, UserPool } from 'portcullis';
import { VerificationUnavailableError } from 'portcullis/errors';
import { CookieJar } from '../helpers/cookie-jar.js';
import { closeAfterEach, closing, rotating } from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';
import { adasTokens, COOKIE, emailOf, sessionsOf, signedIn, startPool, visit } from '../helpers/sessions.js';

closeAfterEach();

const HOUR = 3600;
const REFRESH = 'GetTokensFromRefreshToken';

describe('with a store', () => {
  test('the cookie is short and the tokens are in the store', async () => {
    const pool = await startPool();
    const store = new MemoryStore();
    const sessions = sessionsOf(pool, { store });
    const jar = await signedIn(pool, sessions);
    expect(jar.names).toEqual([COOKIE]);
    expect(jar.header.length).toBeLessThan(400);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    expect(await emailOf(sessionsOf(pool, { store: new MemoryStore() }), jar)).toBeUndefined();
    expect(await emailOf(sessionsOf(pool), jar)).toBeUndefined();
  });

  test('two processes that renew at once make one renewal', async () => {
    const pool = await startPool({ clients: [rotating] });
    const network = closing(await proxyTo(pool));
    const store = new MemoryStore();
    const processes = [1, 2].map(() => sessionsOf(pool, { store }, network.through));
    const jar = await signedIn(pool, sessionsOf(pool, { store }));
    const old = jar.copy();
    pool.clock.advance(HOUR - 30);
    const emails = await Promise.all(processes.map(sessions => emailOf(sessions, jar.copy())));
    expect(emails).toEqual(['ada@example.com', 'ada@example.com']);
    expect(network.counts[REFRESH]).toBe(1);
    pool.clock.advance(3 * HOUR);
    for (const sessions of processes) expect(await emailOf(sessions, old)).toBe('ada@example.com');
    expect(network.counts[REFRESH]).toBe(2);
  });

  test('tokens that the store did not take are not lost, though the old ones are spent', async () => {
    const pool = await startPool({ clients: [rotating] });
    class Full extends MemoryStore {
      failures = 0;
      override async set(...args: Parameters<MemoryStore['set']>): Promise<boolean> {
        if (this.failures-- > 0) throw new Error('no space left');
        return await super.set(...args);
      }
    }
    const store = new Full();
    const sessions = sessionsOf(pool, { store });
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(HOUR - 30);
    store.failures = 1;
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    pool.clock.advance(60);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
  });

  test('signing out ends the session for every copy of the cookie, in every process', async () => {
    const pool = await startPool();
    const store = new MemoryStore();
    const sessions = sessionsOf(pool, { store });
    const jar = await signedIn(pool, sessions);
    const copy = jar.copy();
    await (await visit(sessions, jar)).session.signOut();
    expect(await emailOf(sessions, copy)).toBeUndefined();
    expect(await emailOf(sessionsOf(pool, { store }), copy)).toBeUndefined();
  });

  test('a renewal that waited for a sign-out elsewhere does not undo it', async () => {
    const pool = await startPool();
    const gone = { status: 500, exception: 'InternalErrorException' };
    const network = closing(
      await proxyTo(pool, operation => (operation === 'RevokeToken' ? gone : undefined)),
    );
    const client = { ...network.through, maxAttempts: 1 };
    const store = new MemoryStore();
    const there = sessionsOf(pool, { store, renewBeforeExpiryMs: 0 }, client);
    const jar = await signedIn(pool, there);
    const renewing = jar.copy();
    const waiting: TokenStore = {
      get: key => store.get(key),
      set: (...args) => store.set(...args),
      delete: (...args) => store.delete(...args),
      withLock: async (key, work) => {
        const { session } = await visit(there, jar);
        expect(await session.signOut()).toMatchObject({ revoked: false });
        return store.withLock(key, work);
      },
    };
    pool.clock.advance(HOUR - 30);
    expect(await emailOf(sessionsOf(pool, { store: waiting }, client), renewing)).toBeUndefined();
    expect(jar.names).toEqual([]);
    expect(await emailOf(there, renewing)).toBeUndefined();
  });

  test('signing in again leaves nothing of the session before', async () => {
    const pool = await startPool();
    const store = new MemoryStore();
    const sessions = sessionsOf(pool, { store });
    const jar = await signedIn(pool, sessions);
    const copy = jar.copy();
    await (await visit(sessions, jar)).session.signIn(await adasTokens(pool));
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    expect(await emailOf(sessions, copy)).toBeUndefined();
  });

  test('one that fails costs nobody their session', async () => {
    const pool = await startPool();
    const store = new MemoryStore();
    const jar = await signedIn(pool, sessionsOf(pool, { store }));
    const broken = Object.assign(new MemoryStore(), {
      get: () => Promise.reject(new Error('no connection')),
    });
    await expect(visit(sessionsOf(pool, { store: broken }), jar)).rejects.toBeInstanceOf(
      VerificationUnavailableError,
    );
    expect(await emailOf(sessionsOf(pool, { store }), jar)).toBe('ada@example.com');
  });

  test('one that never answers holds up a page no longer than a call may take', async () => {
    const pool = await startPool();
    const store = new MemoryStore();
    const jar = await signedIn(pool, sessionsOf(pool, { store }));
    const hanging = Object.assign(new MemoryStore(), { get: () => new Promise<never>(() => {}) });
    const sessions = sessionsOf(pool, { store: hanging, timeoutMs: 50 });
    await expect(visit(sessions, jar)).rejects.toMatchObject({ cause: { code: 'STORE_UNAVAILABLE' } });
  });

  test('one that does not take a sign-in leaves no session at the pool', async () => {
    const pool = await startPool();
    const full = Object.assign(new MemoryStore(), { set: () => Promise.reject(new Error('no space left')) });
    const { session } = await visit(sessionsOf(pool, { store: full }), new CookieJar());
    const tokens = await adasTokens(pool);
    await expect(session.signIn(tokens)).rejects.toMatchObject({ cause: { message: 'no space left' } });
    const { userPoolId, endpoint } = pool;
    const late = closing(new UserPool({ userPoolId, clientId: 'app', endpoint }));
    await expect(late.renew(tokens)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
  });
});
