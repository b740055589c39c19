import { MemoryStore } from 'portcullis';
import { StoreUnavailableError } from 'portcullis/errors';
import type { LocalPool, LocalPoolOptions } from 'portcullis/local';
import { withoutPauses } from '../helpers/losing-proxy.js';
import {
  ada,
  adaWithTotp,
  type ClientOptions,
  clientOf,
  closeAfterEach,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';
import { StoppedStore } from '../helpers/stopped-store.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const HELD = expect.stringMatching(/^The sign-in was right, and its tokens are held here/);
const MINUTE = 60_000;

type Answer = (pass: () => Promise<Response>) => Promise<Response>;

/** What stands in for an operation, or for the fetch of keys (`keys`). */
const network = new Map<string, Answer>();
/** Time that has passed without anyone waiting for it. */
let passed = 0;
const elapsed = performance.now.bind(performance);
beforeEach(() => {
  network.clear();
  passed = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => elapsed() + passed);
});
afterEach(() => jest.restoreAllMocks());

const away: Answer = async () => {
  throw new Error('reset');
};
/** The pool carries the call out, and its answer is lost. */
const lost: Answer = async pass => {
  await pass();
  throw new Error('reset');
};

const through: typeof globalThis.fetch = async (input, init) => {
  const operation = new Headers(init?.headers).get('x-amz-target')?.split('.').pop() ?? 'keys';
  const pass = () => fetch(input, init);
  return await (network.get(operation) ?? (each => each()))(pass);
};

const tracking: LocalPoolOptions['seed'] = {
  MfaConfiguration: 'OPTIONAL',
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  users: [adaWithTotp],
};

const clientBehind = (pool: LocalPool, options: ClientOptions = {}) =>
  clientOf(pool, { fetch: through, random: withoutPauses, ...options });

const sessionOf = ({ accessToken, idToken, refreshToken }: Awaited<ReturnType<LocalPool['tokensFor']>>) => ({
  accessToken,
  idToken,
  refreshToken,
});

/** Answers with the code, which is good once. */
const byCode = () => {
  let asked = 0;
  return {
    asked: () => asked,
    onSoftwareTokenMfa: () => {
      asked++;
      return totpCode(TOTP_SECRET);
    },
  };
};

const isHonoured = async (pool: LocalPool, refreshToken: string | undefined) =>
  await clientOf(pool, { refreshToken })
    .renewAccessToken()
    .then(
      () => true,
      () => false,
    );

/** The refresh tokens that the pool gave. */
function spyOnTokens(): string[] {
  const given: string[] = [];
  network.set('RespondToAuthChallenge', async pass => {
    const answer = await pass();
    const [, token] = /"RefreshToken":"([^"]+)"/.exec(await answer.clone().text()) ?? [];
    if (token) given.push(token);
    return answer;
  });
  return given;
}

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
  passed = MINUTE;
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
  passed = MINUTE;
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

test('that is stored late, while another one takes its place, leaves a session that serves', async () => {
  const pool = await poolWith({ users: [ada] });
  const store = new MemoryStore();
  const set = store.set.bind(store);
  let landLate = async (): Promise<unknown> => undefined;
  jest
    .spyOn(store, 'set')
    .mockImplementationOnce(async (...late) => {
      landLate = () => set(...late);
      return await new Promise<never>(() => {});
    })
    .mockImplementationOnce(async (...next) => {
      await landLate();
      return await set(...next);
    });
  const cognito = clientBehind(pool, { store, timeoutMs: 1_500 });
  await expect(cognito.authenticate(PASSWORD, { timeoutMs: 400 })).rejects.toMatchObject({ advice: HELD });
  await cognito.authenticate(PASSWORD, { timeoutMs: 60_000 });
  expect((await cognito.getUser()).username).toBe('ada');
  await cognito.renewAccessToken();
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

describe('that cannot be finished', () => {
  test('is revoked where its device is refused', async () => {
    const pool = await poolWith(tracking);
    const given = spyOnTokens();
    network.set('ConfirmDevice', async () => {
      const body = JSON.stringify({
        __type: 'InvalidParameterException',
        message: 'Invalid device key given.',
      });
      return new Response(body, { status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' } });
    });
    const cognito = clientBehind(pool, { devices: { store: new MemoryStore().devices } });
    const { onSoftwareTokenMfa } = byCode();
    await expect(cognito.authenticate(PASSWORD, { onSoftwareTokenMfa })).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
    });
    expect(await isHonoured(pool, given[0])).toBe(false);
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('is revoked where it is given up', async () => {
    const pool = await poolWith({ users: [ada] });
    const given = spyOnTokens();
    const controller = new AbortController();
    const revoked = new Promise<void>(resolve => {
      network.set('RevokeToken', async pass => {
        const answer = await pass();
        resolve();
        return answer;
      });
    });
    network.set('keys', away);
    const answered = network.get('RespondToAuthChallenge');
    network.set('RespondToAuthChallenge', async pass => {
      passed = MINUTE;
      network.set('keys', async () => {
        controller.abort();
        return await away(pass);
      });
      return await (answered ?? away)(pass);
    });
    const cognito = clientBehind(pool, { maxAttempts: 1 });
    const signingIn = cognito.authenticate(PASSWORD, { signal: controller.signal });
    await expect(signingIn).rejects.toMatchObject({ name: 'AbortError' });
    await revoked;
    expect(await isHonoured(pool, given[0])).toBe(false);
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('is signed out while it is stored', async () => {
    const pool = await poolWith({ users: [ada] });
    const store = new MemoryStore();
    const stopped = new StoppedStore(store);
    const cognito = clientBehind(pool, { store: stopped });
    let outcome: unknown;
    stopped.stop(async () => {
      outcome = await cognito.revoke();
    });
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(outcome).toEqual({ revoked: true });
    expect(cognito.tokens).toBeUndefined();
    expect(
      await store.get({ userPoolId: pool.userPoolId, clientId: 'app', username: 'ada' }),
    ).toBeUndefined();
  });

  test('can be signed out together with the session before it', async () => {
    const pool = await poolWith({ users: [ada] });
    const before = await pool.tokensFor('ada');
    const cognito = clientBehind(pool, sessionOf(before));
    const given = spyOnTokens();
    network.set('keys', away);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
    expect(await cognito.revoke()).toEqual({ revoked: true });
    expect(await isHonoured(pool, before.refreshToken)).toBe(false);
    expect(await isHonoured(pool, given[0])).toBe(false);
  });

  test('can be signed out', async () => {
    const pool = await poolWith({ users: [ada] });
    const given = spyOnTokens();
    network.set('keys', away);
    const cognito = clientBehind(pool);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
    expect(await cognito.revoke()).toEqual({ revoked: true });
    expect(await isHonoured(pool, given[0])).toBe(false);
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('leaves the session before it to serve', async () => {
    const pool = await poolWith({ users: [ada] });
    const before = await pool.tokensFor('ada');
    const { accessToken } = before;
    const cognito = clientBehind(pool, sessionOf(before));
    network.set('keys', away);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
    expect(await cognito.getAccessToken()).toBe(accessToken);
    network.clear();
    passed = MINUTE;
    expect(await cognito.getAccessToken()).not.toBe(accessToken);
  });
});
