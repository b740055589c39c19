import { inspect } from 'node:util';
import { Cognito, MemoryStore, UserPool } from 'portcullis';
import { NotSignedInError } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import {
  ada,
  CLIENT_SECRET,
  type ClientOptions,
  clientOf,
  closeAfterEach,
  closing,
  errorOf,
  PASSWORD,
  poolWith,
} from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';

closeAfterEach();

const HOUR = 3600;

/** A person who holds some of the tokens of Ada's sign-in, and does not say whose they are. */
async function holding(
  pool: LocalPool,
  parts: readonly ('accessToken' | 'idToken' | 'refreshToken')[],
  options: ClientOptions = {},
): Promise<Cognito> {
  const tokens = await pool.tokensFor('ada');
  const held = Object.fromEntries(parts.map(name => [name, tokens[name]]));
  return clientOf(pool, { username: undefined, ...held, ...options });
}

describe('a refresh token alone', () => {
  test.each<[string, (cognito: Cognito) => Promise<unknown>, unknown]>([
    ['the access token', async cognito => (await cognito.getAccessToken()).length > 0, true],
    ['the id token', async cognito => (await cognito.getIdToken()).length > 0, true],
    ['a call', async cognito => (await cognito.getUser()).username, 'ada'],
    ['verified claims', async cognito => (await cognito.verifyTokens()).id.email, 'ada@example.com'],
    ['the check of the tokens', cognito => cognito.checkToken(), true],
  ])('gets the others for %s', async (_what, use, expected) => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['refreshToken']);
    expect(await use(cognito)).toEqual(expected);
    expect(cognito.username).toBe('ada');
    expect(cognito.tokens?.refreshToken).toBeTruthy();
  });

  test('is exchanged once for all who need a token', async () => {
    const pool = await poolWith({ users: [ada] });
    const network = await proxyTo(pool);
    const cognito = await holding(pool, ['refreshToken'], network.through);
    await Promise.all([cognito.getAccessToken(), cognito.getIdToken(), cognito.getUser()]);
    network.close();
    expect(network.counts.GetTokensFromRefreshToken).toBe(1);
  });

  test('is a session, though nothing says whose until it is exchanged', async () => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['refreshToken']);
    expect(cognito.tokens).toMatchObject({ username: undefined, sub: undefined, expiresAt: undefined });
    expect(cognito.tokens?.data.refreshToken).toBeTruthy();
  });

  test('can be revoked without being exchanged', async () => {
    const pool = await poolWith({ users: [ada] });
    const network = await proxyTo(pool);
    const cognito = await holding(pool, ['refreshToken'], network.through);
    expect(await cognito.revoke()).toEqual({ revoked: true });
    network.close();
    expect(network.counts).toEqual({ RevokeToken: 1 });
  });

  test('is stored under the name that was given, with the tokens that it got', async () => {
    const pool = await poolWith({ users: [ada] });
    const store = new MemoryStore();
    const cognito = await holding(pool, ['refreshToken'], { username: 'ada@example.com', store });
    await cognito.getAccessToken();
    const { userPoolId, endpoint } = pool;
    const shared = closing(new UserPool({ userPoolId, endpoint, clientId: 'app', store }));
    const restored = await Cognito.restore({ pool: shared, username: 'ada@example.com' });
    expect(restored?.tokens?.data).toEqual(cognito.tokens?.data);
  });

  test('is renewed with the name that was given, where the pool has only REFRESH_TOKEN_AUTH', async () => {
    const pool = await poolWith({
      clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }],
      users: [ada],
    });
    const network = await proxyTo(pool, operation =>
      operation === 'GetTokensFromRefreshToken'
        ? { status: 400, exception: 'UnknownOperationException' }
        : undefined,
    );
    const cognito = await holding(pool, ['refreshToken'], { ...network.through, username: 'ada' });
    expect((await cognito.verifyTokens()).access.username).toBe('ada');
    network.close();
  });
});

describe('beside a session in the store', () => {
  /** A store that holds an earlier sign-in of Ada's. */
  async function withEarlierSession() {
    const pool = await poolWith({ users: [ada] });
    const store = new MemoryStore();
    const earlier = clientOf(pool, { store });
    await earlier.authenticate(PASSWORD);
    pool.clock.advance(60);
    return { pool, store, earlier: earlier.tokens };
  }

  test('a refresh token serves where the stored session is over', async () => {
    const { pool, store, earlier } = await withEarlierSession();
    await clientOf(pool, { ...earlier?.data }).revoke();
    const cognito = await holding(pool, ['refreshToken'], { username: 'ada', store });
    const given = cognito.tokens?.refreshToken;
    pool.clock.advance(HOUR);
    await errorOf(clientOf(pool, { ...earlier?.data }).getUser()); // a client learns what time it is
    await cognito.initiateForgotPassword();
    expect((await cognito.getUser()).username).toBe('ada');
    expect(cognito.tokens?.refreshToken).toBe(given);
    const restored = await Cognito.restore({ pool: cognito.pool, username: 'ada' });
    expect(restored?.tokens?.refreshToken).toBe(given);
  });

  test('tokens of a later sign-in stay, and are renewed', async () => {
    const { pool, store } = await withEarlierSession();
    const parts = ['accessToken', 'idToken', 'refreshToken'] as const;
    const cognito = await holding(pool, parts, { username: 'ada', store });
    const before = (await cognito.verifyTokens()).access.claims.origin_jti;
    await cognito.renewAccessToken();
    expect((await cognito.verifyTokens()).access.claims.origin_jti).toBe(before);
  });

  test('tokens of an earlier sign-in give way to it', async () => {
    const { pool, store, earlier } = await withEarlierSession();
    const later = clientOf(pool, { store });
    await later.authenticate(PASSWORD);
    const cognito = clientOf(pool, { ...earlier?.data, store });
    await cognito.renewAccessToken();
    expect(cognito.tokens?.data).toEqual(later.tokens?.data);
  });
});

