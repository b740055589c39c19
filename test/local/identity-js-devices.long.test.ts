import type { CognitoUser, CognitoUserSession } from 'amazon-cognito-identity-js';
import type { Seed } from 'portcullis/local';
import { identityJsUser, memoryStorage, sessionOf, signIn, step } from '../helpers/identity-js.js';
import { adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const tracking = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  MfaConfiguration: 'ON',
  users: [adaWithTotp],
  customChallenges: [{ question: 'first pet?', answer: 'Rex' }],
} satisfies Seed;

const withCode = (user: CognitoUser) =>
  step(callbacks => user.sendMFACode(totpCode(TOTP_SECRET), callbacks, 'SOFTWARE_TOKEN_MFA'));

/** Signs in with the second factor: the browser gets a device that way. */
async function signInWithCode(user: CognitoUser) {
  await expect(signIn(user, PASSWORD)).resolves.toMatchObject({ challenge: 'SOFTWARE_TOKEN_MFA' });
  return withCode(user);
}

const deviceKeyOf = (session: CognitoUserSession): string => session.getAccessToken().payload.device_key;

test('a browser that the pool remembers signs in without the second factor, and refreshes', async () => {
  const pool = await poolWith(tracking);
  const storage = memoryStorage();
  const first = sessionOf(await signInWithCode(identityJsUser(pool, 'ada', storage)));
  const user = identityJsUser(pool, 'ada', storage);
  const second = sessionOf(await signIn(user, PASSWORD));
  expect(deviceKeyOf(second)).toBe(deviceKeyOf(first));
  const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
    user.refreshSession(second.getRefreshToken(), (error, next) => (error ? reject(error) : resolve(next))),
  );
  expect(deviceKeyOf(refreshed)).toBe(deviceKeyOf(first));
  await expect(signIn(identityJsUser(pool, 'ada'), PASSWORD)).resolves.toMatchObject({
    challenge: 'SOFTWARE_TOKEN_MFA',
  });
});

test('a browser that the user has to agree to is remembered once they do', async () => {
  const pool = await poolWith({
    ...tracking,
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  });
  const storage = memoryStorage();
  const user = identityJsUser(pool, 'ada', storage);
  await expect(signInWithCode(user)).resolves.toMatchObject({ confirmationNecessary: true });
  await expect(signIn(identityJsUser(pool, 'ada', storage), PASSWORD)).resolves.toMatchObject({
    challenge: 'SOFTWARE_TOKEN_MFA',
  });
  await new Promise((onSuccess, onFailure) => user.setDeviceStatusRemembered({ onSuccess, onFailure }));
  sessionOf(await signIn(identityJsUser(pool, 'ada', storage), PASSWORD));
  await new Promise((onSuccess, onFailure) => user.setDeviceStatusNotRemembered({ onSuccess, onFailure }));
  await expect(signIn(identityJsUser(pool, 'ada', storage), PASSWORD)).resolves.toMatchObject({
    challenge: 'SOFTWARE_TOKEN_MFA',
  });
});

test('a device that the pool forgot is left out of the same proof, which then counts', async () => {
  const pool = await poolWith(tracking);
  const storage = memoryStorage();
  const session = sessionOf(await signInWithCode(identityJsUser(pool, 'ada', storage)));
  await sdkFor(pool).adminForgetDevice({
    UserPoolId: pool.userPoolId,
    Username: 'ada',
    DeviceKey: deviceKeyOf(session),
  });
  await expect(signIn(identityJsUser(pool, 'ada', storage), PASSWORD)).resolves.toMatchObject({
    challenge: 'SOFTWARE_TOKEN_MFA',
  });
});

test('the device ends a custom sign-in', async () => {
  const pool = await poolWith(tracking);
  const storage = memoryStorage();
  sessionOf(await signInWithCode(identityJsUser(pool, 'ada', storage)));
  const user = identityJsUser(pool, 'ada', storage);
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  await expect(signIn(user, PASSWORD)).resolves.toMatchObject({
    challenge: 'CUSTOM_CHALLENGE',
    parameters: { question: 'first pet?' },
  });
  sessionOf(await step(callbacks => user.sendCustomChallengeAnswer('Rex', callbacks)));
});

test('devices are shown, listed and forgotten', async () => {
  const pool = await poolWith(tracking);
  const user = identityJsUser(pool, 'ada');
  const deviceKey = deviceKeyOf(sessionOf(await signInWithCode(user)));
  const shown = await new Promise((resolve, onFailure) =>
    user.getDevice({ onSuccess: resolve as never, onFailure }),
  );
  expect(shown).toMatchObject({ Device: { DeviceKey: deviceKey, DeviceCreateDate: expect.any(Number) } });
  const list = () =>
    new Promise((resolve, onFailure) =>
      user.listDevices(10, null, { onSuccess: resolve as never, onFailure }),
    );
  await expect(list()).resolves.toMatchObject({ Devices: [{ DeviceKey: deviceKey }] });
  await new Promise((onSuccess, onFailure) => user.forgetDevice({ onSuccess, onFailure }));
  await expect(list()).resolves.toMatchObject({ Devices: [] });
});
