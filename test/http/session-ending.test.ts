import { MemoryStore, type TokenStore } from 'portcullis';
import { MemoryRevocationList, revokedInList, revokedInPool, TokenVerifier } from 'portcullis/verify';
import { useHangs } from '../helpers/hanging.js';
import { clientOf, closeAfterEach, closing } from '../helpers/pool.js';
import { proxyTo, type Refusal } from '../helpers/proxy.js';
import { emailOf, sessionsOf, signedIn, startPool, type TimedPool, visit } from '../helpers/sessions.js';

closeAfterEach();

const HOUR = 3_600;
const AWAY: Refusal = { status: 500, exception: 'InternalErrorException' };

/** A network on which the pool cannot be asked to revoke. */
async function withoutRevocation(pool: TimedPool) {
  const network = await proxyTo(pool, operation => (operation === 'RevokeToken' ? AWAY : undefined));
  return { ...closing(network).through, maxAttempts: 1 };
}

describe('a copy of a cookie whose session was ended', () => {
  test('is refused until its tokens are over', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const copy = jar.copy();
    await (await visit(sessions, jar)).session.signOut();
    for (const minutes of [0, 4, 20, 30]) {
      pool.clock.advance(minutes * 60);
      const { session } = await visit(sessions, copy.copy());
      expect([session.principal, session.ended]).toEqual([undefined, true]);
    }
  });

  test('is refused for as long as it could live where the pool revoked nothing', async () => {
    const pool = await startPool();
    const sessions = sessionsOf(pool, {}, await withoutRevocation(pool));
    const jar = await signedIn(pool, sessions);
    const copy = jar.copy();
    expect(await (await visit(sessions, jar)).session.signOut()).toMatchObject({ revoked: false });
    for (const hours of [0.5, 1, 24, 24 * 20]) {
      pool.clock.advance(hours * HOUR);
      expect(await emailOf(sessions, copy.copy())).toBeUndefined();
    }
  });

  test('is refused by every process that shares the list, and so are its tokens by an API', async () => {
    const pool = await startPool();
    const revocations = new MemoryRevocationList();
    const client = await withoutRevocation(pool);
    const [one, other] = [1, 2].map(() => sessionsOf(pool, { revocations }, client));
    const jar = await signedIn(pool, one!);
    const copy = jar.copy();
    const { session } = await visit(one!, jar);
    const { accessToken = '' } = session.tokens ?? {};
    const { userPoolId, endpoint, issuer } = pool;
    const api = new TokenVerifier({
      ...{ userPoolId, endpoint, issuer, clientId: 'app', tokenUse: 'access', clock: pool.clock.now },
      revocation: revokedInList(revocations),
    });
    await api.verify(accessToken);
    await session.signOut();
    expect(await emailOf(other!, copy)).toBeUndefined();
    await expect(api.verify(accessToken)).rejects.toMatchObject({ message: 'the token was revoked' });
    expect(await emailOf(other!, await signedIn(pool, one!))).toBe('ada@example.com');
  });
});

test('a user on the list has no session', async () => {
  const pool = await startPool();
  const revocations = new MemoryRevocationList();
  const sessions = sessionsOf(pool, { revocations });
  const jar = await signedIn(pool, sessions);
  const { session } = await visit(sessions, jar);
  await revocations.add(session.principal?.sub ?? '');
  expect((await visit(sessions, jar)).session.ended).toBe(true);
});

test('the pool can be asked about the access token where the id token is the principal', async () => {
  const pool = await startPool();
  const { userPoolId, endpoint, issuer, clock } = pool;
  const accessVerifier = new TokenVerifier({
    ...{ userPoolId, endpoint, issuer, clientId: 'app', tokenUse: 'access', clock: clock.now },
    revocation: revokedInPool(),
  });
  const sessions = sessionsOf(pool, { accessVerifier });
  const jar = await signedIn(pool, sessions);
  const { session } = await visit(sessions, jar);
  expect(session.principal?.tokenUse).toBe('id');
  await clientOf(pool, session.tokens?.data).logout();
  const after = (await visit(sessions, jar)).session;
  expect(after.principal).toBeUndefined();
  await expect(after.require()).rejects.toMatchObject({ message: 'the token was revoked' });
});

