import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool } from 'portcullis/local';
import { ada, adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../helpers/sdk.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const NOON = Date.UTC(2026, 5, 1, 12);
const clock = () => NOON;

const firstFactor = (pool: LocalPool) =>
  signInOverSrp(pool, { ClientId: 'app', username: 'ada', password: PASSWORD });

const answer = (
  pool: LocalPool,
  { ChallengeName, Session }: InitiateAuthResponse,
  responses: Record<string, string>,
) =>
  sdkFor(pool).respondToAuthChallenge({
    ClientId: 'app',
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: 'ada', ...responses },
  });

const both = { ...adaWithTotp, mfa: ['SMS_MFA' as const, 'SOFTWARE_TOKEN_MFA' as const] };

describe('an authenticator', () => {
  const asked = async () => {
    const pool = await poolWith({ users: [adaWithTotp] }, { clock });
    const challenge = await firstFactor(pool);
    expect(challenge).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { USER_ID_FOR_SRP: 'ada' },
    });
    const code = (SOFTWARE_TOKEN_MFA_CODE: string) => answer(pool, challenge, { SOFTWARE_TOKEN_MFA_CODE });
    return { pool, challenge, code };
  };

  test.each([
    ['now', 0],
    ['30 seconds ago', -30_000],
    ['in 30 seconds', 30_000],
  ])('is believed with its code of %s', async (_, offset) => {
    const { code } = await asked();
    expect((await code(totpCode(TOTP_SECRET, NOON + offset))).AuthenticationResult).toBeDefined();
  });

  test('is not believed with an older code, and may be asked again', async () => {
    const { code } = await asked();
    expect(await refusalOf(code(totpCode(TOTP_SECRET, NOON - 60_000)))).toEqual(
      refusal('CodeMismatchException', 'Invalid code received for user'),
    );
    expect((await code(totpCode(TOTP_SECRET, NOON))).AuthenticationResult).toBeDefined();
  });

  test('is believed once with each code', async () => {
    const { pool, code } = await asked();
    await code(totpCode(TOTP_SECRET, NOON));
    const again = await firstFactor(pool);
    const SOFTWARE_TOKEN_MFA_CODE = totpCode(TOTP_SECRET, NOON);
    expect(await refusalOf(answer(pool, again, { SOFTWARE_TOKEN_MFA_CODE }))).toEqual(
      refusal('ExpiredCodeException', 'Your software token has already been used once.'),
    );
  });

  test('is asked of the username that the challenge returned, not of an alias', async () => {
    const pool = await poolWith({ AliasAttributes: ['email'], users: [adaWithTotp] }, { clock });
    const challenge = await firstFactor(pool);
    const responses = { USERNAME: 'ada@example.com', SOFTWARE_TOKEN_MFA_CODE: totpCode(TOTP_SECRET, NOON) };
    expect(await refusalOf(answer(pool, challenge, responses))).toEqual(
      refusal('InvalidParameterException', 'Invalid device key given.'),
    );
  });
});

