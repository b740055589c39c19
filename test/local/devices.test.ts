import type {
  AuthenticationResultType,
  InitiateAuthResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool, Seed } from 'portcullis/local';
import {
  createDeviceSecret,
  createEphemeral,
  type DeviceSecret,
  deviceProof,
  formatTimestamp,
} from 'portcullis/srp';
import { adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../helpers/sdk.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const ClientId = 'app';
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const tracking = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  MfaConfiguration: 'ON',
  users: [adaWithTotp],
} satisfies Seed;
const unknownDevice = refusal('ResourceNotFoundException', 'Device does not exist.');

/** Gives Ada's password and code; with a device it is named beside the code only. */
async function giveBothFactors(pool: LocalPool, DEVICE_KEY = ''): Promise<InitiateAuthResponse> {
  const device: Record<string, string> = DEVICE_KEY ? { DEVICE_KEY } : {};
  const { Session } = await signInOverSrp(pool, { ClientId, username: 'ada', password: PASSWORD });
  pool.clock.advance(30);
  clockSteps += 30_000;
  return sdkFor(pool).respondToAuthChallenge({
    ClientId,
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session,
    ChallengeResponses: {
      USERNAME: 'ada',
      SOFTWARE_TOKEN_MFA_CODE: totpCode(TOTP_SECRET, Date.now() + clockSteps),
      ...device,
    },
  });
}

const signIn = async (pool: LocalPool): Promise<AuthenticationResultType> =>
  (await giveBothFactors(pool)).AuthenticationResult ?? {};

let clockSteps = 0;
beforeEach(() => {
  clockSteps = 0;
});

interface Known {
  readonly key: string;
  readonly group: string;
  readonly secret: DeviceSecret;
  readonly tokens: AuthenticationResultType;
}

/** Signs Ada in on a device and confirms it. */
async function confirmed(pool: LocalPool, change: Partial<DeviceSecret> = {}): Promise<Known> {
  const tokens = await signIn(pool);
  const { DeviceKey: key = '', DeviceGroupKey: group = '' } = tokens.NewDeviceMetadata ?? {};
  const secret = { ...createDeviceSecret({ deviceGroupKey: group, deviceKey: key, random }), ...change };
  await sdkFor(pool).confirmDevice({
    AccessToken: tokens.AccessToken,
    DeviceKey: key,
    DeviceSecretVerifierConfig: { Salt: secret.salt, PasswordVerifier: secret.verifier },
  });
  return { key, group, secret, tokens };
}

const openWith = (pool: LocalPool, DEVICE_KEY: string): Promise<InitiateAuthResponse> =>
  signInOverSrp(pool, { ClientId, username: 'ada', password: PASSWORD, second: () => ({ DEVICE_KEY }) });

/** Proves the device, with or without the session that each step returned. */
async function proveDevice(
  pool: LocalPool,
  { key, group, secret }: Known,
  opened: InitiateAuthResponse,
  withSession: boolean,
  name: 'DEVICE_PASSWORD_VERIFIER' | 'PASSWORD_VERIFIER' = 'DEVICE_PASSWORD_VERIFIER',
) {
  const sdk = sdkFor(pool);
  const ephemeral = createEphemeral(random);
  const who = { USERNAME: 'ada', DEVICE_KEY: key };
  const session = ({ Session }: InitiateAuthResponse) => (withSession && Session ? { Session } : {});
  const asked = await sdk.respondToAuthChallenge({
    ClientId,
    ChallengeName: 'DEVICE_SRP_AUTH',
    ...session(opened),
    ChallengeResponses: { ...who, SRP_A: ephemeral.srpA },
  });
  const {
    SALT: salt = '',
    SRP_B: srpB = '',
    SECRET_BLOCK: secretBlock = '',
  } = asked.ChallengeParameters ?? {};
  const timestamp = formatTimestamp(Date.now());
  const keys = { deviceKey: key, deviceGroupKey: group, devicePassword: secret.password };
  const signature = deviceProof({ ephemeral, salt, srpB, secretBlock, timestamp, ...keys });
  return sdk.respondToAuthChallenge({
    ClientId,
    ChallengeName: name,
    ...session(asked),
    ChallengeResponses: {
      ...who,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    },
  });
}

