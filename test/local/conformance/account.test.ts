import { bench, signedIn, unsigned } from '../../helpers/conformance.js';
import { ada, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf, signInOverSrp } from '../../helpers/sdk.js';

closeAfterEach();

const NEXT = 'Another-Horse-9';

const opened = async () => {
  const made = await bench();
  return { ...made, AccessToken: await signedIn(made.pool) };
};

test('ChangePassword sets another password', async () => {
  const { pool, sdk, AccessToken } = await opened();
  await sdk.changePassword({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEXT });
  expect(await signedIn(pool, NEXT)).not.toBe('');
  const wrong = sdk.changePassword({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEXT });
  expect(await refusalOf(wrong)).toEqual(
    refusal('NotAuthorizedException', 'Incorrect username or password.'),
  );
});

test('UpdateUserAttributes and DeleteUserAttributes change the profile', async () => {
  const { sdk, AccessToken } = await opened();
  const email = { Name: 'email', Value: 'new@example.com' };
  const { CodeDeliveryDetailsList } = await sdk.updateUserAttributes({
    AccessToken,
    UserAttributes: [email, { Name: 'name', Value: 'Ada' }],
  });
  expect(CodeDeliveryDetailsList).toEqual([
    { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
  ]);
  await sdk.deleteUserAttributes({ AccessToken, UserAttributeNames: ['name', 'phone_number'] });
  const { UserAttributes = [] } = await sdk.getUser({ AccessToken });
  expect(UserAttributes).toContainEqual(email);
  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  expect(UserAttributes.map(({ Name }) => Name).sort()).toEqual(['email', 'email_verified', 'sub']);
  const sub = [{ Name: 'sub', Value: 'x' }];
  expect(await refusalOf(sdk.updateUserAttributes({ AccessToken, UserAttributes: sub }))).toEqual(
    refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
  );
  const shoe = [{ Name: 'custom:shoe', Value: '40' }];
  const { name, message } = await refusalOf(sdk.updateUserAttributes({ AccessToken, UserAttributes: shoe }));
  expect(name).toBe('InvalidParameterException');
  expect(message).toMatch(/^Attributes did not conform to the schema: /);
});

test('GetUserAttributeVerificationCode and VerifyUserAttribute verify a contact', async () => {
  const { pool, sdk, AccessToken } = await opened();
  const AttributeName = 'phone_number';
  const { CodeDeliveryDetails } = await sdk.getUserAttributeVerificationCode({ AccessToken, AttributeName });
  expect(CodeDeliveryDetails).toEqual({ AttributeName, DeliveryMedium: 'SMS', Destination: '+********9934' });
  const { code: Code } = await pool.messages.next();
  const wrong = { AccessToken, AttributeName, Code: Code === '0' ? '1' : '0' };
  expect(await refusalOf(sdk.verifyUserAttribute(wrong))).toEqual(
    refusal('CodeMismatchException', 'Invalid verification code provided, please try again.'),
  );
  await sdk.verifyUserAttribute({ AccessToken, AttributeName, Code });
  const { UserAttributes } = await sdk.getUser({ AccessToken });
  expect(UserAttributes).toContainEqual({ Name: 'phone_number_verified', Value: 'true' });
  expect(await refusalOf(sdk.verifyUserAttribute({ AccessToken, AttributeName, Code }))).toEqual(
    refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
  );
  const unverifiable = sdk.getUserAttributeVerificationCode({ AccessToken, AttributeName: 'name' });
  expect((await refusalOf(unverifiable)).name).toBe('InvalidParameterException');
});

test('GetUserAuthFactors tells how the user signs in', async () => {
  const { sdk, AccessToken } = await opened();
  const { $metadata: _, ...factors } = await sdk.getUserAuthFactors({ AccessToken });
  expect(factors).toEqual({ Username: 'ada', ConfiguredUserAuthFactors: ['PASSWORD'] });
});

test('DeleteUser ends the account and its tokens', async () => {
  const { pool, sdk, AccessToken } = await opened();
  await sdk.deleteUser({ AccessToken });
  expect(await refusalOf(sdk.getUser({ AccessToken }))).toEqual(
    refusal('NotAuthorizedException', 'Access Token has been revoked'),
  );
  const attempt = signInOverSrp(pool, { ClientId: 'app', username: 'ada', password: PASSWORD });
  expect(await refusalOf(attempt)).toEqual(refusal('UserNotFoundException', 'User does not exist.'));
});

test.each([
  ['ChangePassword', { PreviousPassword: PASSWORD, ProposedPassword: NEXT }],
  ['UpdateUserAttributes', { UserAttributes: [] }],
  ['DeleteUserAttributes', { UserAttributeNames: [] }],
  ['GetUserAttributeVerificationCode', { AttributeName: 'email' }],
  ['VerifyUserAttribute', { AttributeName: 'email', Code: '123456' }],
  ['GetUserAuthFactors', {}],
  ['DeleteUser', {}],
])('%s needs an access token, and no signature', async (operation, input) => {
  const { pool } = await bench({ users: [ada] });
  expect(await unsigned(pool, operation, input)).toBe('InvalidParameterException');
  expect(await unsigned(pool, operation, { ...input, AccessToken: 'x.y.z' })).toBe('NotAuthorizedException');
  const { AuthenticationResult } = await signInOverSrp(pool, {
    ClientId: 'app',
    username: 'ada',
    password: PASSWORD,
  });
  const { IdToken, AccessToken } = AuthenticationResult ?? {};
  expect(await unsigned(pool, operation, { ...input, AccessToken: IdToken })).toBe('NotAuthorizedException');
  expect(await unsigned(pool, operation, { ...input, AccessToken })).toMatch(/^ok$|^ExpiredCode/);
});
