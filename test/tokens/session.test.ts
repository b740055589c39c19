import { Cognito, MemoryStore, type TokenStore } from 'portcullis';
import { ConnectionError, NotAuthorizedError, RefreshTokenReuseError } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import {
  ada,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
  rotating,
} from '../helpers/pool.js';
import { type Network, proxyTo } from '../helpers/proxy.js';

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

async function signedIn(pool: LocalPool, options: ConstructorParameters<typeof Cognito>[0] | object = {}) {
  const cognito = clientOf(pool, options);
  await cognito.authenticate(PASSWORD);
  return cognito;
}

test('renewing gives a new access token for the same sign-in', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = await signedIn(pool);
  const before = await cognito.verifyTokens();
  pool.clock.advance(60);
  await cognito.renewAccessToken();
  const after = await cognito.verifyTokens();
  expect(after.access.authTime).toEqual(before.access.authTime);
  expect(after.access.expiresAt.getTime()).toBeGreaterThan(before.access.expiresAt.getTime());
});

test('a token is renewed before it expires, and not sooner than it must', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = await signedIn(pool);
  const first = await cognito.getAccessToken();
  pool.clock.advance(HOUR - 120);
  await cognito.getUser(); // the answer's date is how the client learns that time has passed
  expect(await cognito.getAccessToken()).toBe(first);
  pool.clock.advance(61);
  await cognito.getUser();
  expect(await cognito.getAccessToken()).not.toBe(first);
});

test('checkToken says whether it renewed', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = await signedIn(pool);
  expect(await cognito.checkToken()).toBe(false);
  pool.clock.advance(HOUR - 30);
  await cognito.getUser();
  const before = cognito.tokens;
  expect(await cognito.checkToken({ renew: false })).toBe(true);
  expect(cognito.tokens).toBe(before);
  expect(await cognito.checkToken()).toBe(true);
  expect(await cognito.checkToken({ renew: false })).toBe(false);
});

test('1,000 calls on an expired token make one request, and all get its result', async () => {
  const pool = await poolWith({ clients: [rotating], users: [ada] });
  const { counts, through } = await proxy(pool);
  const cognito = await signedIn(pool, { ...through, renewBeforeExpiryMs: 2 * HOUR * 1000 });
  const tokens = await Promise.all(Array.from({ length: 1000 }, () => cognito.getAccessToken()));
  expect(counts.GetTokensFromRefreshToken).toBe(1);
  expect(new Set(tokens).size).toBe(1);
});

test('1,000 calls on a session that ended make one request, and all get its error', async () => {
  const pool = await poolWith({ users: [ada] });
  const { counts, through } = await proxy(pool);
  const cognito = await signedIn(pool, { ...through, renewBeforeExpiryMs: 2 * HOUR * 1000 });
  await clientOf(pool, { ...cognito.tokens?.data }).logout();
  const results = await Promise.allSettled(Array.from({ length: 1000 }, () => cognito.getAccessToken()));
  expect(counts.GetTokensFromRefreshToken).toBe(1);
  expect(
    results.every(result => result.status === 'rejected' && result.reason instanceof NotAuthorizedError),
  ).toBe(true);
  expect(cognito.tokens).toBeUndefined();
});

describe('rotation', () => {
  test('replaces the refresh token, and the new one works', async () => {
    const cognito = await signedIn(await poolWith({ clients: [rotating], users: [ada] }));
    const first = cognito.tokens?.refreshToken;
    await cognito.renewAccessToken();
    expect(cognito.tokens?.refreshToken).not.toBe(first);
    await expect(cognito.renewAccessToken()).resolves.toBeDefined();
  });

  test('ends the session of whoever uses a spent token, with an error of its own', async () => {
    const pool = await poolWith({ clients: [rotating], users: [ada] });
    const cognito = await signedIn(pool);
    const copy = clientOf(pool, { ...cognito.tokens?.data });
    await cognito.renewAccessToken();
    const error = await errorOf(copy.renewAccessToken());
    expect(error).toBeInstanceOf(RefreshTokenReuseError);
    expect(error).toMatchObject({ code: 'REFRESH_TOKEN_REUSED' });
    expect(copy.tokens).toBeUndefined();
  });

  test('stores the new refresh token before it hands the tokens out', async () => {
    const memory = new MemoryStore();
    const store = spied(memory);
    const cognito = await signedIn(await poolWith({ clients: [rotating], users: [ada] }), { store });
    const tokens = await cognito.renewAccessToken();
    expect(store.lastSet?.refreshToken).toBe(tokens.refreshToken);
    expect(store.resolved).toBe(true);
  });

  test('does not lose the new refresh token when the store fails once', async () => {
    const store = spied(new MemoryStore());
    const cognito = await signedIn(await poolWith({ clients: [rotating], users: [ada] }), { store });
    store.failNext = true;
    await expect(cognito.renewAccessToken()).rejects.toThrow('disk full');
    await cognito.renewAccessToken();
    await expect(cognito.renewAccessToken()).resolves.toBeDefined();
  });
});