test('new tokens come with the keys of a device, where the pool tracks devices', async () => {
  const pool = await poolWith(tracking);
  const { NewDeviceMetadata } = await signIn(pool);
  expect(NewDeviceMetadata).toEqual({
    DeviceKey: expect.stringMatching(/^eu-west-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    DeviceGroupKey: expect.stringMatching(/^-.{8}$/),
  });
  await expect(poolWith({ users: [adaWithTotp] }).then(signIn)).resolves.not.toHaveProperty(
    'NewDeviceMetadata',
  );
});

test.each([true, false])('a remembered device proves itself, with sessions: %s', async withSession => {
  const pool = await poolWith(tracking);
  const device = await confirmed(pool);
  const opened = await openWith(pool, device.key);
  expect(opened).toMatchObject({
    ChallengeName: 'DEVICE_SRP_AUTH',
    ChallengeParameters: { USERNAME: 'ada' },
  });
  const { AuthenticationResult } = await proveDevice(pool, device, opened, withSession);
  expect(AuthenticationResult).toMatchObject({ TokenType: 'Bearer', RefreshToken: expect.any(String) });
  expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
});

test('a device that is named with the code only proves itself after it', async () => {
  const pool = await poolWith(tracking);
  const device = await confirmed(pool);
  const opened = await giveBothFactors(pool, device.key);
  expect(opened.ChallengeName).toBe('DEVICE_SRP_AUTH');
  await expect(proveDevice(pool, device, opened, true)).resolves.toHaveProperty('AuthenticationResult');
});

test('a device without a first factor behind it gets nowhere', async () => {
  const pool = await poolWith(tracking);
  const device = await confirmed(pool);
  await expect(refusalOf(proveDevice(pool, device, {}, false))).resolves.toEqual(
    refusal('NotAuthorizedException', 'Invalid session for the user.'),
  );
});

test('a wrong verifier is taken, and the next sign-in fails', async () => {
  const pool = await poolWith(tracking);
  const device = await confirmed(pool, { verifier: btoa('not the verifier of this device') });
  const opened = await openWith(pool, device.key);
  await expect(refusalOf(proveDevice(pool, device, opened, true))).resolves.toEqual(
    refusal('NotAuthorizedException', 'Incorrect username or password.'),
  );
});

test('the proof of a device does not pass for the proof of a password', async () => {
  const pool = await poolWith(tracking);
  const device = await confirmed(pool);
  const opened = await openWith(pool, device.key);
  await expect(refusalOf(proveDevice(pool, device, opened, true, 'PASSWORD_VERIFIER'))).resolves.toEqual(
    refusal('NotAuthorizedException', 'Incorrect username or password.'),
  );
});

test('a key that nobody confirmed is refused, in a second factor too', async () => {
  const pool = await poolWith(tracking);
  const { NewDeviceMetadata } = await signIn(pool);
  const strange = 'eu-west-1_00000000-0000-4000-8000-000000000000';
  for (const key of [NewDeviceMetadata?.DeviceKey ?? '', strange]) {
    await expect(refusalOf(openWith(pool, key))).resolves.toEqual(unknownDevice);
    await expect(refusalOf(giveBothFactors(pool, key))).resolves.toEqual(unknownDevice);
  }
});

test('a device is confirmed once, by its own user', async () => {
  const grace = { ...adaWithTotp, username: 'grace', attributes: {} };
  const pool = await poolWith({
    ...tracking,
    MfaConfiguration: 'OPTIONAL',
    users: [adaWithTotp, { ...grace, mfa: [], preferredMfa: undefined }],
  });
  const { key, secret, tokens } = await confirmed(pool);
  const sdk = sdkFor(pool);
  const config = { Salt: secret.salt, PasswordVerifier: secret.verifier };
  const confirm = (AccessToken: string | undefined, DeviceKey: string) =>
    refusalOf(sdk.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig: config }));
  await expect(confirm(tokens.AccessToken, key)).resolves.toMatchObject({ name: 'DeviceKeyExistsException' });
  const { AuthenticationResult: hers } = await signInOverSrp(pool, {
    ClientId,
    username: 'grace',
    password: PASSWORD,
  });
  await expect(confirm(hers?.AccessToken, key)).resolves.toEqual(
    refusal('InvalidParameterException', 'Invalid device key given.'),
  );
  await expect(refusalOf(sdk.getDevice({ AccessToken: hers?.AccessToken, DeviceKey: key }))).resolves.toEqual(
    unknownDevice,
  );
});

