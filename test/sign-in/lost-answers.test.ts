import { MemoryStore, totpCode } from 'portcullis';
import { ConnectionError } from 'portcullis/errors';
import { clientBehind } from '../helpers/losing-proxy.js';
import {
  ada,
  adaWithTotp,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';

closeAfterEach();

const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'] as const;
const clients = [{ clientId: 'app', ExplicitAuthFlows: [...ExplicitAuthFlows] }];
const lost = {
  name: 'ConnectionError',
  mayHaveSucceeded: true,
  advice: expect.stringMatching(/Start the sign-in/),
};

describe('a right password signs in', () => {
  test.each(['InitiateAuth', 'RespondToAuthChallenge'])('where an answer to %s is lost', async operation => {
    const { network, cognito } = await clientBehind(await poolWith({ clients, users: [ada] }));
    network.lose(operation);
    expect((await cognito.authenticate(PASSWORD)).username).toBe('ada');
  });

  test('where its proof is asked for by USER_AUTH', async () => {
    const { network, cognito } = await clientBehind(await poolWith({ clients, users: [ada] }));
    network.lose('RespondToAuthChallenge');
    await cognito.initiateUserAuth({ password: PASSWORD, preferredChallenge: 'PASSWORD_SRP' });
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('where it is the device’s proof whose answer is lost', async () => {
    const pool = await poolWith({
      clients,
      MfaConfiguration: 'OPTIONAL',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      users: [adaWithTotp],
    });
    const devices = { store: new MemoryStore().devices };
    await clientOf(pool, { devices }).authenticate(PASSWORD, {
      onSoftwareTokenMfa: () => totpCode(TOTP_SECRET),
    });
    const { network, cognito } = await clientBehind(pool, { devices });
    network.lose('RespondToAuthChallenge', 1);
    await cognito.authenticate(PASSWORD);
    expect(cognito.tokens?.deviceKey).toBeDefined();
  });

  test('but starts over once only', async () => {
    const { network, cognito } = await clientBehind(await poolWith({ clients, users: [ada] }));
    network.lose('RespondToAuthChallenge', 2);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject(lost);
    expect(network.arrived.filter(name => name === 'RespondToAuthChallenge')).toHaveLength(2);
  });
});

describe('what was spent is not sent again', () => {
  test('a code: the error says that it may have succeeded', async () => {
    const { network, cognito } = await clientBehind(await poolWith({ clients, users: [adaWithTotp] }));
    const asked: number[] = [];
    const signingIn = cognito.authenticate(PASSWORD, {
      onSoftwareTokenMfa: ({ attempt }) => {
        asked.push(attempt);
        network.lose('RespondToAuthChallenge');
        return totpCode(TOTP_SECRET);
      },
    });
    await expect(signingIn).rejects.toMatchObject(lost);
    expect(asked).toEqual([1]);
  });

  test('a new password', async () => {
    const users = [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' as const }];
    const { network, cognito } = await clientBehind(await poolWith({ clients, users }));
    const signingIn = cognito.authenticate(PASSWORD, {
      onNewPasswordRequired: () => {
        network.lose('RespondToAuthChallenge');
        return 'Better-Horse-10';
      },
    });
    await expect(signingIn).rejects.toMatchObject(lost);
    expect((await cognito.authenticate('Better-Horse-10')).username).toBe('ada');
  });

  test('a code that is given by hand', async () => {
    const { network, cognito } = await clientBehind(await poolWith({ clients, users: [adaWithTotp] }));
    await errorOf(cognito.authenticate(PASSWORD));
    network.lose('RespondToAuthChallenge');
    const answering = cognito.respondToSoftwareTokenMfa(await totpCode(TOTP_SECRET));
    await expect(answering).rejects.toMatchObject(lost);
  });

  test('an authenticator’s first code', async () => {
    const pool = await poolWith({ clients, MfaConfiguration: 'ON', users: [ada] });
    const { network, cognito } = await clientBehind(pool);
    network.lose('VerifySoftwareToken');
    const signingIn = cognito.authenticate(PASSWORD, {
      onMfaSetup: async ({ associate }) => ({ code: await totpCode((await associate()).secretCode) }),
    });
    await expect(signingIn).rejects.toMatchObject({ mayHaveSucceeded: true, advice: /authenticator/ });
    expect(network.arrived.filter(name => name === 'VerifySoftwareToken')).toHaveLength(1);
  });
});

test('a new device whose confirmation is lost is confirmed', async () => {
  const pool = await poolWith({
    clients,
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    users: [ada],
  });
  const devices = { store: new MemoryStore().devices, remember: true };
  const { network, cognito } = await clientBehind(pool, { devices });
  network.lose('ConfirmDevice');
  await cognito.authenticate(PASSWORD);
  expect(await cognito.getDevice()).toMatchObject({
    attributes: { 'dev:device_remembered_status': 'remembered' },
  });
});

test('a failing service is not asked twice for what it may have done', async () => {
  const pool = await poolWith({ clients, users: [ada] });
  const asked: string[] = [];
  const cognito = clientOf(pool, {
    fetch: async (input, init) => {
      const operation = new Headers(init?.headers).get('x-amz-target')?.split('.').pop() ?? '';
      asked.push(operation);
      if (operation !== 'ChangePassword') return await fetch(input, init);
      const body = JSON.stringify({ __type: 'InternalErrorException', message: 'failed' });
      return new Response(body, { status: 500, headers: { 'content-type': 'application/x-amz-json-1.1' } });
    },
  });
  await cognito.authenticate(PASSWORD);
  const changing = cognito.changePassword(PASSWORD, 'Better-Horse-10');
  await expect(changing).rejects.toMatchObject({ code: 'SERVICE_FAILURE', advice: /may be set/ });
  expect(asked.filter(name => name === 'ChangePassword')).toHaveLength(1);
  expect(await errorOf(changing)).not.toBeInstanceOf(ConnectionError);
});