function spied(
  inner: MemoryStore,
): TokenStore & { lastSet?: { refreshToken?: string | undefined }; resolved?: boolean; failNext?: boolean } {
  const store: ReturnType<typeof spied> = {
    get: key => inner.get(key),
    delete: (...args) => inner.delete(...args),
    withLock: (key, work) => inner.withLock(key, work),
    async set(key, tokens, expected) {
      if (store.failNext) {
        store.failNext = false;
        throw new Error('disk full');
      }
      const isStored = await inner.set(key, tokens, expected);
      store.lastSet = tokens;
      store.resolved = true;
      return isStored;
    },
  };
  return store;
}

describe('a transient failure', () => {
  test.each([
    ['a throttle', 400, 'TooManyRequestsException'],
    ['a failure of the service', 500, 'InternalErrorException'],
  ])('such as %s leaves the session as it was', async (_what, status, exception) => {
    const pool = await poolWith({ users: [ada] });
    let failing = true;
    const { through } = await proxy(pool, operation =>
      failing && operation === REFRESH ? { status, exception } : undefined,
    );
    const cognito = await signedIn(pool, { ...through, maxAttempts: 1 });
    const before = cognito.tokens;
    await errorOf(cognito.renewAccessToken());
    expect(cognito.tokens).toBe(before);
    failing = false;
    await expect(cognito.renewAccessToken()).resolves.toBeDefined();
  });

  test('is retried by the SDK before anybody hears of it', async () => {
    const pool = await poolWith({ users: [ada] });
    const { counts, through } = await proxy(pool, (operation, count) =>
      operation === REFRESH && count === 1 ? { status: 500, exception: 'InternalErrorException' } : undefined,
    );
    const cognito = await signedIn(pool, through);
    await cognito.renewAccessToken();
    expect(counts.GetTokensFromRefreshToken).toBe(2);
  });

  test('such as a network that is down leaves the session as it was', async () => {
    const pool = await poolWith({ users: [ada] });
    const network = await proxy(pool);
    const cognito = await signedIn(pool, { ...network.through, maxAttempts: 1 });
    const before = cognito.tokens;
    network.close();
    expect(await errorOf(cognito.renewAccessToken())).toBeInstanceOf(ConnectionError);
    expect(cognito.tokens).toBe(before);
  });
});

test('a pool that lacks GetTokensFromRefreshToken is refreshed through REFRESH_TOKEN_AUTH', async () => {
  const pool = await poolWith({ clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }], users: [ada] });
  const { counts, through } = await proxy(pool, operation =>
    operation === REFRESH ? { status: 400, exception: 'UnknownOperationException' } : undefined,
  );
  const cognito = await signedIn(pool, through);
  const first = cognito.tokens?.accessToken;
  await cognito.renewAccessToken();
  expect(cognito.tokens?.accessToken).not.toBe(first);
  expect(cognito.tokens?.refreshToken).toBeTruthy();
  expect(counts[REFRESH]).toBe(1);
});

test('a clock that is hours off signs in, and knows when tokens expire', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = clientOf(pool, { clock: () => Date.now() - 5 * HOUR * 1000 });
  await cognito.authenticate(PASSWORD);
  await cognito.verifyTokens();
  expect(await cognito.checkToken()).toBe(false);
  const { accessToken } = cognito.tokens ?? {};
  pool.clock.advance(HOUR);
  await cognito.getUser();
  expect(cognito.tokens?.accessToken).not.toBe(accessToken);
});

