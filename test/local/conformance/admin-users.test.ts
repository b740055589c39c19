import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { bench, signedIn } from '../../helpers/conformance.js';
import { ada, adaWithTotp, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf } from '../../helpers/sdk.js';

closeAfterEach();

const Username = 'ada';

async function attributesOf(sdk: CognitoIdentityProvider, UserPoolId: string) {
  const { UserAttributes = [] } = await sdk.adminGetUser({ UserPoolId, Username });
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

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

test('a user who is enabled again has to sign in again', async () => {
  const { pool, sdk, UserPoolId } = await bench();
  const AccessToken = await signedIn(pool);
  await sdk.adminDisableUser({ UserPoolId, Username });
  await sdk.adminEnableUser({ UserPoolId, Username });
  expect((await refusalOf(sdk.getUser({ AccessToken }))).message).toBe('Access Token has been revoked');
  expect(await signedIn(pool)).not.toBe('');
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
