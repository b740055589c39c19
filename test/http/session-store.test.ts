import { MemoryStore } from 'portcullis';
import { VerificationUnavailableError } from 'portcullis/errors';
import { closeAfterEach } from '../helpers/pool.js';
import { type Network, proxyTo } from '../helpers/proxy.js';
import {
  adasTokens,
  COOKIE,
  emailOf,
  rotating,
  sessionsOf,
  signedIn,
  startPool,
  visit,
} from '../helpers/sessions.js';

closeAfterEach();

const HOUR = 3600;
const REFRESH = 'GetTokensFromRefreshToken';

const networks: Network[] = [];
afterEach(() => {
  for (const network of networks.splice(0)) network.close();
});

async function proxy(...parts: Parameters<typeof proxyTo>): Promise<Network> {
  const network = await proxyTo(...parts);
  networks.push(network);
  return network;
}

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
    const network = await proxy(pool);
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
      override async set(...args: Parameters<MemoryStore['set']>): Promise<void> {
        if (this.failures-- > 0) throw new Error('no space left');
        await super.set(...args);
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
    const network = await proxy(pool, operation => (operation === 'RevokeToken' ? gone : undefined));
    let goOn = () => {};
    class Slow extends MemoryStore {
      override async withLock<T>(...[key, work]: Parameters<MemoryStore['withLock']>): Promise<T> {
        await new Promise<void>(resolve => {
          goOn = resolve;
        });
        return super.withLock(key, work) as Promise<T>;
      }
    }
    const records = new MemoryStore();
    const slow = new Slow();
    for (const name of ['get', 'set', 'delete'] as const) slow[name] = records[name].bind(records) as never;
    const here = sessionsOf(pool, { store: slow }, { ...network.through, maxAttempts: 1 });
    const there = sessionsOf(pool, { store: records }, { ...network.through, maxAttempts: 1 });
    const jar = await signedIn(pool, there);
    const renewing = jar.copy();
    pool.clock.advance(HOUR - 59);
    const waiting = visit(here, renewing);
    const { session } = await visit(sessionsOf(pool, { store: records, renewBeforeExpiryMs: 0 }), jar);
    await session.signOut();
    goOn();
    expect((await waiting).session.principal).toBeUndefined();
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
});
