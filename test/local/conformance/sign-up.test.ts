import { bench, unsigned } from '../../helpers/conformance.js';
import { ada, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf, signInOverSrp } from '../../helpers/sdk.js';

closeAfterEach();

const ClientId = 'app';
const who = { ClientId, Username: 'bob' };
const UserAttributes = [{ Name: 'email', Value: 'test@example.com' }];
const notFound = refusal('UserNotFoundException', 'Username/client id combination not found.');
const disabled = refusal('NotAuthorizedException', 'User is disabled.');
const noClient = refusal('ResourceNotFoundException', 'User pool client nobody does not exist.');

const signedUp = async () => {
  const opened = await bench();
  const output = await opened.sdk.signUp({ ...who, Password: PASSWORD, UserAttributes });
  const { code } = await opened.pool.messages.next();
  return { ...opened, output, code };
};

test('SignUp makes an unconfirmed user and sends a code', async () => {
  const { sdk, UserPoolId, output } = await signedUp();
  expect(output).toMatchObject({
    UserConfirmed: false,
    UserSub: expect.any(String),
    CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 't***@e***' },
  });
  const user = await sdk.adminGetUser({ UserPoolId, Username: 'bob' });
  expect(user.UserStatus).toBe('UNCONFIRMED');
  expect(user.UserAttributes).toContainEqual({ Name: 'sub', Value: output.UserSub });
  const again = sdk.signUp({ ...who, Password: PASSWORD });
  expect(await refusalOf(again)).toEqual(refusal('UsernameExistsException', 'User already exists'));
  const elsewhere = sdk.signUp({ ClientId: 'nobody', Username: 'x', Password: PASSWORD });
  expect(await refusalOf(elsewhere)).toEqual(noClient);
});

test('ConfirmSignUp confirms the user and the contact', async () => {
  const { sdk, UserPoolId, code } = await signedUp();
  await sdk.confirmSignUp({ ...who, ConfirmationCode: code });
  const user = await sdk.adminGetUser({ UserPoolId, Username: 'bob' });
  expect(user.UserStatus).toBe('CONFIRMED');
  expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
});

test('ResendConfirmationCode sends another code', async () => {
  const { pool, sdk } = await signedUp();
  const { CodeDeliveryDetails } = await sdk.resendConfirmationCode(who);
  expect(CodeDeliveryDetails?.Destination).toBe('t***@e***');
  const { code, reason } = await pool.messages.next();
  expect(reason).toBe('ResendCode');
  await sdk.confirmSignUp({ ...who, ConfirmationCode: code });
});

test('ForgotPassword and ConfirmForgotPassword replace a password', async () => {
  const { pool, sdk } = await bench();
  const ada = { ClientId, Username: 'ada' };
  const { CodeDeliveryDetails } = await sdk.forgotPassword(ada);
  expect(CodeDeliveryDetails).toEqual({
    AttributeName: 'email',
    DeliveryMedium: 'EMAIL',
    Destination: 'a***@e***',
  });
  const { code } = await pool.messages.next();
  const Password = 'Another-Horse-9';
  await sdk.confirmForgotPassword({ ...ada, ConfirmationCode: code, Password });
  const { AuthenticationResult } = await signInOverSrp(pool, {
    ClientId,
    username: 'ada',
    password: Password,
  });
  expect(AuthenticationResult).toBeDefined();
});

test('whoever is unknown or disabled is refused, and so is an unknown client', async () => {
  const { sdk } = await bench({ users: [{ ...ada, enabled: false }] });
  const code = { ConfirmationCode: '123456' };
  const calls = (user: { ClientId: string; Username: string }) => [
    sdk.confirmSignUp({ ...user, ...code }),
    sdk.resendConfirmationCode(user),
    sdk.forgotPassword(user),
    sdk.confirmForgotPassword({ ...user, ...code, Password: PASSWORD }),
  ];
  for (const call of calls(who)) expect(await refusalOf(call)).toEqual(notFound);
  for (const call of calls({ ClientId, Username: 'ada' })) expect(await refusalOf(call)).toEqual(disabled);
  for (const call of calls({ ClientId: 'nobody', Username: 'ada' }))
    expect(await refusalOf(call)).toEqual(noClient);
});

test('every constraint that a request breaks is named', async () => {
  const { sdk } = await bench();
  const { message } = await refusalOf(sdk.confirmForgotPassword({ ClientId } as never));
  expect(message).toBe(
    [
      "3 validation errors detected: Value at 'username'failed to satisfy constraint: Member must not be null",
      "Value at 'confirmationCode'failed to satisfy constraint: Member must not be null",
      "Value at 'password'failed to satisfy constraint: Member must not be null",
    ].join('; '),
  );
});

test('nobody has to sign these calls', async () => {
  const { pool } = await bench();
  const user = { ClientId, Username: 'ada' };
  expect(await unsigned(pool, 'SignUp', { ...who, Password: PASSWORD })).toBe('ok');
  expect(await unsigned(pool, 'ForgotPassword', user)).toBe('ok');
  expect(
    await unsigned(pool, 'ConfirmForgotPassword', { ...user, ConfirmationCode: '1', Password: PASSWORD }),
  ).toBe('CodeMismatchException');
  expect(await unsigned(pool, 'ConfirmSignUp', { ...user, ConfirmationCode: '1' })).toBe(
    'NotAuthorizedException',
  );
  expect(await unsigned(pool, 'ResendConfirmationCode', user)).toBe('InvalidParameterException');
});
