import { inspect } from 'node:util';
import { InvalidOptionError, StoreCorruptError, StoreUnavailableError } from 'portcullis/errors';
import { type RedisClient, RedisRevocationList, RedisStore } from 'portcullis/stores/redis';
import { revokedInList, TokenVerifier } from 'portcullis/verify';
import { createClient } from 'redis';
import { systemSeams } from '../../src/internal/waiting.js';
import { accessClaims, ISSUED_AT } from '../helpers/cognito-claims.js';
import { signingKey } from '../helpers/jwks-server.js';
import { useRedis } from '../helpers/redis-server.js';

const ada = { userPoolId: 'eu-west-1_Portcull1', clientId: 'app', username: 'ada@example.com' };
const tokens = { accessToken: 'access-secret', idToken: 'id-secret', refreshToken: 'refresh-secret' };

const redis = useRedis();

beforeEach(() => redis.client.flushAll());

async function onlyKey(): Promise<string> {
  const [key, ...others] = await redis.client.keys('*');
  expect(others).toEqual([]);
  return key!;
}

test('keys begin with the prefix and tell no username', async () => {
  await new RedisStore({ client: redis.client }).set(ada, tokens, undefined);
  expect(await onlyKey()).toMatch(/^portcullis:session-[0-9a-f]{64}$/);
});

test('stores with different prefixes share nothing', async () => {
  await new RedisStore({ client: redis.client, prefix: 'one:' }).set(ada, tokens, undefined);
  expect(await new RedisStore({ client: redis.client, prefix: 'two:' }).get(ada)).toBeUndefined();
});

test('any client that sends lists of words will do', async () => {
  const other = { call: (name: string, ...rest: string[]) => redis.client.sendCommand([name, ...rest]) };
  const store = new RedisStore({
    client: { sendCommand: ([name = '', ...rest]) => other.call(name, ...rest) },
  });
  await store.withLock(ada, () => store.set(ada, tokens, undefined));
  expect(await store.get(ada)).toEqual(tokens);
});

test('a lock leaves nothing behind', async () => {
  await new RedisStore({ client: redis.client }).withLock(ada, async () => {
    expect(await onlyKey()).toMatch(/\.lock$/);
  });
  expect(await redis.client.dbSize()).toBe(0);
});

test('a lock lives for the lifetime given, and longer while its holder works', async () => {
  let beat = () => {};
  const sleep = (_: number, done?: AbortSignal) =>
    new Promise<void>(resolve => {
      beat = resolve;
      done?.addEventListener('abort', () => resolve());
    });
  const store = new RedisStore({ client: redis.client, lockLifetimeMs: 60_000 }, { ...systemSeams, sleep });
  let finish = () => {};
  const working = store.withLock(
    ada,
    () =>
      new Promise<void>(resolve => {
        finish = resolve;
      }),
  );
  await until(async () => (await redis.client.dbSize()) === 1);
  const lock = await onlyKey();
  await redis.client.pExpire(lock, 20_000);
  beat();
  await until(async () => (await redis.client.pTTL(lock)) > 50_000);
  expect(await redis.client.pTTL(lock)).toBeLessThanOrEqual(60_000);
  finish();
  await working;
});

test('a holder that outlived its lock neither extends nor frees the lock of the next', async () => {
  const store = new RedisStore({ client: redis.client });
  await store.withLock(ada, async () => {
    await redis.client.set(await onlyKey(), 'the next owner', { expiration: { type: 'PX', value: 60_000 } });
  });
  expect(await redis.client.get(await onlyKey())).toBe('the next owner');
});

test('the lock of a process that has ended is taken at once, that of any other is waited for', async () => {
  const unwaiting = {
    ...systemSeams,
    sleep: (milliseconds: number, done?: AbortSignal) =>
      done ? systemSeams.sleep(milliseconds, done) : Promise.reject(new Error('waited for a lock')),
  };
  const store = new RedisStore({ client: redis.client }, unwaiting);
  let lock = '';
  let owner = '';
  await store.withLock(ada, async () => {
    lock = await onlyKey();
    owner = (await redis.client.get(lock)) ?? '';
  });
  const hold = (holder: string) =>
    redis.client.set(lock, holder, { expiration: { type: 'PX', value: 60_000 } });
  await hold(owner.replace(/\d+$/, '1'));
  expect(await store.withLock(ada, async () => redis.client.get(lock))).not.toBe(owner);
  await hold(owner);
  await expect(store.withLock(ada, async () => {})).rejects.toThrow('waited');
  expect(await redis.client.get(lock)).toBe(owner);
});