describe('a session', () => {
  const code = { SOFTWARE_TOKEN_MFA_CODE: totpCode(TOTP_SECRET, NOON) };
  const refused = (message: string) => refusal('NotAuthorizedException', message);

  test('serves once', async () => {
    const pool = await poolWith({ users: [adaWithTotp] }, { clock });
    const challenge = await firstFactor(pool);
    await answer(pool, challenge, code);
    expect(await refusalOf(answer(pool, challenge, code))).toEqual(
      refused('Invalid session for the user, session can only be used once.'),
    );
  });

  test('serves one of two answers that arrive at once', async () => {
    const pool = await poolWith({ users: [adaWithTotp] }, { clock });
    const challenge = await firstFactor(pool);
    const answers = await Promise.allSettled([answer(pool, challenge, code), answer(pool, challenge, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('ends after three minutes', async () => {
    const pool = await poolWith({ users: [adaWithTotp] }, { clock });
    const challenge = await firstFactor(pool);
    pool.clock.advance(180);
    expect(await refusalOf(answer(pool, challenge, code))).toEqual(
      refused('Invalid session for the user, session is expired.'),
    );
  });

  test('belongs to one user, one client and one challenge', async () => {
    const pool = await poolWith({
      clients: [{ clientId: 'app' }, { clientId: 'other' }],
      users: [adaWithTotp, { username: 'bob', password: PASSWORD }],
    });
    const { Session } = await firstFactor(pool);
    const sdk = sdkFor(pool);
    const right = {
      ClientId: 'app',
      ChallengeName: 'SOFTWARE_TOKEN_MFA' as const,
      Session,
      ChallengeResponses: { USERNAME: 'ada', ...code },
    };
    const wrong = [
      { ...right, ClientId: 'other' },
      { ...right, ChallengeResponses: { USERNAME: 'bob', ...code } },
      {
        ...right,
        ChallengeName: 'SMS_MFA' as const,
        ChallengeResponses: { USERNAME: 'ada', SMS_MFA_CODE: '1' },
      },
      { ...right, Session: 'AYABe-a-session-that-nobody-opened' },
    ];
    for (const bent of wrong)
      expect(await refusalOf(sdk.respondToAuthChallenge(bent))).toEqual(
        refused('Invalid session for the user.'),
      );
  });
});

test('an SMS brings the code, and its number counts as verified after', async () => {
  const pool = await poolWith({ users: [{ ...ada, mfa: ['SMS_MFA'] }] });
  const challenge = await firstFactor(pool);
  expect(challenge.ChallengeParameters).toEqual({
    CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
    CODE_DELIVERY_DESTINATION: '+********9934',
    USER_ID_FOR_SRP: 'ada',
  });
  const { code } = await pool.messages.next({ to: '+441234569934' });
  expect(code).toMatch(/^\d{6}$/);
  const wrong = code === '000000' ? '111111' : '000000';
  expect(await refusalOf(answer(pool, challenge, { SMS_MFA_CODE: wrong }))).toEqual(
    refusal('CodeMismatchException', 'Invalid code or auth state for the user.'),
  );
  await answer(pool, challenge, { SMS_MFA_CODE: code });
  const { UserAttributes } = await sdkFor(pool).adminGetUser({
    UserPoolId: pool.userPoolId,
    Username: 'ada',
  });
  expect(UserAttributes).toContainEqual({ Name: 'phone_number_verified', Value: 'true' });
});

test('an e-mail brings the code', async () => {
  const pool = await poolWith({ users: [{ ...ada, mfa: ['EMAIL_OTP'] }] });
  const challenge = await firstFactor(pool);
  expect(challenge.ChallengeParameters).toMatchObject({ CODE_DELIVERY_DESTINATION: 'a***@e***' });
  const { code } = await pool.messages.next({ to: 'ada@example.com' });
  expect((await answer(pool, challenge, { EMAIL_OTP_CODE: code })).AuthenticationResult).toBeDefined();
});

test('a user with several factors and no preference chooses one', async () => {
  const { preferredMfa: _, ...undecided } = both;
  const pool = await poolWith({ users: [undecided] });
  const challenge = await firstFactor(pool);
  expect(challenge.ChallengeName).toBe('SELECT_MFA_TYPE');
  expect(JSON.parse(challenge.ChallengeParameters?.MFAS_CAN_CHOOSE ?? '')).toEqual([
    'SMS_MFA',
    'SOFTWARE_TOKEN_MFA',
  ]);
  const chosen = await answer(pool, challenge, { ANSWER: 'SMS_MFA' });
  const { code } = await pool.messages.next();
  expect((await answer(pool, chosen, { SMS_MFA_CODE: code })).AuthenticationResult).toBeDefined();
});

test('a preferred factor is asked for without a choice', async () => {
  const pool = await poolWith({ users: [both] });
  expect((await firstFactor(pool)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
});

test('a pool without MFA asks for none, whatever the user has', async () => {
  const pool = await poolWith({ MfaConfiguration: 'OFF', users: [adaWithTotp] });
  expect((await firstFactor(pool)).AuthenticationResult).toBeDefined();
});

test('a pool that requires MFA has users set up an authenticator while they sign in', async () => {
  const pool = await poolWith({ MfaConfiguration: 'ON', users: [ada] }, { clock });
  const sdk = sdkFor(pool);
  const challenge = await firstFactor(pool);
  expect(challenge.ChallengeName).toBe('MFA_SETUP');
  expect(JSON.parse(challenge.ChallengeParameters?.MFAS_CAN_SETUP ?? '')).toContain('SOFTWARE_TOKEN_MFA');

  const { SecretCode = '', Session } = await sdk.associateSoftwareToken({ Session: challenge.Session });
  expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
  const wrong = sdk.verifySoftwareToken({ Session, UserCode: totpCode(SecretCode, NOON - 90_000) });
  expect(await refusalOf(wrong)).toEqual(refusal('EnableSoftwareTokenMFAException', 'Code mismatch'));
  expect(await refusalOf(answer(pool, { ...challenge, Session }, {}))).toMatchObject({
    name: 'InvalidParameterException',
  });
  const UserCode = totpCode(SecretCode, NOON);
  const verified = await sdk.verifySoftwareToken({ Session, UserCode, FriendlyDeviceName: 'phone' });
  expect(verified.Status).toBe('SUCCESS');
  const done = await answer(pool, { ...challenge, Session: verified.Session }, {});
  expect(done.AuthenticationResult).toBeDefined();

  const next = await firstFactor(pool);
  expect(next.ChallengeParameters).toEqual({ USER_ID_FOR_SRP: 'ada', FRIENDLY_DEVICE_NAME: 'phone' });
  expect(await refusalOf(answer(pool, next, { SOFTWARE_TOKEN_MFA_CODE: UserCode }))).toEqual(
    refusal('ExpiredCodeException', 'Your software token has already been used once.'),
  );
});

describe('a signed-in user', () => {
  const signedIn = async (seed: object = {}) => {
    const pool = await poolWith({ MfaConfiguration: 'OPTIONAL', users: [ada], ...seed }, { clock });
    const { AuthenticationResult } = await firstFactor(pool);
    return { pool, sdk: sdkFor(pool), AccessToken: AuthenticationResult?.AccessToken };
  };

  test('sets up an authenticator, which counts once it is preferred', async () => {
    const { pool, sdk, AccessToken } = await signedIn();
    const { SecretCode = '' } = await sdk.associateSoftwareToken({ AccessToken });
    await sdk.verifySoftwareToken({ AccessToken, UserCode: totpCode(SecretCode, NOON) });
    expect((await firstFactor(pool)).AuthenticationResult).toBeDefined();
    await sdk.setUserMFAPreference({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    expect(await sdk.getUser({ AccessToken })).toMatchObject({
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    });
    expect((await firstFactor(pool)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  test('cannot prefer an authenticator that was not verified', async () => {
    const { sdk, AccessToken } = await signedIn();
    const SoftwareTokenMfaSettings = { Enabled: true };
    expect(await refusalOf(sdk.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings }))).toEqual(
      refusal('InvalidParameterException', 'User has not verified software token mfa'),
    );
  });

  test('cannot speak of SMS without a phone number', async () => {
    const users = [{ username: 'ada', password: PASSWORD }];
    const { sdk, AccessToken } = await signedIn({ users });
    const SMSMfaSettings = { Enabled: false };
    expect(await refusalOf(sdk.setUserMFAPreference({ AccessToken, SMSMfaSettings }))).toEqual(
      refusal('InvalidParameterException', 'User does not have a phone_number set to turn on SMS MFA'),
    );
  });

  test('switches a factor off, and the others stay', async () => {
    const pool = await poolWith({ users: [both] }, { clock });
    const SOFTWARE_TOKEN_MFA_CODE = totpCode(TOTP_SECRET, NOON);
    const { AuthenticationResult } = await answer(pool, await firstFactor(pool), { SOFTWARE_TOKEN_MFA_CODE });
    const AccessToken = AuthenticationResult?.AccessToken;
    const sdk = sdkFor(pool);
    await sdk.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: { Enabled: false } });
    const { PreferredMfaSetting, UserMFASettingList } = await sdk.getUser({ AccessToken });
    expect(PreferredMfaSetting).toBeUndefined();
    expect(UserMFASettingList).toEqual(['SMS_MFA']);
  });

  test('cannot set up an authenticator in a pool that has them off', async () => {
    const { sdk, AccessToken } = await signedIn({ MfaConfiguration: 'OFF' });
    expect(await refusalOf(sdk.associateSoftwareToken({ AccessToken }))).toEqual(
      refusal('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool'),
    );
  });
});

test('a new password comes before the second factor', async () => {
  const pool = await poolWith({ users: [{ ...adaWithTotp, status: 'FORCE_CHANGE_PASSWORD' }] }, { clock });
  const challenge = await firstFactor(pool);
  expect(challenge.ChallengeParameters?.requiredAttributes).toBe('[]');
  expect(JSON.parse(challenge.ChallengeParameters?.userAttributes ?? '')).toMatchObject({
    email: 'ada@example.com',
  });
  const change = (responses: Record<string, string>) => answer(pool, challenge, responses);
  expect(await refusalOf(change({ NEW_PASSWORD: 'Short1!' }))).toEqual(
    refusal('InvalidPasswordException', 'Password did not conform with policy: Password not long enough'),
  );
  const repeated = { NEW_PASSWORD: 'Another-Horse-9', 'userAttributes.email': 'ada@example.com' };
  expect(await refusalOf(change(repeated))).toEqual(
    refusal('NotAuthorizedException', 'Cannot modify an already provided email'),
  );
  const next = await change({ NEW_PASSWORD: 'Another-Horse-9', 'userAttributes.name': 'Ada' });
  expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const user = await sdkFor(pool).adminGetUser({ UserPoolId: pool.userPoolId, Username: 'ada' });
  expect(user.UserStatus).toBe('CONFIRMED');
  expect(user.UserAttributes).toContainEqual({ Name: 'name', Value: 'Ada' });
});
