import { AuthenticationDetails, type CognitoUser } from 'amazon-cognito-identity-js';
import type { Seed } from 'portcullis/local';
import { identityJsUser, sessionOf, signIn, step } from '../helpers/identity-js.js';
import { ada, adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const code = () => totpCode(TOTP_SECRET);
const answer = (user: CognitoUser, value: string, factor: string) =>
  step(callbacks => user.sendMFACode(value, callbacks, factor));

test('an SMS code is the second factor, and a wrong one may be followed by the right one', async () => {
  const pool = await poolWith({
    MfaConfiguration: 'ON',
    users: [{ ...ada, mfa: ['SMS_MFA'], preferredMfa: 'SMS_MFA' }],
  });
  const user = identityJsUser(pool, 'ada');
  await expect(signIn(user, PASSWORD)).resolves.toMatchObject({
    challenge: 'SMS_MFA',
    parameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: '+********9934' },
  });
  const sent = (await pool.messages.next()).code;
  await expect(answer(user, sent === '000000' ? '000001' : '000000', 'SMS_MFA')).rejects.toMatchObject({
    code: 'CodeMismatchException',
    message: 'Invalid code or auth state for the user.',
  });
  sessionOf(await answer(user, sent, 'SMS_MFA'));
});

test('the kind of second factor is chosen', async () => {
  const { preferredMfa: _, ...undecided } = adaWithTotp;
  const pool = await poolWith({ users: [{ ...undecided, mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] }] });
  const user = identityJsUser(pool, 'ada');
  const asked = await signIn(user, PASSWORD);
  expect(asked).toMatchObject({ challenge: 'SELECT_MFA_TYPE' });
  expect(JSON.parse('parameters' in asked ? (asked.parameters.MFAS_CAN_CHOOSE ?? '') : '')).toEqual([
    'SMS_MFA',
    'SOFTWARE_TOKEN_MFA',
  ]);
  await expect(
    step(callbacks =>
      user.sendMFASelectionAnswer('SOFTWARE_TOKEN_MFA', {
        ...callbacks,
        mfaRequired: callbacks.mfaRequired as never,
        totpRequired: callbacks.totpRequired as never,
      }),
    ),
  ).resolves.toMatchObject({ challenge: 'SOFTWARE_TOKEN_MFA' });
  sessionOf(await answer(user, code(), 'SOFTWARE_TOKEN_MFA'));
});

test('an authenticator is set up in the middle of a sign-in', async () => {
  const pool = await poolWith({ MfaConfiguration: 'ON', users: [ada] } satisfies Seed);
  const user = identityJsUser(pool, 'ada');
  await expect(signIn(user, PASSWORD)).resolves.toMatchObject({ challenge: 'MFA_SETUP' });
  const secret = await new Promise<string>((associateSecretCode, onFailure) =>
    user.associateSoftwareToken({ associateSecretCode, onFailure }),
  );
  const session = await new Promise((onSuccess, onFailure) =>
    user.verifySoftwareToken(totpCode(secret), 'phone', { onSuccess: onSuccess as never, onFailure }),
  );
  expect(session).toMatchObject({ accessToken: { payload: { username: 'ada' } } });
  pool.clock.advance(60);
  await expect(signIn(identityJsUser(pool, 'ada'), PASSWORD)).resolves.toMatchObject({
    challenge: 'SOFTWARE_TOKEN_MFA',
    parameters: { FRIENDLY_DEVICE_NAME: 'phone' },
  });
});

test('the second factor follows a password that was sent', async () => {
  const pool = await poolWith({
    clients: [{ clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
    users: [adaWithTotp],
  });
  const user = identityJsUser(pool, 'ada');
  user.setAuthenticationFlowType('USER_PASSWORD_AUTH');
  await expect(signIn(user, PASSWORD)).resolves.toMatchObject({ challenge: 'SOFTWARE_TOKEN_MFA' });
  sessionOf(await answer(user, code(), 'SOFTWARE_TOKEN_MFA'));
});

test('a custom challenge is answered without a password', async () => {
  const pool = await poolWith({
    users: [ada],
    customChallenges: [
      { question: 'first pet?', answer: 'Rex' },
      { question: 'first street?', answer: 'Elm' },
    ],
  });
  const user = identityJsUser(pool, 'ada');
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  await expect(
    step(callbacks => user.initiateAuth(new AuthenticationDetails({ Username: 'ada' }), callbacks)),
  ).resolves.toMatchObject({ parameters: { question: 'first pet?' } });
  await expect(step(callbacks => user.sendCustomChallengeAnswer('Rex', callbacks))).resolves.toMatchObject({
    parameters: { question: 'first street?' },
  });
  sessionOf(await step(callbacks => user.sendCustomChallengeAnswer('Elm', callbacks)));
});
