import { startLocalPool } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { sdkFor, signInOverSrp } from '../helpers/sdk.js';

closeAfterEach();

const starting = (seed: object) => startLocalPool({ seed }).then(pool => pool.close());

test('a pool starts without a seed, with one public client', async () => {
  const pool = await startLocalPool();
  expect(pool).toMatchObject({ region: 'eu-west-1', userPoolId: 'eu-west-1_Portcull1' });
  expect(pool.clients).toEqual([{ clientId: 'portcullis' }]);
  await pool.close();
});

test('every key of a seed is taken', async () => {
  const pool = await poolWith({
    userPoolId: 'us-east-1_AbCdEf123',
    MfaConfiguration: 'OPTIONAL',
    UsernameAttributes: [],
    AliasAttributes: ['email', 'preferred_username'],
    AutoVerifiedAttributes: ['email', 'phone_number'],
    UsernameConfiguration: { CaseSensitive: false },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    Policies: {
      PasswordPolicy: { MinimumLength: 12, RequireSymbols: false },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
    },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    clients: [
      {
        clientId: 'app',
        clientSecret: 'topsecret',
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
        AccessTokenValiditySeconds: 600,
        PreventUserExistenceErrors: 'ENABLED',
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      },
    ],
    groups: [{ name: 'admins', description: 'All doors', precedence: 1, roleArn: 'arn:aws:iam::1:role/a' }],
    users: [
      {
        username: 'ada',
        password: PASSWORD,
        status: 'CONFIRMED',
        attributes: { email: 'ada@example.com', phone_number: '+441234569934', 'custom:team': 'engines' },
        groups: ['admins'],
        totpSecret: TOTP_SECRET,
        mfa: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
        preferredMfa: 'SOFTWARE_TOKEN_MFA',
      },
    ],
  });
  const sdk = sdkFor(pool);
  const { UserPool } = await sdk.describeUserPool({ UserPoolId: pool.userPoolId });
  expect(UserPool).toMatchObject({
    Id: 'us-east-1_AbCdEf123',
    MfaConfiguration: 'OPTIONAL',
    AliasAttributes: ['email', 'preferred_username'],
    AutoVerifiedAttributes: ['email', 'phone_number'],
    UsernameConfiguration: { CaseSensitive: false },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    Policies: {
      PasswordPolicy: { MinimumLength: 12, RequireSymbols: false, RequireNumbers: true },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
    },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    EstimatedNumberOfUsers: 1,
  });
  expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:team');
  const { UserPoolClient } = await sdk.describeUserPoolClient({
    UserPoolId: pool.userPoolId,
    ClientId: 'app',
  });
  expect(UserPoolClient).toMatchObject({
    ClientId: 'app',
    ClientSecret: 'topsecret',
    UserPoolId: 'us-east-1_AbCdEf123',
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    AccessTokenValidity: 600,
    TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'hours', RefreshToken: 'days' },
    PreventUserExistenceErrors: 'ENABLED',
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    EnableTokenRevocation: true,
    CreationDate: expect.any(Date),
  });
  expect(await sdk.adminGetUser({ UserPoolId: pool.userPoolId, Username: 'ada@example.com' })).toMatchObject({
    Username: 'ada',
    UserStatus: 'CONFIRMED',
    Enabled: true,
    PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
  });
});

