import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cognito, FileStore, MemoryStore, totpCode } from 'portcullis';
import {
  type ChallengeRequiredError,
  ResourceNotFoundError,
  SoftwareTokenMfaRequiredError,
} from 'portcullis/errors';
import type { LocalPool, Seed } from 'portcullis/local';
import {
  ada,
  adaWithTotp,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';
import { type Network, proxyTo } from '../helpers/proxy.js';
import { sdkFor, signInOverSrp } from '../helpers/sdk.js';

closeAfterEach();

const tracking = {
  clients: [
    {
      clientId: 'app',
      clientSecret: CLIENT_SECRET,
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    },
  ],
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  MfaConfiguration: 'ON',
  AliasAttributes: ['email'],
  customChallenges: [{ question: 'first pet?', answer: 'Rex' }],
  users: [adaWithTotp],
} satisfies Seed;
const askingUser = {
  ...tracking,
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
} satisfies Seed;

/** The authenticator of somebody who waits for the next code each time: a code is good once. */
function authenticator(pool: LocalPool) {
  let step = 0;
  return () => {
    pool.clock.advance(30);
    return totpCode(TOTP_SECRET, Date.now() + ++step * 30_000);
  };
}

const networks: Network[] = [];
afterEach(() => {
  for (const network of networks.splice(0)) network.close();
});
async function watched(pool: LocalPool): Promise<Network> {
  const network = await proxyTo(pool);
  networks.push(network);
  return network;
}

describe('a new device', () => {
  test('is confirmed by itself, under the name that was given', async () => {
    const pool = await poolWith(tracking);
    const cognito = clientOf(pool, { devices: { store: new MemoryStore().devices, name: "Ada's laptop" } });
    const tokens = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    expect(tokens.deviceKey).toMatch(/^eu-west-1_[0-9a-f-]{36}$/);
    const { access } = await cognito.verifyTokens();
    expect(access.claims).toMatchObject({ device_key: tokens.deviceKey });
    await expect(cognito.getDevice()).resolves.toMatchObject({
      deviceKey: tokens.deviceKey,
      name: "Ada's laptop",
      lastIpAddress: expect.any(String),
      createdAt: expect.any(Date),
      attributes: { device_status: 'valid', 'dev:device_remembered_status': 'remembered' },
    });
  });

  test.each(['ConfirmDevice', 'UpdateDeviceStatus'])(
    'that cannot be made known keeps the tokens from use, and another sign-in makes another: %s',
    async refused => {
      const pool = await poolWith(askingUser);
      const network = await proxyTo(pool, (operation, count) =>
        operation === refused && count === 1
          ? { status: 500, exception: 'InternalErrorException' }
          : undefined,
      );
      networks.push(network);
      const store = new MemoryStore().devices;
      const devices = { store, remember: true };
      const cognito = clientOf(pool, { devices, maxAttempts: 1, ...network.through });
      const onSoftwareTokenMfa = authenticator(pool);
      await expect(cognito.authenticate(PASSWORD, { onSoftwareTokenMfa })).rejects.toMatchObject({
        code: 'SERVICE_FAILURE',
        operation: refused,
        advice: expect.stringMatching(/^The sign-in was right, and its tokens are held/),
      });
      expect(cognito.tokens).toBeUndefined();
      await expect(store.get({ userPoolId: pool.userPoolId, username: 'ada' })).resolves.toBeUndefined();
      await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
      await cognito.authenticate(PASSWORD);
      await cognito.renewAccessToken();
    },
  );

  test('refreshes with its key, where nothing else does', async () => {
    const pool = await poolWith(tracking);
    const onSoftwareTokenMfa = authenticator(pool);
    const known = clientOf(pool, { devices: { store: new MemoryStore().devices } });
    await known.authenticate(PASSWORD, { onSoftwareTokenMfa });
    await known.renewAccessToken();
    expect(known.tokens?.deviceKey).toBeDefined();

    const unknown = clientOf(pool);
    await unknown.authenticate(PASSWORD, { onSoftwareTokenMfa });
    await expect(unknown.renewAccessToken()).rejects.toMatchObject({
      code: 'REFRESH_TOKEN_INVALID',
      advice: expect.stringContaining('device store'),
    });
  });
});

describe('a device confirmed by hand', () => {
  test('signs in once a store holds its secrets, and its session is refreshed', async () => {
    const pool = await poolWith(tracking);
    const cognito = clientOf(pool);
    await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    const device = await cognito.confirmDevice({ name: 'by hand' });
    expect(device).toEqual({
      deviceKey: cognito.tokens?.deviceKey,
      deviceGroupKey: expect.any(String),
      devicePassword: expect.any(String),
    });
    await cognito.renewAccessToken();
    expect((await cognito.getDevice()).name).toBe('by hand');

    const { devices: store } = new MemoryStore();
    await store.set({ userPoolId: pool.userPoolId, username: 'ada' }, device);
    const tokens = await clientOf(pool, { devices: { store } }).authenticate(PASSWORD);
    expect(tokens.deviceKey).toBe(device.deviceKey);
  });

  test('may have come with the tokens of another client', async () => {
    const clients = [{ clientId: 'app' }];
    const pool = await poolWith({ ...tracking, clients, MfaConfiguration: 'OFF', users: [ada] });
    const { AuthenticationResult: result } = await signInOverSrp(pool, {
      ClientId: 'app',
      username: 'ada',
      password: PASSWORD,
    });
    const { AccessToken: accessToken, NewDeviceMetadata: newDevice } = result ?? {};
    const device = await clientOf(pool, { accessToken }).confirmDevice({ newDevice });
    const { devices: store } = new MemoryStore();
    await store.set({ userPoolId: pool.userPoolId, username: 'ada' }, device);
    const tokens = await clientOf(pool, { devices: { store } }).authenticate(PASSWORD);
    expect(tokens.deviceKey).toBe(newDevice?.DeviceKey);
  });

  test('has to be there: a second time, or with a store that has confirmed it', async () => {
    const pool = await poolWith(tracking);
    const onSoftwareTokenMfa = authenticator(pool);
    const missing = { code: 'INVALID_OPTION', field: 'options.newDevice' };
    const cognito = clientOf(pool);
    await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
    await cognito.confirmDevice();
    await expect(cognito.confirmDevice()).rejects.toMatchObject(missing);
    const storing = clientOf(pool, { devices: { store: new MemoryStore().devices } });
    await storing.authenticate(PASSWORD, { onSoftwareTokenMfa });
    await expect(storing.confirmDevice()).rejects.toMatchObject(missing);
    await expect(storing.confirmDevice({ newDevice: { DeviceKey: 'x' } })).rejects.toMatchObject({
      message: 'options.newDevice.DeviceGroupKey is missing',
    });
  });
});

describe('a remembered device', () => {
  const flows: [string, (cognito: Cognito) => Promise<unknown>][] = [
    ['USER_SRP_AUTH', c => c.authenticate(PASSWORD)],
    ['USER_PASSWORD_AUTH', c => c.authenticateWithPassword(PASSWORD)],
    ['ADMIN_USER_PASSWORD_AUTH', c => c.adminAuthenticate(PASSWORD)],
    ['CUSTOM_AUTH', c => c.initiateCustomAuth({ answers: ['Rex'] })],
    ['CUSTOM_AUTH after SRP', c => c.initiateCustomAuth({ password: PASSWORD, answers: ['Rex'] })],
    ['USER_AUTH', c => c.initiateUserAuth({ preferredChallenge: 'PASSWORD_SRP', password: PASSWORD })],
  ];
  test.each(flows)('signs in without the second factor: %s', async (_flow, signIn) => {
    const pool = await poolWith(tracking);
    const network = await watched(pool);
    const devices = { store: new MemoryStore().devices };
    const first = clientOf(pool, { devices });
    const { deviceKey } = await first.authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const second = clientOf(pool, { devices, credentials, ...network.through });
    await signIn(second);
    expect(second.tokens?.deviceKey).toBe(deviceKey);
    expect(network.counts.ConfirmDevice).toBeUndefined();
    await second.renewAccessToken();
  });

  test('proves itself with its own secret: another one is dropped, and the sign-in begun again', async () => {
    const pool = await poolWith(tracking);
    const store = new MemoryStore().devices;
    const onSoftwareTokenMfa = authenticator(pool);
    const cognito = clientOf(pool, { devices: { store } });
    await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
    const owner = { userPoolId: pool.userPoolId, username: 'ada' };
    const device = await store.get(owner);
    await store.set(owner, { ...device!, devicePassword: 'of another device' });
    await expect(cognito.authenticate(PASSWORD)).rejects.toBeInstanceOf(SoftwareTokenMfaRequiredError);
    await expect(store.get(owner)).resolves.toBeUndefined();
    const tokens = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
    expect(tokens.deviceKey).not.toBe(device?.deviceKey);
  });

  test('is found by the alias that the person types, too', async () => {
    const pool = await poolWith(tracking);
    const devices = { store: new MemoryStore().devices };
    const byAlias = () => clientOf(pool, { devices, username: 'ada@example.com' });
    await byAlias().authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    await byAlias().authenticate(PASSWORD);
    await clientOf(pool, { devices, username: 'ada' }).authenticate(PASSWORD);
  });

  test('is named by the alias from the first request on, where no challenge tells the username', async () => {
    const pool = await poolWith(tracking);
    const devices = { store: new MemoryStore().devices };
    const byAlias = () => clientOf(pool, { devices, username: 'ada@example.com' });
    await byAlias().authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    await expect(byAlias().authenticateWithPassword(PASSWORD)).resolves.toBeDefined();
  });

  test('that the pool forgot is dropped, and the sign-in made once more without it', async () => {
    const pool = await poolWith(tracking);
    const network = await watched(pool);
    const store = new MemoryStore().devices;
    const onSoftwareTokenMfa = authenticator(pool);
    const cognito = clientOf(pool, {
      devices: { store },
      username: 'ada@example.com',
      ...network.through,
    });
    const { deviceKey = '' } = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
    const UserPoolId = pool.userPoolId;
    await sdkFor(pool).adminForgetDevice({ UserPoolId, Username: 'ada', DeviceKey: deviceKey });
    const before = { ...network.counts };

    await expect(cognito.authenticate(PASSWORD)).rejects.toBeInstanceOf(SoftwareTokenMfaRequiredError);
    for (const username of ['ada', 'ada@example.com'])
      await expect(store.get({ userPoolId: UserPoolId, username })).resolves.toBeUndefined();
    // The proof is sent again as it is: the password is neither asked for nor proved twice.
    expect((network.counts.InitiateAuth ?? 0) - (before.InitiateAuth ?? 0)).toBe(1);
    const tokens = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
    expect(tokens.deviceKey).not.toBe(deviceKey);
  });

  test('stays with its user: somebody else is asked for their second factor', async () => {
    const grace = { ...adaWithTotp, username: 'grace', attributes: {} };
    const pool = await poolWith({ ...tracking, users: [adaWithTotp, grace] });
    const devices = { store: new MemoryStore().devices };
    await clientOf(pool, { devices }).authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    await expect(
      clientOf(pool, { devices, username: 'grace' }).authenticate(PASSWORD),
    ).rejects.toBeInstanceOf(SoftwareTokenMfaRequiredError);
  });
});

describe('a device that is not remembered', () => {
  test('still needs the second factor, and keeps its key', async () => {
    const pool = await poolWith(askingUser);
    const onSoftwareTokenMfa = authenticator(pool);
    const cognito = clientOf(pool, { devices: { store: new MemoryStore().devices } });
    const { deviceKey } = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
    await expect(cognito.authenticate(PASSWORD)).rejects.toBeInstanceOf(SoftwareTokenMfaRequiredError);
    const again = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
    expect(again.deviceKey).toBe(deviceKey);
  });

  test('can be remembered, and made to be asked again', async () => {
    const pool = await poolWith(askingUser);
    const cognito = clientOf(pool, { devices: { store: new MemoryStore().devices } });
    await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    await cognito.updateDeviceStatus({ remembered: true });
    await cognito.authenticate(PASSWORD);
    await cognito.updateDeviceStatus({ remembered: false });
    await expect(cognito.authenticate(PASSWORD)).rejects.toBeInstanceOf(SoftwareTokenMfaRequiredError);
  });

  test('is remembered from the start where the application says so', async () => {
    const pool = await poolWith(askingUser);
    const cognito = clientOf(pool, { devices: { store: new MemoryStore().devices, remember: true } });
    await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    await cognito.authenticate(PASSWORD);
  });
});

test('a second factor answered by hand in another process brings a device there', async () => {
  const pool = await poolWith(tracking);
  const { challenge } = await errorOf<ChallengeRequiredError>(clientOf(pool).authenticate(PASSWORD));
  const devices = { store: new MemoryStore().devices };
  await clientOf(pool, { devices }).respondToSoftwareTokenMfa(await totpCode(TOTP_SECRET), { challenge });
  await clientOf(pool, { devices }).authenticate(PASSWORD);
});

test('devices are listed page by page, and forgotten', async () => {
  const pool = await poolWith(tracking);
  const onSoftwareTokenMfa = authenticator(pool);
  const keys: string[] = [];
  for (let i = 0; i < 3; i++) {
    const cognito = clientOf(pool, { devices: { store: new MemoryStore().devices, name: `device ${i}` } });
    keys.push((await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa })).deviceKey ?? '');
  }
  const store = new MemoryStore().devices;
  const cognito = clientOf(pool, { devices: { store } });
  const { deviceKey = '' } = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa });
  const listed: string[] = [];
  for await (const device of cognito.listDevices()) listed.push(device.deviceKey);
  expect(listed).toEqual([...keys, deviceKey]);

  await cognito.forgetDevice(keys[0]);
  await expect(cognito.getDevice(keys[0])).rejects.toBeInstanceOf(ResourceNotFoundError);
  await expect(cognito.getDevice(keys[0])).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  await cognito.forgetDevice();
  await expect(store.get({ userPoolId: pool.userPoolId, username: 'ada' })).resolves.toBeUndefined();
});

test('a remembered device, an alias, a client secret and MFA, all at once, outlive a restart', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-devices-'));
  try {
    const pool = await poolWith(tracking);
    const started = () => {
      const store = new FileStore({ directory });
      return {
        userPoolId: pool.userPoolId,
        endpoint: pool.endpoint,
        clientId: 'app',
        clientSecret: CLIENT_SECRET,
        username: 'ada@example.com',
        store,
        devices: { store: store.devices },
      };
    };
    const first = new Cognito(started());
    const { deviceKey } = await first.authenticate(PASSWORD, { onSoftwareTokenMfa: authenticator(pool) });
    first.close();

    const restored = await Cognito.restore(started());
    pool.clock.advance(3600);
    await restored?.renewAccessToken();
    const { access } = (await restored?.verifyTokens()) ?? {};
    expect(access?.claims).toMatchObject({ username: 'ada', device_key: deviceKey });
    await restored?.logout();
    restored?.close();

    const again = new Cognito(started());
    const tokens = await again.authenticate(PASSWORD);
    expect(tokens.deviceKey).toBe(deviceKey);
    expect(tokens.username).toBe('ada');
    again.close();
  } finally {
    await rm(directory, { recursive: true });
  }
});
