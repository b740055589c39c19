import { inspect } from 'node:util';
import { Cognito, MemoryStore, UserPool } from 'portcullis';
import { InvalidOptionError } from 'portcullis/errors';
import { GatesAdmin } from 'portcullis/gates';
import { createGuard } from 'portcullis/http';
import type { LocalPool } from 'portcullis/local';
import type { JsonWebKeySet } from 'portcullis/verify';
import { countingProxy } from '../helpers/counting-proxy.js';
import { credentials } from '../helpers/managers.js';
import { ada, CLIENT_SECRET, closeAfterEach, closing, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

/** A user pool whose traffic is counted. */
async function shared() {
  const local = await poolWith({ groups: [{ name: 'admins' }], users: [{ ...ada, groups: ['admins'] }] });
  const network = closing(await countingProxy(local.endpoint));
  const { userPoolId, issuer } = local;
  const options = {
    userPoolId,
    clientId: 'app',
    endpoint: network.endpoint,
    issuer,
    jwksUri: `${network.endpoint}/${userPoolId}/.well-known/jwks.json`,
    credentials,
  };
  return { local, network, options, pool: closing(new UserPool(options)) };
}

const tokensOf = async (local: LocalPool) => {
  const { accessToken, idToken, refreshToken } = await local.tokensFor('ada');
  return { accessToken, idToken, refreshToken };
};

describe('many people over one pool', () => {
  test('people one after another cost one key fetch and one connection', async () => {
    const { network, pool } = await shared();
    for (let i = 0; i < 5; i++) await new Cognito({ pool, username: 'ada' }).authenticate(PASSWORD);
    expect(network.keyFetches).toBe(1);
    // The keys come by the platform's fetch, which keeps a connection of its own.
    expect(network.connections).toBe(2);
  });

  test('views of stored tokens cost one key fetch and nothing else', async () => {
    const { local, network, pool } = await shared();
    const tokens = await tokensOf(local);
    const views = Array.from({ length: 100 }, () => new Cognito({ pool, ...tokens }));
    const verified = await Promise.all(views.map(view => view.verifyTokens()));
    expect(verified.map(({ id }) => id.email)).toEqual(Array(100).fill('ada@example.com'));
    expect(network).toMatchObject({ keyFetches: 1, connections: 1 });
  });

  test('calls at the same time take no more connections than there are calls', async () => {
    const { local, network, pool } = await shared();
    const tokens = await tokensOf(local);
    const people = Array.from({ length: 8 }, () => new Cognito({ pool, ...tokens }));
    for (let round = 0; round < 3; round++) await Promise.all(people.map(person => person.getUser()));
    expect(network.connections).toBeLessThanOrEqual(8);
  });

  test('each has a session of its own', async () => {
    const { pool } = await shared();
    const [first, second] = [new Cognito({ pool, username: 'ada' }), new Cognito({ pool, username: 'ada' })];
    await first.authenticate(PASSWORD);
    expect(second.tokens).toBeUndefined();
    await second.authenticate(PASSWORD);
    await second.revoke();
    expect(second.tokens).toBeUndefined();
    await expect(first.renewAccessToken()).resolves.toBeDefined();
  });

  test('a session comes back from the pool’s store', async () => {
    const { options } = await shared();
    const pool = closing(new UserPool({ ...options, store: new MemoryStore() }));
    await new Cognito({ pool, username: 'ada' }).authenticate(PASSWORD);
    const restored = await Cognito.restore({ pool, username: 'ada' });
    expect((await restored?.getUser())?.attributes.email).toBe('ada@example.com');
    expect(await Cognito.restore({ pool, username: 'bob' })).toBeUndefined();
  });
});

describe('what belongs to the pool', () => {
  test('administrators need no person', async () => {
    const { pool } = await shared();
    expect((await pool.users.list().toArray()).map(({ username }) => username)).toEqual(['ada']);
    expect((await pool.groups.list().toArray()).map(({ name }) => name)).toEqual(['admins']);
    expect((await pool.info.getClient()).clientId).toBe('app');
    const cognito = new Cognito({ pool, username: 'ada' });
    expect([cognito.users, cognito.groups, cognito.info]).toEqual([pool.users, pool.groups, pool.info]);
  });

  test('a guard takes it, with the kind of token', async () => {
    const { local, network, pool } = await shared();
    const { accessToken, idToken } = await tokensOf(local);
    const guard = createGuard({ pool, tokenUse: 'access' });
    const request = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    expect((await guard(request(accessToken))).groups).toEqual(['admins']);
    await expect(guard(request(idToken))).rejects.toMatchObject({ mismatch: { claim: 'token_use' } });
    await pool.verifier.verify(idToken);
    expect(network.keyFetches).toBe(1);
  });

  test('a guard wants to know the kind of token, and either a pool or a verifier', async () => {
    const { pool } = await shared();
    expect(() => createGuard({ pool } as never)).toThrow('options.tokenUse is missing');
    expect(() => createGuard({ pool, tokenUse: 'id', verifier: pool.verifier } as never)).toThrow(
      'options.verifier stands beside a pool',
    );
    expect(() => createGuard({} as never)).toThrow('options.verifier is missing');
  });

  test('the Gates backend is where the pool says', async () => {
    const { options } = await shared();
    const pool = closing(new UserPool({ ...options, gatesUrl: 'https://host/stage/' }));
    expect(new GatesAdmin({ pool }).baseUrl).toBe('https://host/stage');
    expect(new Cognito({ pool }).gates.baseUrl).toBe('https://host/stage');
    expect(() => new Cognito({ pool: closing(new UserPool(options)) }).gates).toThrow(
      'options.gatesUrl is missing',
    );
  });
});

describe('closing', () => {
  test('a person leaves a pool open that was handed in, and closes one of their own', async () => {
    const { network, options, pool } = await shared();
    {
      await using cognito = new Cognito({ pool, username: 'ada' });
      await cognito.initiateForgotPassword();
    }
    await new Cognito({ pool, username: 'ada' }).initiateForgotPassword();
    expect(network.connections).toBe(1);
    {
      await using cognito = new Cognito({ ...options, username: 'ada' });
      await cognito.initiateForgotPassword();
    }
    expect(network.connections).toBe(2);
  });

  test('calls after it open a new connection', async () => {
    const { network, pool } = await shared();
    await new Cognito({ pool, username: 'ada' }).initiateForgotPassword();
    pool.close();
    await new Cognito({ pool, username: 'ada' }).initiateForgotPassword();
    expect(network.connections).toBe(2);
  });
});

describe('where the keys are', () => {
  test('keys that are given are not fetched', async () => {
    const { local, network, options } = await shared();
    const jwks = (await (await fetch(local.jwksUri)).json()) as JsonWebKeySet;
    const { jwksUri: _, ...rest } = options;
    const cognito = closing(new Cognito({ ...rest, jwks, ...(await tokensOf(local)) }));
    expect((await cognito.verifyTokens()).id.email).toBe('ada@example.com');
    expect(network.keyFetches).toBe(0);
  });

  test('a mismatch of issuers names both and the option that settles it', async () => {
    const { local, options } = await shared();
    const { issuer: _, ...rest } = options;
    const cognito = closing(new Cognito({ ...rest, ...(await tokensOf(local)) }));
    const error = await errorOf<Error & { advice: string; mismatch: object }>(cognito.verifyTokens());
    expect(error).toMatchObject({
      mismatch: {
        claim: 'iss',
        expected: [`${options.endpoint}/${options.userPoolId}`],
        actual: local.issuer,
      },
    });
    expect(error.advice).toContain('set issuer');
  });

  test('clockToleranceSeconds lets a token in that has just expired', async () => {
    const { local, options } = await shared();
    const tokens = await tokensOf(local);
    const clock = () => Date.now() + 3_630_000;
    const strict = closing(new Cognito({ ...options, clock, ...tokens }));
    await expect(strict.verifyTokens()).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    const tolerant = closing(new Cognito({ ...options, clock, clockToleranceSeconds: 60, ...tokens }));
    await expect(tolerant.verifyTokens()).resolves.toBeDefined();
  });
});

test('the tokens of two people are no session', async () => {
  const local = await poolWith({ users: [ada, { ...ada, username: 'eve', attributes: {} }] });
  const { userPoolId, endpoint } = local;
  const { accessToken } = await local.tokensFor('ada');
  const { idToken } = await local.tokensFor('eve');
  const pool = closing(new UserPool({ userPoolId, clientId: 'app', endpoint }));
  await expect(new Cognito({ pool, accessToken, idToken }).verifyTokens()).rejects.toMatchObject({
    code: 'INVALID_TOKEN',
    mismatch: { claim: 'sub' },
  });
});

describe('options', () => {
  const good = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app' };

  test.each<[object, string]>([
    [{ pool: new UserPool(good), clientId: 'other' }, 'options.clientId is not a known key; allowed: pool,'],
    [{ pool: {} }, 'options.pool must be a UserPool'],
    [{ pool: new UserPool({ userPoolId: good.userPoolId }) }, 'options.clientId is missing'],
    [{ userPoolId: good.userPoolId }, 'options.clientId is missing'],
    [{ ...good, clientId: null }, 'options.clientId is missing'],
    [
      { ...good, deviceKey: 'd' },
      'options.deviceKey belongs to tokens, and there are none: pass refreshToken',
    ],
    [
      { ...good, refreshToken: 'r', store: new MemoryStore() },
      'options.username is missing: a refresh token',
    ],
  ])('of a person: %#', (options, message) => {
    expect(() => new Cognito(options as never)).toThrow(message);
  });

  test.each<[object, string]>([
    [{ credentials: { accessKeyId: 'a' } }, 'options.credentials must be AWS credentials'],
    [{ credentials: 'key' }, 'options.credentials must be AWS credentials'],
    [
      { timeoutMs: 2 ** 31 },
      'options.timeoutMs must be a whole number of milliseconds, from 1 to 2147483647',
    ],
    [{ timeoutMs: Number.NaN }, 'options.timeoutMs must be a whole number of milliseconds'],
    [{ maxAttempts: 0.5 }, 'options.maxAttempts must be a whole number of attempts, at least 1'],
    [{ clockToleranceSeconds: -1 }, 'options.clockToleranceSeconds must be a number of seconds'],
    [{ jwks: {} }, 'options.jwks must be a JSON Web Key Set'],
    [{ username: 'ada' }, 'options.username is not a known key'],
  ])('of a pool: %#', (options, message) => {
    const make = () => new UserPool({ ...good, ...options });
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(message);
  });

  test('a store is needed to restore from', async () => {
    await expect(Cognito.restore({ ...good, username: 'ada' })).rejects.toThrow('options.store is missing');
  });

  test('a pool shows no secret', () => {
    const pool = new UserPool({
      ...good,
      clientSecret: CLIENT_SECRET,
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'a very secret key' },
    });
    const shown = inspect(pool, { depth: 9, showHidden: true }) + JSON.stringify(pool) + inspect(pool.api);
    expect(shown).toContain(good.userPoolId);
    expect(shown).not.toMatch(/secret key|topsecret/);
  });
});
