import { readdir } from 'node:fs/promises';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { FileStore, MemoryStore, type SessionKey } from 'portcullis';
import { checkTokenStore } from 'portcullis/stores/check';
import { RedisStore } from 'portcullis/stores/redis';
import { useAllStores } from '../helpers/all-stores.js';

const ada: SessionKey = { userPoolId: 'eu-west-1_Portcull1', clientId: 'app', username: 'ada' };
const tokens = { accessToken: 'access-secret', idToken: 'id-secret', refreshToken: 'refresh-secret' };
const device = { deviceKey: 'eu-west-1_key', deviceGroupKey: '-group', devicePassword: 'device-secret' };

const { stores, newDirectory } = useAllStores();

describe.each(stores)('%s', (_, makeStore) => {
  let store: ReturnType<typeof makeStore>;
  beforeEach(() => {
    store = makeStore();
  });

  test('does what sessions ask of a store', async () => {
    expect(await checkTokenStore(store)).toEqual([]);
  });

  test('forgets a session when its time is over, and takes another in its place', async () => {
    await store.set(ada, tokens, undefined, { expiresInSeconds: 1 });
    expect(await store.get(ada)).toEqual(tokens);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 1_001);
    expect(await store.get(ada)).toBeUndefined();
    expect(await store.set(ada, tokens, undefined, { expiresInSeconds: 10 })).toBe(true);
    expect(await store.get(ada)).toEqual(tokens);
    await store.set(ada, { ...tokens, refreshToken: 'newer' }, tokens);
    later.mockReturnValue(Date.now() + 1e9);
    expect(await store.get(ada)).toMatchObject({ refreshToken: 'newer' });
    later.mockRestore();
  });

  test('keeps the device that was confirmed last from the end of an earlier one', async () => {
    const { devices } = store;
    await devices.set(ada, { ...device, deviceKey: 'eu-west-1_earlier' });
    await devices.set(ada, device);
    await devices.delete(ada, 'eu-west-1_earlier');
    expect(await devices.get(ada)).toEqual(device);
  });

  test('keeps every username apart from every other, whatever it is made of', async () => {
    const username = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('.', '..', '/', 'a/b', 'A/B', 'a\\b', '\0', 'CON', 'é', 'e\u0301', '\ud800', '\udfff'),
      fc.constantFrom('x', 'X').map(char => char.repeat(2048)),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(username, { minLength: 2, maxLength: 4 }), async names => {
        const fresh = makeStore();
        for (const name of names)
          await fresh.set({ ...ada, username: name }, { ...tokens, idToken: `of ${name}` }, undefined);
        for (const name of names)
          expect((await fresh.get({ ...ada, username: name }))?.idToken).toBe(`of ${name}`);
      }),
      { numRuns: 30 },
    );
  });

  test('remembers devices beside the sessions', async () => {
    const { devices } = store;
    await devices.set(ada, device);
    expect(await devices.get({ userPoolId: ada.userPoolId, username: 'ada' })).toEqual(device);
    expect(await store.get(ada)).toBeUndefined();
    await devices.delete(ada, device.deviceKey);
    expect(await devices.get(ada)).toBeUndefined();
  });

  test('runs work for one session one at a time, in the order in which it was asked for', async () => {
    const seen: string[] = [];
    const work = (name: string) =>
      store.withLock(ada, async () => {
        seen.push(`${name} in`);
        await store.set(ada, tokens, await store.get(ada));
        seen.push(`${name} out`);
      });
    await Promise.all([work('first'), work('second'), work('third')]);
    expect(seen).toEqual(['first in', 'first out', 'second in', 'second out', 'third in', 'third out']);
  });

  test('runs work for different sessions at once', async () => {
    let meet = () => {};
    const met = new Promise<void>(resolve => {
      meet = resolve;
    });
    const bob = { ...ada, username: 'bob' };
    await Promise.all([store.withLock(ada, () => met), store.withLock(bob, async () => meet())]);
  });

  test('shows no secret when it is logged', async () => {
    await store.set(ada, tokens, undefined);
    await store.devices.set(ada, device);
    const shown =
      inspect(store, { depth: 9, showHidden: true }) + JSON.stringify(store) + inspect(store.devices);
    expect(shown).not.toMatch(/secret|ada/);
  });
});

test('files of sessions that are over are deleted, and no others', async () => {
  const folder = await newDirectory();
  const before = new FileStore({ directory: folder });
  await before.set(ada, tokens, undefined, { expiresInSeconds: 1 });
  await before.set({ ...ada, username: 'bob' }, tokens, undefined);
  await before.devices.set(ada, device);
  const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 1_001);
  await new FileStore({ directory: folder }).set({ ...ada, username: 'eve' }, tokens, undefined, {
    expiresInSeconds: 1,
  });
  const sessions = async () => (await readdir(folder)).filter(name => /^session-\w+\.json$/.test(name));
  while ((await sessions()).length > 2) await new Promise(setImmediate);
  later.mockRestore();
  expect(await before.get(ada)).toBeUndefined();
  expect(await before.get({ ...ada, username: 'bob' })).toEqual(tokens);
  expect(await before.devices.get(ada)).toEqual(device);
});

test('a store says where it keeps things', () => {
  expect(inspect(new MemoryStore())).toBe('MemoryStore {}');
  expect(inspect(new FileStore({ directory: '/var/sessions' }))).toBe(
    "FileStore { directory: '/var/sessions' }",
  );
  const nowhere = { sendCommand: async () => null };
  expect(inspect(new RedisStore({ client: nowhere, prefix: 'app:' }))).toBe("RedisStore { prefix: 'app:' }");
});