test('a record that is no text is replaced', async () => {
  const store = new RedisStore({ client: redis.client });
  await store.set(ada, tokens, undefined);
  await redis.client.set(await onlyKey(), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  await expect(store.get(ada)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  expect(await store.set(ada, tokens, undefined)).toBe(true);
  expect(await store.get(ada)).toEqual(tokens);
});

test('a record that cannot be read is named and kept aside', async () => {
  const store = new RedisStore({ client: redis.client });
  await store.set(ada, tokens, undefined);
  const key = await onlyKey();
  await redis.client.set(key, '{"version":1,"access-secret');
  const error: StoreCorruptError = await store.get(ada).then(
    () => undefined as never,
    thrown => thrown,
  );
  expect(error).toBeInstanceOf(StoreCorruptError);
  expect(error.location).toBe(key);
  await store.set(ada, tokens, undefined);
  expect(await redis.client.get(error.keptAs)).toBe('{"version":1,"access-secret');
  expect(inspect(error)).not.toMatch(/secret/);
});

test("a refusal of Redis is told by its kind, without the command's words", async () => {
  const store = new RedisStore({ client: redis.client });
  await store.set(ada, tokens, undefined);
  const key = await onlyKey();
  await redis.client.del(key);
  await redis.client.lPush(key, 'not a text');
  await expect(store.get(ada)).rejects.toThrow(new StoreUnavailableError(key, 'Redis answered WRONGTYPE'));

  const quoting: RedisClient = {
    sendCommand: async ([name, ...words]) => {
      if (name === 'GET') return null;
      throw new Error(`ERR unknown command '${name}', with args beginning with: ${words.join(' ')}`);
    },
  };
  const error = await new RedisStore({ client: quoting })
    .set(ada, tokens, undefined)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreUnavailableError);
  expect(inspect(error, { depth: 9 })).not.toMatch(/secret/);
});

test.each<[string, (command: readonly string[]) => object]>([
  ['its arguments, as ioredis does', ([name, ...args]) => ({ command: { name, args } })],
  ['its words in the message', command => ({ message: `cannot send ${command.join(' ')}` })],
  ['an error of its own', command => ({ cause: Object.assign(new Error(String(command)), { command }) })],
  ['its words as a code', command => ({ code: command.join(' ') })],
])("a client's error that tells the command by %s is not passed on", async (_, told) => {
  const telling: RedisClient = {
    sendCommand: async command => {
      if (command[0] === 'GET') return null;
      throw Object.assign(new Error('Connection is closed.'), told(command));
    },
  };
  const error = await new RedisStore({ client: telling }).set(ada, tokens, undefined).catch(thrown => thrown);
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('(Error)') });
  expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toMatch(/secret/);
});

test('a connection that is closed is a store that cannot be used', async () => {
  const closed = createClient({ url: redis.server.url });
  await closed.connect();
  await closed.close();
  const error = await new RedisStore({ client: closed })
    .set(ada, tokens, undefined)
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(inspect(error, { depth: 9 })).not.toMatch(/secret/);
});

test.each([
  [{}, 'options.client is missing'],
  [{ client: {} }, 'options.client must be a connected Redis client'],
  [{ client: { sendCommand() {} }, prefix: '' }, 'options.prefix must not be empty'],
])('options that cannot work are refused: %j', (options, message) => {
  const make = () => new RedisStore(options as never);
  expect(make).toThrow(InvalidOptionError);
  expect(make).toThrow(message);
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition()));
}

describe('a list of revocations', () => {
  test('refuses a token on every server that shares it, until it is taken off', async () => {
    const key = await signingKey('one');
    const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Portcull1';
    const token = await key.sign(accessClaims(issuer));
    const serverWith = (prefix?: string) =>
      new TokenVerifier({
        userPoolId: 'eu-west-1_Portcull1',
        clientId: 'app',
        tokenUse: 'access',
        jwks: { keys: [key.publicJwk] },
        revocation: revokedInList(new RedisRevocationList({ client: redis.client, prefix })),
        clock: () => ISSUED_AT,
      });
    const [one, other, stranger] = [serverWith(), serverWith(), serverWith('other:')];
    const { claims } = await one.verify(token);
    const list = new RedisRevocationList({ client: redis.client });
    await list.add(claims.origin_jti!);
    for (const server of [one, other]) await expect(server.verify(token)).rejects.toThrow('revoked');
    await stranger.verify(token);
    await list.delete(claims.origin_jti!);
    await other.verify(token);
  });

  test('keeps an id for a day, or for as long as it is told', async () => {
    const list = new RedisRevocationList({ client: redis.client });
    await list.add('x');
    await list.add('y', { forSeconds: 0.5 });
    expect(await redis.client.pTTL('portcullis:revoked-x')).toBeGreaterThan(86_390_000);
    expect(await redis.client.pTTL('portcullis:revoked-x')).toBeLessThanOrEqual(86_400_000);
    expect(await redis.client.pTTL('portcullis:revoked-y')).toBeLessThanOrEqual(500);
  });

  test('cannot be used over a connection that is closed, nor made of what is none', async () => {
    const closed = createClient({ url: redis.server.url });
    await closed.connect();
    await closed.close();
    await expect(new RedisRevocationList({ client: closed }).hasAny(['x'])).rejects.toThrow(
      StoreUnavailableError,
    );
    expect(() => new RedisRevocationList({ client: {} as never })).toThrow(InvalidOptionError);
    await expect(new RedisRevocationList({ client: redis.client }).add('')).rejects.toThrow(
      InvalidOptionError,
    );
  });
});

test('Redis forgets a session by itself when its time is over', async () => {
  const store = new RedisStore({ client: redis.client, prefix: 'ttl:' });
  const owner = { userPoolId: 'eu-west-1_Portcull1', clientId: 'app', username: 'ada' };
  await store.set(owner, { accessToken: 'access-secret' }, undefined, { expiresInSeconds: 60 });
  const [key = ''] = await redis.client.keys('ttl:*');
  const seconds = await redis.client.ttl(key);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
});