describe('an access token alone', () => {
  test('serves the calls that it authorises, and verifies', async () => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['accessToken']);
    expect((await cognito.getUser()).username).toBe('ada');
    expect((await cognito.verifyTokens()).access.username).toBe('ada');
    expect(cognito.username).toBe('ada');
    expect(await cognito.logout()).toEqual({ revoked: true });
  });

  test('serves until it expires, and then the refresh token is what is missing', async () => {
    const pool = await poolWith({ users: [ada] });
    const cognito = await holding(pool, ['accessToken']);
    pool.clock.advance(HOUR - 30);
    await cognito.getUser();
    expect(await cognito.checkToken()).toBe(false);
    pool.clock.advance(60);
    await errorOf(cognito.getUser()); // how the client learns what time it is
    expect(await errorOf(cognito.getUser())).toMatchObject({
      code: 'NOT_SIGNED_IN',
      missing: 'refreshToken',
      message: 'the session has no refreshToken to renew it with',
    });
  });

  test('is no id token: what is missing has a name', async () => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['accessToken']);
    const error = await errorOf(cognito.getIdToken());
    expect(error).toBeInstanceOf(NotSignedInError);
    expect(error).toMatchObject({
      missing: 'idToken',
      message: 'the session has no idToken, and no refreshToken to get one with',
      advice: 'Call authenticate() first, or pass idToken.',
    });
    const verified = await cognito.verifyTokens();
    expect(() => verified.id).toThrow(error.message);
    expect({ ...verified }).toEqual({ access: verified.access });
  });

  test('gets the id token with a refresh token beside it', async () => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['accessToken', 'refreshToken']);
    const before = await cognito.getAccessToken();
    expect(cognito.tokens?.idToken).toBeUndefined();
    expect(await cognito.getIdToken()).toBe(cognito.tokens?.idToken);
    expect(await cognito.getAccessToken()).not.toBe(before);
  });
});

describe('an id token alone', () => {
  test('verifies, and is handed out', async () => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['idToken']);
    expect((await cognito.verifyTokens()).id.email).toBe('ada@example.com');
    expect(await cognito.getIdToken()).toBe(cognito.tokens?.idToken);
    expect(cognito.username).toBe('ada');
  });

  test.each<[string, (cognito: Cognito) => Promise<unknown>]>([
    ['a call', cognito => cognito.getUser()],
    ['the access token', cognito => cognito.getAccessToken()],
  ])('does not serve for %s', async (_what, use) => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['idToken']);
    expect(await errorOf(use(cognito))).toMatchObject({ code: 'NOT_SIGNED_IN', missing: 'accessToken' });
  });

  test.each([
    ['logout', 'accessToken'],
    ['revoke', 'refreshToken'],
  ] as const)(
    'is forgotten by %s, which says that nothing was revoked for want of the %s',
    async (end, missing) => {
      const cognito = await holding(await poolWith({ users: [ada] }), ['idToken']);
      const error = { code: 'NOT_SIGNED_IN', missing };
      expect(await cognito[end]()).toMatchObject({ revoked: false, error });
      expect(cognito.tokens).toBeUndefined();
    },
  );

  test('of a stranger does not verify', async () => {
    const pool = await poolWith({ users: [ada] });
    const { idToken } = await (await poolWith({ users: [ada] })).tokensFor('ada');
    await expect(clientOf(pool, { idToken }).verifyTokens()).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });
});

test('the tokens of a sign-in are all there, and say how to send them', async () => {
  const cognito = clientOf(await poolWith({ users: [ada] }));
  const { accessToken, idToken, tokenType, expiresAt } = await cognito.authenticate(PASSWORD);
  expect([accessToken, idToken].every(Boolean)).toBe(true);
  expect(tokenType).toBe('Bearer');
  expect(expiresAt.getTime()).toBeGreaterThan(Date.now());
});

describe('what was verified', () => {
  test('is at hand after a sign-in and after a renewal', async () => {
    const cognito = clientOf(await poolWith({ users: [ada] }));
    expect(cognito.verified).toBeUndefined();
    await cognito.authenticate(PASSWORD);
    const before = cognito.verified;
    expect(before).toEqual(await cognito.verifyTokens());
    expect(before?.id.email).toBe('ada@example.com');
    await cognito.renewAccessToken();
    expect(cognito.verified?.access.claims.jti).not.toBe(before?.access.claims.jti);
    expect(cognito.verified).toEqual(await cognito.verifyTokens());
    await cognito.logout();
    expect(cognito.verified).toBeUndefined();
  });

  test('of tokens from elsewhere is at hand once they are verified', async () => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['idToken']);
    expect(cognito.verified).toBeUndefined();
    await cognito.verifyTokens();
    const { verified } = cognito;
    expect(verified?.id.username).toBe('ada');
    expect(() => verified?.access).toThrow('the session has no accessToken');
  });

  test('is nothing where the tokens are another user’s than the one who is named', async () => {
    const cognito = await holding(await poolWith({ users: [ada] }), ['accessToken', 'idToken'], {
      username: 'eve',
    });
    await errorOf(cognito.verifyTokens());
    expect(cognito.verified).toBeUndefined();
  });

  test('has no secret of the tokens in it', async () => {
    const cognito = clientOf(await poolWith({ users: [ada] }));
    const { accessToken, idToken } = await cognito.authenticate(PASSWORD);
    const shown = inspect(cognito.verified, { depth: 8 });
    for (const token of [accessToken, idToken]) expect(shown).not.toContain(token);
  });
});
