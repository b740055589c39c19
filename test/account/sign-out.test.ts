import { Cognito, MemoryStore } from 'portcullis';
import { NotSignedInError, StoreUnavailableError } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import { ada, type ClientOptions, clientOf, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const HOUR = 3600;

/** A network that lets through what `passes` says. */
const network = { passes: (_operation: string): boolean => true };
beforeEach(() => {
  network.passes = () => true;
});

class FailingStore extends MemoryStore {
  fails = false;
  override async delete(...args: Parameters<MemoryStore['delete']>): Promise<boolean> {
    if (this.fails) throw new StoreUnavailableError('the disk', 'EIO');
    return await super.delete(...args);
  }
}

async function signedIn(options: ClientOptions = {}) {
  let passed = 0;
  const clock = () => Date.now() + passed * 1000;
  const pool = await poolWith({ users: [ada] }, { clock });
  const cognito = clientOf(pool, {
    clock,
    maxAttempts: 1,
    fetch: async (input, init) => {
      const operation = new Headers(init?.headers).get('x-amz-target')?.split('.').pop() ?? '';
      if (!network.passes(operation)) throw new Error('reset');
      return await fetch(input, init);
    },
    ...options,
  });
  const { data } = await cognito.authenticate(PASSWORD);
  const advance = (seconds: number) => {
    passed += seconds;
  };
  return { pool, cognito, data, advance };
}

const isHonoured = async (pool: LocalPool, { refreshToken }: { refreshToken?: string | undefined }) =>
  await clientOf(pool, { refreshToken })
    .renewAccessToken()
    .then(
      () => true,
      () => false,
    );

test('where the tokens cannot be renewed, the session is revoked by its refresh token', async () => {
  const { pool, cognito, data, advance } = await signedIn();
  const elsewhere = await pool.tokensFor('ada');
  advance(HOUR + 60);
  network.passes = operation => operation !== 'GetTokensFromRefreshToken';
  expect(await cognito.logout()).toMatchObject({
    revoked: false,
    thisSession: true,
    error: { name: 'ConnectionError' },
  });
  expect(cognito.tokens).toBeUndefined();
  expect(await isHonoured(pool, data)).toBe(false);
  expect(await isHonoured(pool, elsewhere)).toBe(true);
});

test('an access token that the pool calls expired, while ours says fresh, is renewed', async () => {
  const { pool, cognito } = await signedIn();
  const elsewhere = await pool.tokensFor('ada');
  pool.clock.advance(HOUR + 60);
  expect(await cognito.logout()).toEqual({ revoked: true });
  expect(await isHonoured(pool, elsewhere)).toBe(false);
});

test.each(['logout', 'revoke'] as const)('%s can be repeated after the network failed', async end => {
  const { pool, cognito, data } = await signedIn({ store: new MemoryStore() });
  network.passes = () => false;
  expect(await cognito[end]()).toMatchObject({ revoked: false, error: { code: 'CONNECTION_FAILED' } });
  expect(cognito.tokens).toBeUndefined();
  await expect(cognito.getUser()).rejects.toBeInstanceOf(NotSignedInError);
  expect(await isHonoured(pool, data)).toBe(true);
  network.passes = () => true;
  expect(await cognito[end]()).toEqual({ revoked: true });
  expect(await isHonoured(pool, data)).toBe(false);
  await expect(cognito[end]()).rejects.toBeInstanceOf(NotSignedInError);
});

test.each(['logout', 'revoke'] as const)('%s can be repeated after the store failed', async end => {
  const store = new FailingStore();
  const { cognito } = await signedIn({ store });
  store.fails = true;
  expect(await cognito[end]()).toMatchObject({ revoked: true, storeError: { code: 'STORE_UNAVAILABLE' } });
  store.fails = false;
  expect(await cognito[end]()).toEqual({ revoked: true });
  expect(await Cognito.restore({ pool: cognito.pool, username: 'ada' })).toBeUndefined();
});

test('a deletion that Cognito carried out says where the store failed after it', async () => {
  const store = new FailingStore();
  const { pool, cognito, data } = await signedIn({ store });
  store.fails = true;
  expect(await cognito.deleteUser()).toMatchObject({ storeError: { code: 'STORE_UNAVAILABLE' } });
  expect(cognito.tokens).toBeUndefined();
  expect(await isHonoured(pool, data)).toBe(false);
});

test('a network and a store that both fail are both reported', async () => {
  const store = new FailingStore();
  const { cognito } = await signedIn({ store });
  store.fails = true;
  network.passes = () => false;
  expect(await cognito.logout()).toMatchObject({
    revoked: false,
    error: { code: 'CONNECTION_FAILED' },
    storeError: { code: 'STORE_UNAVAILABLE' },
  });
});

test('a pool that does not answer keeps no session in the store', async () => {
  const store = new MemoryStore();
  const { pool, cognito } = await signedIn({ store });
  const silent = clientOf(pool, { store, fetch: () => new Promise(() => {}) });
  silent.close();
  const restored = await Cognito.restore({ pool: silent.pool, username: 'ada' });
  expect(await restored?.logout({ timeoutMs: 300 })).toMatchObject({
    revoked: false,
    error: { code: 'TIMED_OUT' },
  });
  expect(await Cognito.restore({ pool: cognito.pool, username: 'ada' })).toBeUndefined();
});

test('a sign-out that is given up beforehand ends nothing', async () => {
  const { pool, cognito, data } = await signedIn();
  const signal = AbortSignal.abort(new Error('given up'));
  await expect(cognito.logout({ signal })).rejects.toThrow('given up');
  expect(cognito.tokens).toBeDefined();
  expect(await isHonoured(pool, data)).toBe(true);
});

describe('a sign-in over a session', () => {
  test('leaves it, unless it is asked to revoke it', async () => {
    const { pool, cognito, data } = await signedIn();
    await cognito.authenticate(PASSWORD);
    expect(await isHonoured(pool, data)).toBe(true);
    const { data: second } = await cognito.authenticate(PASSWORD, { revokeReplaced: true });
    expect(await isHonoured(pool, data)).toBe(true);
    const third = await cognito.authenticate(PASSWORD, { revokeReplaced: true });
    expect(await isHonoured(pool, second)).toBe(false);
    expect(await isHonoured(pool, third)).toBe(true);
  });

  test('revokes the one in the store, too', async () => {
    const store = new MemoryStore();
    const { pool, data } = await signedIn({ store });
    await clientOf(pool, { store }).authenticate(PASSWORD, { revokeReplaced: true });
    expect(await isHonoured(pool, data)).toBe(false);
  });

  test('stands where the old one cannot be revoked', async () => {
    const { cognito } = await signedIn();
    network.passes = operation => operation !== 'RevokeToken';
    await cognito.authenticate(PASSWORD, { revokeReplaced: true });
    expect((await cognito.getUser()).username).toBe('ada');
  });
});