test('signing out revokes though the headers are sent, and says that the cookies stay', async () => {
  const pool = await startPool();
  const sessions = sessionsOf(pool);
  const jar = await signedIn(pool, sessions);
  const copy = jar.copy();
  let isSent = false;
  const session = await sessions.open({ headers: { cookie: jar.header } }, () => {
    if (isSent) throw new Error('headers were sent');
  });
  isSent = true;
  const { data = {} } = session.tokens ?? {};
  await expect(session.signOut()).rejects.toThrow('headers were sent');
  await expect(clientOf(pool, data).renewAccessToken()).rejects.toMatchObject({
    code: 'REFRESH_TOKEN_REVOKED',
  });
  expect(await emailOf(sessions, copy)).toBeUndefined();
});

describe('what hangs', () => {
  const hanging = useHangs();
  const LIMIT = { timeoutMs: 60_000 };
  const UNAVAILABLE = { code: 'VERIFICATION_UNAVAILABLE', status: 503 };

  test('a list: no session opens, and it says so in time; signing out revokes all the same', async () => {
    const pool = await startPool();
    const working = new MemoryRevocationList();
    let isHanging = false;
    const revocations = {
      hasAny: (ids: readonly string[]) => (isHanging ? hanging() : working.hasAny(ids)),
      add: (id: string) => (isHanging ? hanging() : working.add(id)),
    };
    const sessions = sessionsOf(pool, { revocations, ...LIMIT });
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    isHanging = true;
    await expect(visit(sessions, jar)).rejects.toMatchObject(UNAVAILABLE);
    const { data = {} } = session.tokens ?? {};
    expect(await session.signOut()).toMatchObject({ revoked: false, error: UNAVAILABLE });
    await expect(clientOf(pool, data).renewAccessToken()).rejects.toMatchObject({
      code: 'REFRESH_TOKEN_REVOKED',
    });
  });

  test.each(['get', 'set', 'delete', 'withLock'] as const)(
    'a store in %s: nobody waits for ever',
    async method => {
      const pool = await startPool();
      const working = new MemoryStore();
      let isHanging = false;
      const store = new Proxy<TokenStore>(working, {
        get: (target, name) =>
          name === method && isHanging ? hanging : (target[name as 'get'] as () => unknown).bind(target),
      });
      const sessions = sessionsOf(pool, { store, ...LIMIT });
      const jar = await signedIn(pool, sessions);
      const early = await visit(sessions, jar);
      isHanging = true;
      pool.clock.advance(HOUR - 30);
      const outcome = await visit(sessions, jar).then(
        ({ session }) => session.principal?.email,
        error => error.code,
      );
      expect(outcome).toBe(method === 'get' ? UNAVAILABLE.code : 'ada@example.com');
      // The renewal has a longer time than the page that wanted it.
      jest.runOnlyPendingTimers();
      expect(await early.session.signOut()).toMatchObject({ revoked: true });
    },
  );

  test('a pool: an old token serves until it expires, and then it is a 503', async () => {
    const pool = await startPool();
    let isHanging = false;
    const network = closing(await proxyTo(pool, () => undefined));
    const { fetch } = globalThis;
    const sessions = sessionsOf(pool, LIMIT, {
      ...network.through,
      fetch: (...given) => (isHanging ? hanging() : fetch(...given)),
    });
    const jar = await signedIn(pool, sessions);
    isHanging = true;
    pool.clock.advance(HOUR - 30);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    pool.clock.advance(31);
    await expect(visit(sessions, jar)).rejects.toMatchObject(UNAVAILABLE);
  });
});