describe('a restart', () => {
  test('brings the session back from the store', async () => {
    const pool = await poolWith({ users: [ada] });
    const store = new MemoryStore();
    await signedIn(pool, { store });
    const restored = await Cognito.restore({
      store,
      userPoolId: pool.userPoolId,
      clientId: 'app',
      endpoint: pool.endpoint,
      username: 'ada',
    });
    expect((await restored?.getUser())?.attributes.email).toBe('ada@example.com');
    await expect(restored?.renewAccessToken()).resolves.toBeDefined();
  });

  test('finds nothing for somebody who never signed in', async () => {
    const pool = await poolWith({ users: [ada] });
    const options = {
      userPoolId: pool.userPoolId,
      clientId: 'app',
      endpoint: pool.endpoint,
      username: 'bob',
    };
    expect(await Cognito.restore({ ...options, store: new MemoryStore() })).toBeUndefined();
  });
});

describe('signing out', () => {
  test('everywhere kills the refresh token and clears the store', async () => {
    const pool = await poolWith({ users: [ada] });
    const store = new MemoryStore();
    const cognito = await signedIn(pool, { store });
    const copy = clientOf(pool, { ...cognito.tokens?.data });
    expect(await cognito.logout()).toEqual({ revoked: true });
    expect(cognito.tokens).toBeUndefined();
    expect(
      await store.get({ userPoolId: pool.userPoolId, clientId: 'app', username: 'ada' }),
    ).toBeUndefined();
    expect(await errorOf(copy.renewAccessToken())).toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
  });

  test('of this session leaves the others alone', async () => {
    const pool = await poolWith({ users: [ada] });
    const [one, other] = [await signedIn(pool), await signedIn(pool)];
    const copy = clientOf(pool, { ...one.tokens?.data });
    expect(await one.revoke()).toEqual({ revoked: true });
    await errorOf(copy.renewAccessToken());
    await expect(other.renewAccessToken()).resolves.toBeDefined();
  });

  test('clears the tokens when the network is down, and says so', async () => {
    const pool = await poolWith({ users: [ada] });
    const network = await proxy(pool);
    const cognito = await signedIn(pool, { ...network.through, maxAttempts: 1 });
    network.close();
    const outcome = await cognito.logout();
    expect(outcome).toMatchObject({ revoked: false, error: expect.any(ConnectionError) });
    expect(cognito.tokens).toBeUndefined();
  });
});

test('while a client secret is being rotated, either of the two works', async () => {
  const pool = await poolWith({ clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }], users: [ada] });
  const { counts, through } = await proxy(pool);
  const cognito = await signedIn(pool, {
    ...through,
    clientSecret: ['not-known-to-the-pool-yet', CLIENT_SECRET],
  });
  await cognito.renewAccessToken();
  expect(await cognito.revoke()).toEqual({ revoked: true });
  expect(counts.InitiateAuth).toBe(2); // the secret that works is tried first from then on
  expect(counts.GetTokensFromRefreshToken).toBe(1);
});

test('a limit that stands for an hour is not tried again, as a throttle is', async () => {
  const pool = await poolWith({ users: [ada] });
  for (const [exception, times] of [
    ['LimitExceededException', 1],
    ['TooManyRequestsException', 3],
  ] as const) {
    const { counts, through } = await proxy(pool, () => ({ status: 400, exception }));
    await errorOf(clientOf(pool, through).initiateForgotPassword());
    expect([exception, counts.ForgotPassword]).toEqual([exception, times]);
  }
});

test('who gives up waiting for a renewal leaves it to the others', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = await signedIn(pool, { renewBeforeExpiryMs: 2 * HOUR * 1000 });
  const controller = new AbortController();
  const reason = new Error('the person went away');
  const [impatient, patient] = [
    cognito.getAccessToken({ signal: controller.signal }),
    cognito.getAccessToken(),
  ];
  controller.abort(reason);
  await expect(impatient).rejects.toBe(reason);
  const renewed = await patient;
  expect(renewed).toBe(cognito.tokens?.accessToken);
});
