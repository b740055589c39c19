import type { CustomMessageEvent, MessageReason, Seed, Trigger } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../../helpers/sdk.js';
import { headOf, NO_CLIENT, refusing, watching } from '../../helpers/triggers.js';

closeAfterEach();

const who = { ClientId: 'app', Username: 'ada' };
const userAttributes = { sub: expect.any(String), 'cognito:user_status': 'CONFIRMED', ...ada.attributes };
const unset = { smsMessage: null, emailMessage: null, emailSubject: null };

/** Words everything, and says which message it is. */
const wording = () =>
  watching<CustomMessageEvent>(({ triggerSource, request, response }) => {
    response.smsMessage = `${request.codeParameter} by SMS`;
    response.emailMessage = `${triggerSource} for ${request.usernameParameter}: ${request.codeParameter}`;
    response.emailSubject = 'Hello';
  });

const poolOf = async (customMessage: Trigger<CustomMessageEvent>, seed: Seed = {}) => {
  const pool = await poolWith({ users: [ada], ...seed }, { triggers: { customMessage } });
  return { pool, sdk: sdkFor(pool), UserPoolId: pool.userPoolId };
};

test('sees whom a message is for, and no code', async () => {
  const { seen, trigger } = wording();
  const { pool, sdk } = await poolOf(trigger);
  await sdk.forgotPassword({ ...who, ClientMetadata: { theme: 'dark' } });
  const { code } = await pool.messages.next();
  expect(seen).toEqual([
    {
      ...headOf(pool, 'ada'),
      triggerSource: 'CustomMessage_ForgotPassword',
      request: {
        userAttributes,
        codeParameter: '{####}',
        usernameParameter: null,
        clientMetadata: { theme: 'dark' },
      },
      response: unset,
    },
  ]);
  expect(JSON.stringify(seen)).not.toContain(code);
});

test('words the message, with the code filled in', async () => {
  const { pool, sdk } = await poolOf(wording().trigger);
  await sdk.forgotPassword(who);
  const { code, ...message } = await pool.messages.next();
  expect(message).toMatchObject({
    subject: 'Hello',
    text: `CustomMessage_ForgotPassword for null: ${code}`,
  });
});

test('fills in the username and the password of an invitation, however they look', async () => {
  const { seen, trigger } = wording();
  const { pool, sdk, UserPoolId } = await poolOf(trigger);
  await sdk.adminCreateUser({
    UserPoolId,
    Username: '{####}',
    TemporaryPassword: 'Horse-$&-9{username}',
    UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
  });
  expect(seen).toMatchObject([
    { callerContext: { clientId: NO_CLIENT }, request: { usernameParameter: '{username}' } },
  ]);
  const { text } = await pool.messages.next();
  expect(text).toBe('CustomMessage_AdminCreateUser for {####}: Horse-$&-9{username}');
});

test('leaves a message alone where it sets nothing', async () => {
  const { pool, sdk } = await poolOf(event => event);
  await sdk.forgotPassword(who);
  const message = await pool.messages.next();
  expect(Object.keys(message)).not.toContain('text');
  expect(Object.keys(message)).not.toContain('subject');
});

test('words an SMS by its own text, without a subject', async () => {
  const users = [{ ...ada, mfa: ['SMS_MFA' as const], preferredMfa: 'SMS_MFA' as const }];
  const { pool } = await poolOf(wording().trigger, { users });
  await signInOverSrp(pool, { ClientId: 'app', username: 'ada', password: PASSWORD });
  const { code, ...message } = await pool.messages.next();
  expect(message).toMatchObject({ medium: 'SMS', reason: 'Authentication', text: `${code} by SMS` });
  expect(message).not.toHaveProperty('subject');
});

test('comes before every kind of message', async () => {
  const { seen, trigger } = wording();
  const { pool, sdk, UserPoolId } = await poolOf(trigger);
  const bob = { ClientId: 'app', Username: 'bob' };
  const UserAttributes = [{ Name: 'email', Value: 'new@example.com' }];
  const { accessToken: AccessToken } = await pool.tokensFor('ada');
  await sdk.signUp({ ...bob, Password: PASSWORD, UserAttributes });
  await sdk.resendConfirmationCode(bob);
  await sdk.updateUserAttributes({ AccessToken, UserAttributes });
  await sdk.getUserAttributeVerificationCode({ AccessToken, AttributeName: 'email' });
  await sdk.adminUpdateUserAttributes({
    UserPoolId,
    Username: 'ada',
    UserAttributes: [{ Name: 'email', Value: 'x@y' }],
  });
  const sources = seen.map(({ triggerSource, callerContext }) => [triggerSource, callerContext.clientId]);
  const expected: [MessageReason, string][] = [
    ['SignUp', 'app'],
    ['ResendCode', 'app'],
    ['UpdateUserAttribute', 'app'],
    ['VerifyUserAttribute', 'app'],
    ['UpdateUserAttribute', NO_CLIENT],
  ];
  expect(sources).toEqual(expected.map(([reason, client]) => [`CustomMessage_${reason}`, client]));
});

test('has what it throws passed on; nothing is sent, and the code before still counts', async () => {
  let down = false;
  const { pool, sdk } = await poolOf(event => {
    if (down) throw new Error('Out of words');
    return event;
  });
  await sdk.forgotPassword(who);
  const { code: ConfirmationCode } = await pool.messages.next();
  down = true;
  expect(await refusalOf(sdk.forgotPassword(who))).toEqual(
    refusal('UserLambdaValidationException', 'CustomMessage failed with error Out of words.'),
  );
  expect(pool.messages.list()).toHaveLength(1);
  await sdk.confirmForgotPassword({ ...who, ConfirmationCode, Password: 'Another-Horse-9' });
});

test('is refused where the text would keep the code from the user', async () => {
  const { sdk } = await poolOf(event => {
    event.response.emailMessage = 'Have a nice day';
    return event;
  });
  const { name, message } = await refusalOf(sdk.forgotPassword(who));
  expect(name).toBe('InvalidParameterException');
  expect(message).toContain("Value at 'emailBody' failed to satisfy constraint");
});

test('nobody is written to, so it is not asked, where the user does not exist', async () => {
  const clients = [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' as const }];
  const { sdk } = await poolOf(refusing('asked'), { clients });
  const { CodeDeliveryDetails } = await sdk.forgotPassword({ ...who, Username: 'nobody' });
  expect(CodeDeliveryDetails).toBeDefined();
});
