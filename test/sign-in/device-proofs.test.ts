import { MemoryStore } from 'portcullis';
import type { Seed } from 'portcullis/local';
import {
  ada,
  type ClientOptions,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
} from '../helpers/pool.js';

closeAfterEach();

const NEXT = 'Better-Horse-10';
const clients: Seed['clients'] = [
  { clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'] },
];
const tracking = {
  clients,
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
} satisfies Seed;

/** Ada's pool, and a store that holds another secret than the pool knows of her device. */
async function withStaleDevice(): Promise<{
  pool: Awaited<ReturnType<typeof poolWith>>;
  options: ClientOptions;
}> {
  const pool = await poolWith({
    ...tracking,
    MfaConfiguration: 'OPTIONAL',
    users: [{ ...ada, mfa: ['SMS_MFA'] }],
  });
  const store = new MemoryStore().devices;
  const options = { devices: { store }, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  await clientOf(pool, options).authenticate(PASSWORD, {
    onSmsMfa: async () => (await pool.messages.next()).code,
  });
  const owner = { userPoolId: pool.userPoolId, username: 'ada' };
  const device = await store.get(owner);
  await store.set(owner, { ...device!, devicePassword: Buffer.alloc(40).toString('base64') });
  return { pool, options };
}

/** A client that notes each key pair that it begins a proof with. */
function noting(pool: Parameters<typeof clientOf>[0], options: ClientOptions) {
  const begun: string[] = [];
  const cognito = clientOf(pool, {
    ...options,
    fetch: async (input, init) => {
      const [, srpA] = /"SRP_A":"(\w+)"/.exec(String(init?.body)) ?? [];
      if (srpA) begun.push(srpA);
      return await fetch(input, init);
    },
  });
  return { begun, cognito };
}

test('each proof has a key pair of its own, also where the sign-in begins once more', async () => {
  const { pool, options } = await withStaleDevice();
  const { begun, cognito } = noting(pool, options);
  await cognito.authenticate(PASSWORD, { onSmsMfa: async () => (await pool.messages.next()).code });
  expect(begun).toHaveLength(3);
  expect(new Set(begun).size).toBe(3);
});

describe('a stale device does not call a new password wrong', () => {
  const changing = async () => {
    const { pool, options } = await withStaleDevice();
    const admin = clientOf(pool, options);
    await admin.users.setPassword('ada', PASSWORD, { permanent: false });
    return { pool, cognito: clientOf(pool, options) };
  };

  test('that a handler gives: the sign-in goes on without the device', async () => {
    const { pool, cognito } = await changing();
    await cognito.authenticate(PASSWORD, {
      onNewPasswordRequired: () => NEXT,
      onSmsMfa: async () => (await pool.messages.next()).code,
    });
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('that is given by hand: the error says what was refused', async () => {
    const { pool, cognito } = await changing();
    await errorOf(cognito.authenticate(PASSWORD));
    await expect(cognito.respondToNewPasswordRequired(NEXT)).rejects.toMatchObject({
      name: 'NotAuthorizedError',
      code: 'DEVICE_REFUSED',
      advice: expect.stringMatching(/Sign in again.*new password/),
    });
    await cognito.authenticate(NEXT, { onSmsMfa: async () => (await pool.messages.next()).code });
    expect(cognito.tokens?.username).toBe('ada');
  });
});
