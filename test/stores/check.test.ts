import { MemoryStore, type SessionKey, type TokenData, type TokenStore } from 'portcullis';
import { checkTokenStore } from 'portcullis/stores/check';

/** A store with one thing done in another way. */
const storeWith = (change: (inner: MemoryStore) => Partial<TokenStore>): TokenStore => {
  const inner = new MemoryStore();
  return Object.assign(Object.create(inner), {
    get: (...args: Parameters<TokenStore['get']>) => inner.get(...args),
    set: (...args: Parameters<TokenStore['set']>) => inner.set(...args),
    delete: (...args: Parameters<TokenStore['delete']>) => inner.delete(...args),
    withLock: (...args: Parameters<TokenStore['withLock']>) => inner.withLock(...args),
    ...change(inner),
  });
};

const lowerCase = (key: SessionKey): SessionKey => ({ ...key, username: key.username.toLowerCase() });

test.each<[string, (inner: MemoryStore) => Partial<TokenStore>, string]>([
  [
    'writes without looking',
    inner => ({ set: async (key, tokens) => inner.set(key, tokens, await inner.get(key)) }),
    'set() leaves what is stored where other tokens were expected, and says false',
  ],
  [
    'deletes without looking',
    inner => ({ delete: async key => inner.delete(key, await inner.get(key)) }),
    'delete() leaves what is stored where other tokens were expected, and says false',
  ],
  [
    'brings back what was deleted',
    inner => ({
      set: async (key, tokens, expected) =>
        inner.set(key, tokens, (await inner.get(key)) ? expected : undefined),
    }),
    'set() and delete() bring nothing back that was deleted, and say false',
  ],
  [
    'does not say whether it wrote',
    inner => ({ set: async (...args) => void (await inner.set(...args)) as never }),
    'set() stores where nothing is, and get() gives that back',
  ],
  [
    'looks and writes in two steps',
    inner => ({
      set: async (key, tokens, expected) => {
        const stored: TokenData | undefined = await inner.get(key);
        if (stored?.accessToken !== expected?.accessToken) return false;
        await new Promise(setImmediate);
        return inner.set(key, tokens, await inner.get(key));
      },
    }),
    'of several at once that expect the same, one succeeds',
  ],
  [
    'takes Ada for ada',
    inner => ({
      get: key => inner.get(lowerCase(key)),
      set: (key, ...rest) => inner.set(lowerCase(key), ...rest),
      delete: (key, ...rest) => inner.delete(lowerCase(key), ...rest),
    }),
    'sessions of other pools, clients and users are apart',
  ],
  [
    'has no lock',
    () => ({ withLock: (_, work) => work() }),
    'withLock() runs one work at a time, each in the end',
  ],
  [
    'is out of order',
    () => ({ get: () => Promise.reject(new Error('no such table')) }),
    'get() gives undefined where nothing is stored (it failed: Error: no such table)',
  ],
])('a store that %s is told so', async (_, change, problem) => {
  expect(await checkTokenStore(storeWith(change))).toContain(problem);
});
