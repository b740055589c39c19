import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FileStore,
  MemoryStore,
  type SessionKey,
  type TokenData,
  type TokenSet,
  type TokenStore,
} from 'portcullis';
import { Session } from '../../src/tokens/session.js';
import { exchange, sessionParts } from '../helpers/exchange.js';
import { type RotatingPool, startRotatingPool } from '../helpers/rotating-pool.js';
import { StoppedStore } from '../helpers/stopped-store.js';

let pool: RotatingPool;

beforeAll(async () => {
  pool = await startRotatingPool();
});

afterAll(() => pool.close());

interface Counted {
  readonly session: Session;
  exchanged(): number;
  /** What it had revoked. */
  readonly revoked: readonly TokenSet[];
}

/** A session as the facade keeps it, which counts how often it asks the pool. */
function sessionOver(store: TokenStore | undefined, connection = pool.connection): Counted {
  let count = 0;
  const renew = (tokens: TokenSet) => {
    count++;
    return exchange(connection, tokens);
  };
  const revoked: TokenSet[] = [];
  const revoke = async (tokens: TokenSet) => void revoked.push(tokens);
  const session = new Session({ ...sessionParts(connection), store, renew, revoke });
  return { session, exchanged: () => count, revoked };
}

async function signedIn(store: TokenStore | undefined): Promise<Counted> {
  const counted = sessionOver(store);
  await counted.session.keep(await pool.signIn(), pool.key);
  return counted;
}

/** A store whose disk is full as often as said. */
class FullStore extends MemoryStore {
  failures = 0;

  override async set(...args: Parameters<MemoryStore['set']>): Promise<boolean> {
    if (this.failures-- > 0) throw new Error('no space left');
    return await super.set(...args);
  }
}

test('a session takes what another one renewed, and does not ask the pool again', async () => {
  const store = new MemoryStore();
  const one = await signedIn(store);
  const other = sessionOver(store);
  other.session.adopt(one.session.tokens!, pool.key, { stored: true });
  const renewed = await one.session.renew();
  expect((await other.session.renew())?.accessToken).toBe(renewed?.accessToken);
  expect(other.exchanged()).toBe(0);
});

/** A store that shows what another process wrote only after some more reads. */
class LateStore extends MemoryStore {
  readonly lateByMs = 60_000;
  seen: TokenData | undefined;
  readsUntilSeen = 0;

  override async get(key: SessionKey): Promise<TokenData | undefined> {
    return this.readsUntilSeen-- > 0 ? this.seen : await super.get(key);
  }
}

test('a session that was refused because a late store showed spent tokens takes those of the other', async () => {
  const store = new LateStore();
  const one = await signedIn(store);
  const other = sessionOver(store);
  other.session.adopt(one.session.tokens!, pool.key, { stored: true });
  store.seen = one.session.tokens?.data;
  const renewed = await one.session.renew();
  store.readsUntilSeen = 3;
  expect((await other.session.renew())?.accessToken).toBe(renewed?.accessToken);
  expect(await store.get(pool.key)).toEqual(renewed?.data);
});

test('tokens that could not be stored are stored at the next renewal, without presenting a spent one', async () => {
  const store = new FullStore();
  const { session, exchanged } = await signedIn(store);
  const spent = (await store.get(pool.key))?.refreshToken;
  store.failures = 2;
  await expect(session.renew()).rejects.toThrow('no space left');
  await expect(session.renew()).rejects.toThrow('no space left');
  const renewed = await session.renew();
  expect(exchanged()).toBe(1);
  expect(renewed?.refreshToken).not.toBe(spent);
  expect((await store.get(pool.key))?.refreshToken).toBe(renewed?.refreshToken);
  await session.renew();
  expect(exchanged()).toBe(2);
});

test('tokens that could not be stored never replace those of a newer sign-in', async () => {
  const store = new FullStore();
  const { session } = await signedIn(store);
  store.failures = 1;
  await expect(session.renew()).rejects.toThrow('no space left');
  const newer = await pool.signIn();
  await store.set(pool.key, newer.data, await store.get(pool.key));
  expect((await session.renew())?.refreshToken).toBe(newer.refreshToken);
  const renewed = await session.renew();
  expect(renewed?.accessToken).not.toBe(newer.accessToken);
  expect((await store.get(pool.key))?.refreshToken).toBe(renewed?.refreshToken);
});

test.each([
  ['in a store', () => new MemoryStore()],
  ['without one', () => undefined],
])(
  'a sign-out in the middle of a renewal leaves no tokens, and has the new ones revoked, %s',
  async (_, open) => {
    const store = open();
    const { session, revoked } = await signedIn(store);
    const { tokens } = session;
    const renewal = expect(session.renew()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await session.drop();
    await renewal;
    expect(session.tokens).toBeUndefined();
    expect(await store?.get(pool.key)).toBeUndefined();
    expect(revoked).toHaveLength(1);
    expect(revoked[0]?.refreshToken).not.toBe(tokens?.refreshToken);
  },
);

test('a renewal that ends after a sign-out elsewhere has its tokens revoked', async () => {
  const store = new MemoryStore();
  const stopped = new StoppedStore(store);
  const { session, revoked } = await signedIn(stopped);
  stopped.stop(async () => await store.delete(pool.key, await store.get(pool.key)));
  await expect(session.renew()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  expect(revoked).toHaveLength(1);
});

test('a sign-out waits for a renewal of another session, and then nothing is stored', async () => {
  const store = new MemoryStore();
  const one = await signedIn(store);
  const other = sessionOver(store);
  other.session.adopt(one.session.tokens!, pool.key, { stored: true });
  const renewal = other.session.renew();
  await one.session.drop();
  await renewal;
  expect(await store.get(pool.key)).toBeUndefined();
});

test('a damaged record stops the renewal with its own error, and the tokens stay here', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-session-'));
  try {
    const { session, exchanged } = await signedIn(new FileStore({ directory }));
    const before = session.tokens;
    for (const file of await readdir(directory)) await writeFile(join(directory, file), '{');
    await expect(session.renew()).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(session.tokens).toBe(before);
    expect(exchanged()).toBe(0);
  } finally {
    await rm(directory, { recursive: true });
  }
});
