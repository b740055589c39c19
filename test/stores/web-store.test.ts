import { type WebLocks, WebStore } from 'portcullis/web';
import { MapStorage } from '../helpers/map-storage.js';
import { errorOf } from '../helpers/pool.js';

const ada = { userPoolId: 'eu-west-1_Portcull1', clientId: 'app', username: 'ada' };
const tokens = { accessToken: 'access', idToken: 'id', refreshToken: 'refresh' };

/** Gives this runtime the `localStorage` of a browser. */
function withLocalStorage(get: () => unknown): void {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get });
  restore = () => {
    Reflect.deleteProperty(globalThis, 'localStorage');
    if (own) Object.defineProperty(globalThis, 'localStorage', own);
  };
}

let restore = () => {};
afterEach(() => restore());

const blocked = () => {
  throw Object.assign(new Error('denied'), { name: 'SecurityError' });
};

test('takes localStorage where it is told of no other', async () => {
  const storage = new MapStorage();
  withLocalStorage(() => storage);
  await new WebStore().set(ada, tokens, undefined);
  expect(await new WebStore({ storage }).get(ada)).toEqual(tokens);
});

test('says that there is no storage, or that the browser has it blocked', async () => {
  withLocalStorage(() => undefined);
  expect(() => new WebStore()).toThrow(expect.objectContaining({ field: 'options.storage' }));
  restore();
  withLocalStorage(blocked);
  const problem = { code: 'STORE_UNAVAILABLE', location: 'localStorage' };
  expect(() => new WebStore()).toThrow(expect.objectContaining(problem));
});

test.each([
  ['getItem', (store: WebStore) => store.get(ada)],
  ['setItem', (store: WebStore) => store.set(ada, tokens, undefined)],
  ['removeItem', (store: WebStore) => store.delete(ada, undefined)],
])('a storage whose %s fails says so, and shows no token', async (method, call) => {
  const store = new WebStore({ storage: Object.assign(new MapStorage(), { [method]: blocked }) });
  const error = await errorOf(call(store));
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', cause: { name: 'SecurityError' } });
  expect(error.message).not.toMatch(/access|refresh/);
});

test('stores with different prefixes do not see each other', async () => {
  const storage = new MapStorage();
  await new WebStore({ storage, prefix: 'shop:' }).set(ada, tokens, undefined);
  expect(await new WebStore({ storage }).get(ada)).toBeUndefined();
  expect([...storage.records.keys()][0]).toMatch(/^shop:/);
});

test.each(['{', '[]', '{"version":1}', '{"version":2,"value":{"idToken":"i"}}', '{"version":1,"value":{}}'])(
  'a record that says %s counts as none, and the next sign-in takes its place',
  async damaged => {
    const storage = new MapStorage();
    const store = new WebStore({ storage });
    await store.set(ada, tokens, undefined);
    for (const name of storage.records.keys()) storage.setItem(name, damaged);
    expect(await store.get(ada)).toBeUndefined();
    expect(await store.set(ada, tokens, undefined)).toBe(true);
    expect(await store.get(ada)).toEqual(tokens);
  },
);

test('takes the locks that it is given, with the signal that ends the wait', async () => {
  const asked: unknown[] = [];
  const locks: WebLocks = {
    request: (name, options, work) => {
      asked.push(name, options);
      return work();
    },
  };
  const store = new WebStore({ storage: new MapStorage(), locks });
  const { signal } = new AbortController();
  expect(await store.withLock(ada, async () => 42, signal)).toBe(42);
  expect(asked).toEqual(['portcullis:["session","eu-west-1_Portcull1","app","ada"]', { signal }]);
});

test.each([
  { storage: {} },
  { storage: new MapStorage(), locks: {} },
  { storage: new MapStorage(), kind: 'x' },
])('refuses %j by name', options => {
  const field = `options.${Object.keys(options).at(-1)}`;
  expect(() => new WebStore(options as never)).toThrow(expect.objectContaining({ field }));
});
