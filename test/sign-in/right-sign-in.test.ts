import { MemoryStore } from 'portcullis';
import { StoreUnavailableError } from 'portcullis/errors';
import { useHangs } from '../helpers/hanging.js';
import { ada, adaWithTotp, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import {
  type Answer,
  away,
  byCode,
  clientBehind,
  HELD,
  isHonoured,
  lost,
  MINUTE,
  network,
  sessionOf,
  spyOnTokens,
  time,
  tracking,
  useStandIns,
} from '../helpers/stand-ins.js';

closeAfterEach();
useStandIns();

test('is kept while the signing keys cannot be fetched, and verified by the next call', async () => {
  const pool = await poolWith({ users: [adaWithTotp] });
  const store = new MemoryStore();
  const cognito = clientBehind(pool, { store });
  const { asked, onSoftwareTokenMfa } = byCode();
  network.set('keys', away);
  const signingIn = cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
  await expect(signingIn).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE', advice: HELD });
  expect(cognito.tokens).toBeUndefined();
  await expect(cognito.getAccessToken()).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE' });
  network.clear();
  time.passed = MINUTE;
  const [profile, { access }] = await Promise.all([cognito.getUser(), cognito.verifyTokens()]);
  expect([profile.username, access?.username]).toEqual(['ada', 'ada']);
  expect(asked()).toBe(1);
  const key = { userPoolId: pool.userPoolId, clientId: 'app', username: 'ada' };
  expect(await store.get(key)).toEqual(cognito.tokens?.data);
});

test.each<[string, Answer]>([
  ['never arrived', away],
  ['was lost each time', lost],
])('is kept while its new device cannot be confirmed: the call %s', async (_, answer) => {
  const pool = await poolWith(tracking);
  const devices = { store: new MemoryStore().devices };
  const cognito = clientBehind(pool, { devices });
  const { asked, onSoftwareTokenMfa } = byCode();
  network.set('ConfirmDevice', answer);
  const signingIn = cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
  await expect(signingIn).rejects.toMatchObject({ code: 'CONNECTION_FAILED', advice: HELD });
  network.clear();
  await Promise.all([cognito.getUser(), cognito.getIdToken(), cognito.checkToken()]);
  await cognito.renewAccessToken();
  expect(asked()).toBe(1);
  // The device has the secret that the pool knows: it takes the place of the code.
  await clientBehind(pool, { devices }).authenticate(PASSWORD);
});

test('is kept when a call that waits for it is given up', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = clientBehind(pool);
  network.set('keys', away);
  await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
  const controller = new AbortController();
  network.set('keys', async pass => {
    controller.abort();
    return await pass();
  });
  time.passed = MINUTE;
  const [givenUp, user] = await Promise.allSettled([
    cognito.getUser({ signal: controller.signal }),
    cognito.getUser(),
  ]);
  expect([givenUp.status, user.status]).toEqual(['rejected', 'fulfilled']);
});

test('is kept where the session before it is renewed while the store fails', async () => {
  const pool = await poolWith({ users: [ada] });
  const store = new MemoryStore();
  const before = await pool.tokensFor('ada');
  const cognito = clientBehind(pool, { ...sessionOf(before), store });
  const given = spyOnTokens();
  const signInWaits = new Promise<void>(resolve => {
    const withLock = store.withLock.bind(store);
    jest
      .spyOn(store, 'withLock')
      .mockImplementationOnce(withLock)
      .mockImplementationOnce((...args) => {
        resolve();
        return withLock(...args);
      });
  });
  network.set('GetTokensFromRefreshToken', async pass => {
    await signInWaits;
    return await pass();
  });
  const set = store.set.bind(store);
  jest
    .spyOn(store, 'set')
    .mockImplementationOnce(set)
    .mockRejectedValueOnce(new StoreUnavailableError('the disk', 'ENOSPC'));
  const renewing = cognito.renewAccessToken();
  await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
  await renewing;
  await cognito.getAccessToken();
  expect(cognito.tokens?.refreshToken).toBe(given[0]);
});

test('that another one replaces is revoked', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = clientBehind(pool);
  const given = spyOnTokens();
  network.set('keys', away);
  await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
  await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
  network.delete('keys');
  await cognito.authenticate(PASSWORD);
  for (const replaced of given.slice(0, 2)) while (await isHonoured(pool, replaced));
  expect(await isHonoured(pool, given[2])).toBe(true);
});

describe('that is stored late, while another one takes its place', () => {
  const hang = useHangs();

  test('leaves a session that serves', async () => {
    const pool = await poolWith({ users: [ada] });
    const store = new MemoryStore();
    const set = store.set.bind(store);
    let landLate = async (): Promise<unknown> => undefined;
    jest
      .spyOn(store, 'set')
      .mockImplementationOnce(async (...late) => {
        landLate = () => set(...late);
        return await hang();
      })
      .mockImplementationOnce(async (...next) => {
        await landLate();
        return await set(...next);
      });
    const cognito = clientBehind(pool, { store });
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
    await cognito.authenticate(PASSWORD);
    expect((await cognito.getUser()).username).toBe('ada');
    await cognito.renewAccessToken();
  });
});

test('right after keys could not be fetched asks for them again', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = clientBehind(pool);
  network.set('keys', away);
  await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE' });
  network.clear();
  await cognito.authenticate(PASSWORD);
});

test('is kept while the store of devices fails', async () => {
  const pool = await poolWith(tracking);
  const { devices: store } = new MemoryStore();
  let fails = true;
  const failing: typeof store = {
    get: owner => store.get(owner),
    delete: (owner, deviceKey) => store.delete(owner, deviceKey),
    set: async (owner, device) => {
      if (fails) throw new StoreUnavailableError('the disk', 'ENOSPC');
      await store.set(owner, device);
    },
  };
  const cognito = clientBehind(pool, { devices: { store: failing } });
  const { onSoftwareTokenMfa } = byCode();
  await expect(cognito.authenticate(PASSWORD, { onSoftwareTokenMfa })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    advice: HELD,
  });
  fails = false;
  await cognito.getUser();
  await clientBehind(pool, { devices: { store } }).authenticate(PASSWORD);
});