describe('a refresh token', () => {
  const refreshWith = (pool: LocalPool, token: string | undefined, DEVICE_KEY?: string) =>
    sdkFor(pool).initiateAuth({
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: token ?? '', ...(DEVICE_KEY && { DEVICE_KEY }) },
    });
  const invalid = refusal('NotAuthorizedException', 'Invalid Refresh Token.');

  test('works with the key of its own device only', async () => {
    const pool = await poolWith(tracking);
    const { key, tokens } = await confirmed(pool);
    const other = await confirmed(pool);
    await expect(refreshWith(pool, tokens.RefreshToken, key)).resolves.toMatchObject({
      AuthenticationResult: { AccessToken: expect.any(String) },
    });
    await expect(
      sdkFor(pool).getTokensFromRefreshToken({ ClientId, RefreshToken: tokens.RefreshToken, DeviceKey: key }),
    ).resolves.toMatchObject({ AuthenticationResult: { AccessToken: expect.any(String) } });
    await expect(refusalOf(refreshWith(pool, tokens.RefreshToken))).resolves.toEqual(invalid);
    await expect(refusalOf(refreshWith(pool, tokens.RefreshToken, other.key))).resolves.toEqual(invalid);
  });

  test('does not work before the device is confirmed, nor after it was forgotten', async () => {
    const pool = await poolWith(tracking);
    const { RefreshToken, NewDeviceMetadata } = await signIn(pool);
    await expect(refusalOf(refreshWith(pool, RefreshToken, NewDeviceMetadata?.DeviceKey))).resolves.toEqual(
      invalid,
    );
    const { key, tokens } = await confirmed(pool);
    await sdkFor(pool).forgetDevice({ AccessToken: tokens.AccessToken, DeviceKey: key });
    await expect(refusalOf(refreshWith(pool, tokens.RefreshToken, key))).resolves.toEqual(invalid);
  });
});

test('administrators see and change the devices of a user', async () => {
  const pool = await poolWith(tracking);
  const sdk = sdkFor(pool);
  const { key } = await confirmed(pool);
  await confirmed(pool);
  const ofAda = { UserPoolId: pool.userPoolId, Username: 'ada' };
  const statusOf = async () =>
    (await sdk.adminGetDevice({ ...ofAda, DeviceKey: key })).Device?.DeviceAttributes?.find(
      ({ Name }) => Name === 'dev:device_remembered_status',
    )?.Value;
  const first = await sdk.adminListDevices({ ...ofAda, Limit: 1 });
  expect(first.Devices).toMatchObject([{ DeviceKey: key, DeviceCreateDate: expect.any(Date) }]);
  const second = await sdk.adminListDevices({ ...ofAda, PaginationToken: first.PaginationToken });
  expect(second.Devices).toHaveLength(1);
  expect(second.PaginationToken).toBeUndefined();

  await expect(statusOf()).resolves.toBe('remembered');
  await sdk.adminUpdateDeviceStatus({
    ...ofAda,
    DeviceKey: key,
    DeviceRememberedStatus: 'not_remembered',
  });
  await expect(statusOf()).resolves.toBe('not_remembered');
  await expect(openWith(pool, key)).resolves.toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  await sdk.adminForgetDevice({ ...ofAda, DeviceKey: key });
  await expect(refusalOf(sdk.adminGetDevice({ ...ofAda, DeviceKey: key }))).resolves.toEqual(unknownDevice);
});
