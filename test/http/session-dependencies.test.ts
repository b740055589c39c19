import { MemoryStore } from 'portcullis';
import { type Fetch, TokenVerifier } from 'portcullis/verify';
import { closeAfterAll } from '../helpers/pool.js';
import { emailOf, sessionsOf, signedIn, startPool, type TimedPool, visit } from '../helpers/sessions.js';

// What docs/pages.md says of dependencies that answer wrongly, and of a list that is away. Slow and absent ones have tests
// beside what they do: session-ending, session-store, session-renewal, and a stopped Redis in test/stores.

closeAfterAll();

const HOUR = 3_600;
let pool: TimedPool;

beforeAll(async () => {
  pool = await startPool();
});

test('a record of the store that holds no tokens ends the session', async () => {
  const store = new MemoryStore();
  const jar = await signedIn(pool, sessionsOf(pool, { store }));
  const wrong = Object.assign(new MemoryStore(), { get: async () => ({ accessToken: 'nonsense' }) });
  const { session } = await visit(sessionsOf(pool, { store: wrong }), jar);
  expect([session.principal, session.ended, jar.names]).toEqual([undefined, true, []]);
});

test('a store that returns no record at all opens no session, and costs nobody theirs', async () => {
  const store = new MemoryStore();
  const jar = await signedIn(pool, sessionsOf(pool, { store }));
  const wrong = Object.assign(new MemoryStore(), { get: async () => 'nonsense' as never });
  await expect(visit(sessionsOf(pool, { store: wrong }), jar)).rejects.toMatchObject({ status: 503 });
  expect(await emailOf(sessionsOf(pool, { store }), jar)).toBe('ada@example.com');
});

test('a list that is away opens no session, and costs nobody theirs', async () => {
  const jar = await signedIn(pool, sessionsOf(pool));
  const before = jar.header;
  const away = () => Promise.reject(new Error('no connection'));
  const sessions = sessionsOf(pool, { revocations: { hasAny: away, add: away } });
  await expect(visit(sessions, jar)).rejects.toMatchObject({ code: 'VERIFICATION_UNAVAILABLE', status: 503 });
  expect(jar.header).toBe(before);
  expect(await emailOf(sessionsOf(pool), jar)).toBe('ada@example.com');
});

test('a list that has everyone on it is believed', async () => {
  const jar = await signedIn(pool, sessionsOf(pool));
  const sessions = sessionsOf(pool, { revocations: { hasAny: async () => true, add: async () => {} } });
  const { session } = await visit(sessions, jar);
  expect([session.principal, session.ended]).toEqual([undefined, true]);
});

test('a pool that answers a web page is away: the tokens serve until they expire, then it is a 503', async () => {
  let isWrong = false;
  const { fetch } = globalThis;
  const page = () => new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } });
  const sessions = sessionsOf(
    pool,
    {},
    {
      fetch: async (...given: Parameters<typeof fetch>) => (isWrong ? page() : fetch(...given)),
      maxAttempts: 1,
    },
  );
  const jar = await signedIn(pool, sessions);
  expect(await emailOf(sessions, jar)).toBe('ada@example.com');
  isWrong = true;
  pool.clock.advance(HOUR - 30);
  expect(await emailOf(sessions, jar)).toBe('ada@example.com');
  pool.clock.advance(31);
  await expect(visit(sessions, jar)).rejects.toMatchObject({ code: 'VERIFICATION_UNAVAILABLE' });
  isWrong = false;
  expect(await emailOf(sessions, jar)).toBe('ada@example.com');
});

test.each<[string, Fetch]>([
  ['wrong', async () => new Response('{"keys":[]}')],
  ['away', () => Promise.reject(new Error('no network'))],
  ['slow', () => new Promise(() => {})],
])('keys that are %s, and none at hand: 503, and the session stays', async (_, fetch) => {
  const jar = await signedIn(pool, sessionsOf(pool));
  const { userPoolId, endpoint, issuer, clock } = pool;
  const verifier = new TokenVerifier({
    ...{
      userPoolId,
      endpoint,
      issuer,
      clientId: 'app',
      tokenUse: 'id',
      clock: clock.now,
      timeoutMs: 50,
      fetch,
    },
  });
  const before = jar.header;
  await expect(visit(sessionsOf(pool, { verifier }), jar)).rejects.toMatchObject({
    code: 'KEYS_UNAVAILABLE',
    status: 503,
  });
  expect(jar.header).toBe(before);
  expect(await emailOf(sessionsOf(pool), jar)).toBe('ada@example.com');
});