test.each<[string, object, string]>([
  ['an unknown key', { userPool: 'x' }, 'options.seed.userPool is not a known key'],
  [
    'an unknown key deep inside',
    { users: [{ username: 'ada', pasword: 'x' }] },
    'options.seed.users[0].pasword',
  ],
  ['a user without a name', { users: [{}] }, 'options.seed.users[0].username is missing'],
  [
    'a username that no operation takes',
    { users: [{ username: 'Ada Lovelace' }] },
    'options.seed.users[0].username must be without spaces',
  ],
  [
    'a long group name',
    { groups: [{ name: 'a'.repeat(129) }] },
    'options.seed.groups[0].name must be at most 128',
  ],
  [
    'a value that is not in the list',
    { MfaConfiguration: 'MAYBE' },
    'options.seed.MfaConfiguration must be one of',
  ],
  ['a pool id of the wrong form', { userPoolId: 'mypool' }, 'options.seed.userPoolId must be a user pool id'],
  [
    'a number for a text',
    { users: [{ username: 'ada', attributes: { name: 5 } }] },
    'users[0].attributes.name must be a string',
  ],
  [
    'an attribute that no pool has',
    { users: [{ username: 'ada', attributes: { mail: 'x' } }] },
    'users[0].attributes.mail',
  ],
  [
    'a group that is not there',
    { users: [{ username: 'ada', groups: ['ghosts'] }] },
    'users[0].groups[0] is not one of the groups',
  ],
  [
    'an attribute that does not fit its schema',
    {
      Schema: [{ Name: 'age', AttributeDataType: 'Number' }],
      users: [{ username: 'ada', attributes: { 'custom:age': 'old' } }],
    },
    'users[0].attributes.custom:age does not fit the schema: Number must be whole',
  ],
  [
    'what the service refuses',
    { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 2 } } },
    'options.seed is refused: Password history is not available in the LITE tier',
  ],
  [
    'two users of one name',
    { users: [{ username: 'ada' }, { username: 'ada' }] },
    'users[1].username is there twice',
  ],
  [
    'two clients of one id',
    { clients: [{ clientId: 'a' }, { clientId: 'a' }] },
    'clients[1].clientId is there twice',
  ],
  [
    'an authenticator without its secret',
    { users: [{ username: 'ada', mfa: ['SOFTWARE_TOKEN_MFA'] }] },
    'users[0].totpSecret is missing',
  ],
  [
    'SMS without a phone number',
    { users: [{ username: 'ada', mfa: ['SMS_MFA'] }] },
    'users[0].attributes.phone_number is missing',
  ],
  [
    'a preference for what is off',
    { users: [{ username: 'ada', preferredMfa: 'SMS_MFA' }] },
    'users[0].preferredMfa must be one of',
  ],
  [
    'a secret that is not base32',
    { users: [{ username: 'ada', totpSecret: 'not base32!' }] },
    'users[0].totpSecret must be base32',
  ],
])('%s stops the start and is named', async (_, seed, message) => {
  await expect(starting(seed)).rejects.toThrow(message);
});

test('a seed takes the members of CreateUserPool and CreateUserPoolClient, and true for an attribute', async () => {
  const pool = await poolWith({
    $schema: './seed.schema.json',
    Schema: [{ Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '18' } }],
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    UserPoolTags: { team: 'shop' },
    clients: [{ clientId: 'app', CallbackURLs: ['https://shop.example'], AccessTokenValidity: 2 }],
    users: [
      {
        username: 'ada',
        attributes: { email: 'ada@example.com', email_verified: false, 'custom:age': '36' },
      },
    ],
  });
  const sdk = sdkFor(pool);
  const { UserPoolId } = { UserPoolId: pool.userPoolId };
  const { UserPool } = await sdk.describeUserPool({ UserPoolId });
  expect(UserPool).toMatchObject({
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    UserPoolTags: { team: 'shop' },
  });
  const { UserPoolClient } = await sdk.describeUserPoolClient({ UserPoolId, ClientId: 'app' });
  expect(UserPoolClient).toMatchObject({ CallbackURLs: ['https://shop.example'], AccessTokenValidity: 2 });
  const { UserAttributes } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
});

test('passwords are not kept', async () => {
  const pool = await poolWith({ users: [ada] });
  expect(JSON.stringify(pool)).not.toContain(PASSWORD);
});

test('a seeded username that is an e-mail address becomes an attribute where those are usernames', async () => {
  const pool = await poolWith({
    UsernameAttributes: ['email'],
    users: [{ username: 'ada@example.com', password: PASSWORD }],
  });
  const user = await sdkFor(pool).adminGetUser({ UserPoolId: pool.userPoolId, Username: 'ada@example.com' });
  const attributes = Object.fromEntries(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]) ?? []);
  expect(attributes).toMatchObject({ sub: user.Username, email: 'ada@example.com', email_verified: 'true' });
  const attempt = { ClientId: 'app', username: 'ada@example.com', password: PASSWORD };
  expect((await signInOverSrp(pool, attempt)).AuthenticationResult).toBeDefined();
});

test('hundreds of users are seeded', async () => {
  const users = Array.from({ length: 200 }, (_, i) => ({ username: `user${i}`, password: PASSWORD }));
  const pool = await poolWith({ users });
  const { UserPool } = await sdkFor(pool).describeUserPool({ UserPoolId: pool.userPoolId });
  expect(UserPool?.EstimatedNumberOfUsers).toBe(200);
});
