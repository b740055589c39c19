import { ada, clientOptions, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

/** Where SRP finds OpenSSL. */
const { getBuiltinModule } = process;

afterEach(() => {
  process.getBuiltinModule = getBuiltinModule;
});

test('where OpenSSL does not work, a password and a device are proved without it', async () => {
  const pool = await poolWith({
    users: [ada],
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  });
  const forbidden = () => {
    throw new Error('disabled for FIPS');
  };
  process.getBuiltinModule = ((name: string) => {
    const asked = getBuiltinModule(name);
    return name === 'node:crypto' ? { ...asked, createDiffieHellman: forbidden } : asked;
  }) as typeof getBuiltinModule;
  await jest.isolateModulesAsync(async () => {
    const { Cognito, MemoryStore } = await import('portcullis');
    const cognito = new Cognito({ ...clientOptions(pool), devices: { store: new MemoryStore().devices } });
    const { deviceKey } = await cognito.authenticate(PASSWORD);
    expect((await cognito.authenticate(PASSWORD)).deviceKey).toBe(deviceKey);
    cognito.close();
  });
});
