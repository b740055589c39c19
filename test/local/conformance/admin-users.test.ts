import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { bench, signedIn, unsigned } from '../../helpers/conformance.js';
import { ada, adaWithTotp, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf, signInOverSrp } from '../../helpers/sdk.js';

closeAfterEach();

const Username = 'ada';
const attempt = { ClientId: 'app', username: 'ada', password: PASSWORD };

async function attributesOf(sdk: CognitoIdentityProvider, UserPoolId: string) {
  const { UserAttributes = [] } = await sdk.adminGetUser({ UserPoolId, Username });
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

test('AdminConfirmSignUp confirms without a code, once', async () => {
  const { pool, sdk, UserPoolId } = await bench({ users: [{ ...ada, status: 'UNCONFIRMED' }] });
  await sdk.adminConfirmSignUp({ UserPoolId, Username });
  expect(await signedIn(pool)).not.toBe('');
  expect(await refusalOf(sdk.adminConfirmSignUp({ UserPoolId, Username }))).toEqual(
    refusal('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
  );
});

test('AdminUpdateUserAttributes changes what it is told, verifications included', async () => {
  const { pool, sdk, UserPoolId } = await bench();
  const change = (...pairs: [string, string][]) =>
    sdk.adminUpdateUserAttributes({
      UserPoolId,
      Username,
      UserAttributes: pairs.map(([Name, Value]) => ({ Name, Value })),
    });
  await change(['email', 'new@example.com'], ['email_verified', 'true'], ['name', 'Ada']);
  expect(await attributesOf(sdk, UserPoolId)).toMatchObject({
    email: 'new@example.com',
    email_verified: 'true',
    name: 'Ada',
  });
  expect(pool.messages.list()).toEqual([]);
  await change(['email', 'other@example.com'], ['name', '']);
  const attributes = await attributesOf(sdk, UserPoolId);
  expect(attributes.email_verified).toBe('false');
  expect(attributes).not.toHaveProperty('name');
  expect(pool.messages.list()).toMatchObject([{ to: 'other@example.com' }]);
  expect(await refusalOf(change(['sub', 'x']))).toEqual(
    refusal('InvalidParameterException', 'user.sub: Attribute cannot be updated.'),
  );
  expect((await refusalOf(change(['custom:shoe', '40']))).message).toMatch(
    /^Attributes did not conform to the schema: /,
  );
});

test('AdminUpdateUserAttributes takes no alias away from somebody else', async () => {
  const bob = { username: 'bob', password: PASSWORD };
  const { sdk, UserPoolId } = await bench({ AliasAttributes: ['email'], users: [ada, bob] });
  const email = { Name: 'email', Value: 'ada@example.com' };
  const change = (...UserAttributes: { Name: string; Value: string }[]) =>
    sdk.adminUpdateUserAttributes({ UserPoolId, Username: 'bob', UserAttributes });
  await change(email);
  expect(await refusalOf(change({ Name: 'email_verified', Value: 'true' }))).toEqual(
    refusal('AliasExistsException', 'An account with the email already exists.'),
  );
  expect((await sdk.adminGetUser({ UserPoolId, Username: email.Value })).Username).toBe('ada');
  await sdk.adminDeleteUser({ UserPoolId, Username: 'ada' });
  await change({ Name: 'email_verified', Value: 'true' });
  expect((await sdk.adminGetUser({ UserPoolId, Username: email.Value })).Username).toBe('bob');
});

test('AdminDeleteUserAttributes deletes', async () => {
  const { sdk, UserPoolId } = await bench();
  await sdk.adminDeleteUserAttributes({ UserPoolId, Username, UserAttributeNames: ['phone_number'] });
  expect(await attributesOf(sdk, UserPoolId)).not.toHaveProperty('phone_number');
});

test('AdminResetUserPassword sends a code and makes the user use it', async () => {
  const { pool, sdk, UserPoolId } = await bench();
  await sdk.adminResetUserPassword({ UserPoolId, Username });
  expect((await refusalOf(signInOverSrp(pool, attempt))).name).toBe('PasswordResetRequiredException');
  const { code } = await pool.messages.next({ to: 'ada@example.com' });
  const next = { ConfirmationCode: code, Password: 'Another-Horse-9' };
  await sdk.confirmForgotPassword({ ClientId: 'app', Username, ...next });
  expect((await sdk.adminGetUser({ UserPoolId, Username })).UserStatus).toBe('CONFIRMED');
});

test('AdminResetUserPassword refuses who has no contact or no password of their own', async () => {
  const { sdk, UserPoolId } = await bench({
    users: [{ username: 'ada' }, { ...ada, username: 'new', status: 'FORCE_CHANGE_PASSWORD' }],
  });
  expect((await refusalOf(sdk.adminResetUserPassword({ UserPoolId, Username }))).name).toBe(
    'InvalidParameterException',
  );
  expect(await refusalOf(sdk.adminResetUserPassword({ UserPoolId, Username: 'new' }))).toEqual(
    refusal('NotAuthorizedException', 'User password cannot be reset in the current state.'),
  );
});

test('AdminDisableUser stops tokens and sign-ins, and AdminEnableUser allows new ones', async () => {
  const { pool, sdk, UserPoolId } = await bench();
  const AccessToken = await signedIn(pool);
  const disabled = refusal('NotAuthorizedException', 'User is disabled.');
  await sdk.adminDisableUser({ UserPoolId, Username });
  expect(await refusalOf(sdk.getUser({ AccessToken }))).toEqual(disabled);
  expect(await refusalOf(signInOverSrp(pool, attempt))).toEqual(disabled);
  await sdk.adminEnableUser({ UserPoolId, Username });
  expect((await refusalOf(sdk.getUser({ AccessToken }))).message).toBe('Access Token has been revoked');
  expect(await signedIn(pool)).not.toBe('');
});

test('AdminDeleteUser ends the account', async () => {
  const { pool, sdk, UserPoolId } = await bench();
  const AccessToken = await signedIn(pool);
  await sdk.adminDeleteUser({ UserPoolId, Username });
  expect((await refusalOf(sdk.getUser({ AccessToken }))).name).toBe('NotAuthorizedException');
  expect((await refusalOf(sdk.adminGetUser({ UserPoolId, Username }))).name).toBe('UserNotFoundException');
});

test('AdminSetUserMFAPreference switches factors', async () => {
  const { sdk, UserPoolId } = await bench({ users: [adaWithTotp] });
  await sdk.adminSetUserMFAPreference({
    UserPoolId,
    Username,
    SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    SoftwareTokenMfaSettings: { Enabled: false },
  });
  const user = await sdk.adminGetUser({ UserPoolId, Username });
  expect(user).toMatchObject({ UserMFASettingList: ['SMS_MFA'], PreferredMfaSetting: 'SMS_MFA' });
});

test('AdminSetUserPassword keeps to the passwords that the pool remembers', async () => {
  const { sdk, UserPoolId } = await bench({
    users: [ada],
    Policies: { PasswordPolicy: { PasswordHistorySize: 2 } },
  });
  const set = (Password: string) =>
    sdk.adminSetUserPassword({ UserPoolId, Username, Password, Permanent: true });
  await set('Another-Horse-9');
  expect(await refusalOf(set(PASSWORD))).toEqual(
    refusal('PasswordHistoryPolicyViolationException', 'Password has previously been used'),
  );
});

const operations: readonly [string, object][] = [
  ['AdminConfirmSignUp', {}],
  ['AdminUpdateUserAttributes', { UserAttributes: [] }],
  ['AdminDeleteUserAttributes', { UserAttributeNames: [] }],
  ['AdminResetUserPassword', {}],
  ['AdminDisableUser', {}],
  ['AdminEnableUser', {}],
  ['AdminDeleteUser', {}],
  ['AdminSetUserMFAPreference', {}],
];

test.each(operations)('%s needs AWS credentials, a user and a pool that exist', async (operation, input) => {
  const { pool, sdk, UserPoolId } = await bench();
  const call = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}` as 'adminDeleteUser';
  expect(await unsigned(pool, operation, { ...input, UserPoolId, Username })).toBe(
    'MissingAuthenticationTokenException',
  );
  expect(await refusalOf(sdk[call]({ ...input, UserPoolId, Username: 'nobody' }))).toEqual(
    refusal('UserNotFoundException', 'User does not exist.'),
  );
  const elsewhere = { ...input, UserPoolId: 'eu-west-1_Elsewhere', Username };
  expect(await refusalOf(sdk[call](elsewhere))).toEqual(
    refusal('ResourceNotFoundException', 'User pool eu-west-1_Elsewhere does not exist.'),
  );
});
