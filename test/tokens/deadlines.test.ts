import { type Cognito, MemoryStore, type SessionKey, type TokenStore } from 'portcullis';
import { StoreUnavailableError } from 'portcullis/errors';
import { Deadline } from '../../src/internal/deadline.js';
import { Session, type SessionParts } from '../../src/tokens/session.js';
import { sessionParts } from '../helpers/exchange.js';
import { ada, clientOf, closeAfterEach, PASSWORD, poolWith, rotatingWithin } from '../helpers/pool.js';

closeAfterEach();

const HOUR = 3600;
const SHORTLY = { timeoutMs: 1_000 };
/** The call's own time, or the part of it that a renewal leaves to what comes after. */
const TOO_LATE = /within \d+ ms/;
const PATIENTLY = { timeoutMs: 60_000 };

type Method = keyof TokenStore;

/** A store that at times never answers. */
class HangingStore implements TokenStore {
  readonly asked: Method[] = [];
  hangsAt: Method | undefined;
  readonly #store = new MemoryStore();

  get(key: SessionKey) {
    return this.#answer('get', () => this.#store.get(key));
  }

  set(...args: Parameters<TokenStore['set']>) {
    return this.#answer('set', () => this.#store.set(...args));
  }

  delete(...args: Parameters<TokenStore['delete']>) {
    return this.#answer('delete', () => this.#store.delete(...args));
  }

  withLock<T>(key: SessionKey, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#answer('withLock', () => this.lock(key, work, signal));
  }

  lock<T>(key: SessionKey, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#store.withLock(key, work, signal);
  }

  async #answer<T>(method: Method, answer: () => Promise<T>): Promise<T> {
    this.asked.push(method);
    return await (this.hangsAt === method ? new Promise<never>(() => {}) : answer());
  }
}

/** Ada, signed in, at a pool whose time passes as that of the client does. */
async function signedIn(configured = SHORTLY) {
  const store = new HangingStore();
  let passed = 0;
  const pool = await poolWith({ clients: [rotatingWithin(60)], users: [ada] });
  const cognito = clientOf(pool, { ...configured, store, clock: () => Date.now() + 1000 * passed });
  await cognito.authenticate(PASSWORD, PATIENTLY);
  const pass = (seconds: number): void => {
    passed += seconds;
    pool.clock.advance(seconds);
  };
  const key = { userPoolId: pool.userPoolId, clientId: 'app', username: 'ada' };
  return { cognito, store, pass, key };
}

const partsOf = ({ pool }: Cognito, store: TokenStore): SessionParts => ({
  ...sessionParts(pool.api),
  store,
});

describe.each(['withLock', 'get', 'set'] as const)('a store whose %s never answers', method => {
  test('holds up a renewal no longer than its call may take, and loses nothing', async () => {
    const { cognito, store, pass, key } = await signedIn();
    pass(HOUR + 1);
    store.hangsAt = method;
    await expect(cognito.getAccessToken(SHORTLY)).rejects.toThrow(TOO_LATE);
    await expect(cognito.getUser(SHORTLY)).rejects.toThrow(TOO_LATE);
    store.hangsAt = undefined;
    const renewed = await cognito.getAccessToken(PATIENTLY);
    expect(renewed).toBe((await store.get(key))?.accessToken);
  });

  test('does not keep back a token that still holds', async () => {
    const { cognito, store, pass } = await signedIn();
    const { accessToken } = cognito.tokens ?? {};
    pass(HOUR - 30);
    store.hangsAt = method;
    expect(await cognito.getAccessToken(SHORTLY)).toBe(accessToken);
  });

  test('holds up a sign-in no longer, and its tokens are stored by the next call', async () => {
    const { cognito, store, key } = await signedIn();
    const { parts, tokens } = { parts: partsOf(cognito, store), tokens: cognito.tokens! };
    const session = new Session(parts);
    await store.delete(key, await store.get(key));
    store.hangsAt = method;
    const time = new Deadline(SHORTLY.timeoutMs);
    await expect(session.keep(tokens, key, time)).rejects.toBeInstanceOf(StoreUnavailableError);
    store.hangsAt = undefined;
    expect(session.isFresh).toBe(false);
    expect((await session.fresh())?.data).toEqual(await store.get(key));
  });
});

test('a store that never deletes holds up a sign-out no longer, and the next one deletes', async () => {
  const { cognito, store, key } = await signedIn();
  const session = new Session(partsOf(cognito, store));
  session.adopt(cognito.tokens!, key, { stored: true });
  store.hangsAt = 'delete';
  const time = new Deadline(SHORTLY.timeoutMs);
  await expect(session.drop(time)).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(session.tokens).toBeUndefined();
  store.hangsAt = undefined;
  await session.drop();
  expect(await store.get(key)).toBeUndefined();
});

test('who has no more time leaves the renewal to those who have', async () => {
  const { cognito, store, pass, key } = await signedIn(PATIENTLY);
  pass(HOUR + 1);
  let free = (): void => {};
  const holding = store.lock(key, () => new Promise<void>(resolve => (free = resolve)));
  const [hasty, patient] = [cognito.getAccessToken(SHORTLY), cognito.getAccessToken(PATIENTLY)];
  await expect(hasty).rejects.toThrow(TOO_LATE);
  free();
  await holding;
  expect(await patient).toBe(cognito.tokens?.accessToken);
});

test('a call that was given up before asks nothing of anyone', async () => {
  const { cognito, store, pass } = await signedIn();
  pass(HOUR + 1);
  store.asked.length = 0;
  const reason = new Error('the person went away');
  const call = { signal: AbortSignal.abort(reason) };
  await expect(cognito.getAccessToken(call)).rejects.toBe(reason);
  await expect(cognito.renewAccessToken(call)).rejects.toBe(reason);
  expect(store.asked).toEqual([]);
});
