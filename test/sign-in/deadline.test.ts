import { createServer } from 'node:net';
import { MemoryStore } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import {
  ada,
  adaWithTotp,
  type ClientOptions,
  clientOf,
  closeAfterEach,
  closing,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const never = new Promise<never>(() => {});
const SHORT = { timeoutMs: 300 };
const MINUTE = 60_000;

/** Time that has passed without anyone waiting for it. */
let passed = 0;
const elapsed = performance.now.bind(performance);
beforeEach(() => {
  passed = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => elapsed() + passed);
});
afterEach(() => jest.restoreAllMocks());
const timedOut = { name: 'ConnectionError', code: 'TIMED_OUT' };
const hung = { code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/no answer within \d+ ms/) };

/** Answers every operation but ConfirmDevice, which it is silent about. */
const withoutConfirmDevice: typeof globalThis.fetch = async (input, init) => {
  const target = new Headers(init?.headers).get('x-amz-target') ?? '';
  return await (target.endsWith('.ConfirmDevice') ? never : fetch(input, init));
};

async function tokensOf(pool: LocalPool) {
  const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
  return { accessToken, idToken, refreshToken };
}

class HungStore extends MemoryStore {
  override get = () => never;
}

describe('the time of a sign-in', () => {
  test('is one for all its calls', async () => {
    const pool = await poolWith({ users: [ada] });
    const cognito = clientOf(pool, {
      // Each answer comes in time by itself.
      fetch: async (input, init) => {
        passed += 2 * MINUTE;
        return await fetch(input, init);
      },
    });
    const signingIn = cognito.authenticate(PASSWORD, { timeoutMs: 3 * MINUTE });
    await expect(signingIn).rejects.toMatchObject(timedOut);
  });

  test('holds for the confirmation of a device', async () => {
    const pool = await poolWith({
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      users: [ada],
    });
    const devices = { store: new MemoryStore().devices };
    const cognito = clientOf(pool, { fetch: withoutConfirmDevice, devices });
    await expect(cognito.authenticate(PASSWORD, SHORT)).rejects.toMatchObject(timedOut);
  });

  test('holds for the signing keys', async () => {
    const pool = await poolWith({ users: [ada] });
    const silent = createServer(socket => closing({ close: () => socket.destroy() }));
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    closing(silent);
    const { port } = silent.address() as { port: number };
    const cognito = clientOf(pool, { jwksUri: `http://127.0.0.1:${port}/jwks.json` });
    await expect(cognito.authenticate(PASSWORD, SHORT)).rejects.toMatchObject(timedOut);
  });

  test.each<[string, () => ClientOptions]>([
    ['sessions', () => ({ store: Object.assign(new MemoryStore(), { withLock: () => never }) })],
    [
      'devices',
      () => ({
        devices: { store: Object.assign(Object.create(new MemoryStore().devices), { get: () => never }) },
      }),
    ],
  ])('holds for a store of %s that never answers', async (_, options) => {
    const cognito = clientOf(await poolWith({ users: [ada] }), options());
    await expect(cognito.authenticate(PASSWORD, SHORT)).rejects.toThrow(/within \d+ ms/);
  });

  test('leaves out the time that a person takes', async () => {
    const cognito = clientOf(await poolWith({ users: [adaWithTotp] }));
    await cognito.authenticate(PASSWORD, {
      onSoftwareTokenMfa: () => {
        passed += 60 * MINUTE;
        return totpCode(TOTP_SECRET);
      },
    });
    expect(cognito.tokens).toBeDefined();
  });

  test('ends while a person is asked, where the signal ends it', async () => {
    const cognito = clientOf(await poolWith({ users: [adaWithTotp] }));
    const controller = new AbortController();
    const signingIn = cognito.authenticate(PASSWORD, {
      signal: controller.signal,
      onSoftwareTokenMfa: () => {
        controller.abort(new Error('the page was left'));
        return never;
      },
    });
    await expect(signingIn).rejects.toThrow('the page was left');
  });
});

describe('the time of any other call', () => {
  test('holds for a store that never answers, by default too', async () => {
    const pool = await poolWith({ users: [ada] });
    const tokens = await tokensOf(pool);
    const cognito = clientOf(pool, { ...tokens, store: new HungStore(), timeoutMs: 300 });
    await expect(cognito.renewAccessToken()).rejects.toMatchObject(hung);
    expect(await cognito.logout(SHORT)).toMatchObject({ storeError: hung });
    expect(cognito.tokens).toBeUndefined();
  });

  test('has passed where the signal was aborted before: nothing is sent', async () => {
    const pool = await poolWith({ users: [ada] });
    const asked: unknown[] = [];
    const cognito = clientOf(pool, {
      ...(await tokensOf(pool)),
      store: new HungStore(),
      fetch: async (input, init) => {
        asked.push(input);
        return await fetch(input, init);
      },
    });
    const signal = AbortSignal.abort(new Error('given up'));
    const calls = [
      () => cognito.authenticate(PASSWORD, { signal }),
      () => cognito.getUser({ signal }),
      () => cognito.getAccessToken({ signal }),
      () => cognito.renewAccessToken({ signal }),
      () => cognito.verifyTokens({ signal }),
      () => cognito.deleteUser({ signal }),
      () => cognito.logout({ signal }),
      () => cognito.revoke({ signal }),
      () => cognito.initiateForgotPassword({ signal }),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow('given up');
    expect(asked).toEqual([]);
  });
});

describe('what keeps to no signal', () => {
  test.each<[string, ClientOptions]>([
    ['a fetch', { fetch: () => never }],
    ['a function that fetches credentials', { credentials: () => never }],
  ])('holds up no call past its time: %s', async (_, options) => {
    const cognito = clientOf(await poolWith({ users: [ada] }), options);
    const call = 'fetch' in options ? cognito.initiateForgotPassword(SHORT) : cognito.users.get('ada', SHORT);
    await expect(call).rejects.toMatchObject(timedOut);
  });
});
