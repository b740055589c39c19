import { bench } from '../../helpers/conformance.js';
import { ada, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf, signInOverSrp } from '../../helpers/sdk.js';

closeAfterEach();

test('CreateUserPool makes a pool in which people sign up and sign in, apart from the first', async () => {
  const { pool, sdk } = await bench();
  const { UserPool } = await sdk.createUserPool({
    PoolName: 'shop',
    UsernameAttributes: ['email'],
    Schema: [
      { Name: 'tier', AttributeDataType: 'String' },
      { Name: 'email', Required: true },
    ],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
  });
  expect(UserPool).toMatchObject({
    Id: expect.stringMatching(/^eu-west-1_[a-z0-9]{9}$/),
    Name: 'shop',
    UsernameAttributes: ['email'],
    MfaConfiguration: 'OFF',
    EstimatedNumberOfUsers: 0,
  });
  expect(UserPool?.SchemaAttributes?.filter(({ Name }) => Name?.endsWith('tier'))).toHaveLength(1);
  const UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await sdk.createUserPoolClient({ UserPoolId, ClientName: 'web' });
  const ClientId = UserPoolClient?.ClientId ?? '';
  const person = { ClientId, Username: 'bob@example.com' };

  const short = sdk.signUp({ ...person, Password: 'Short-1' });
  expect((await refusalOf(short)).name).toBe('InvalidPasswordException');
  const password = 'Correct-Horse-Battery-9';
  await sdk.signUp({
    ...person,
    Password: password,
    UserAttributes: [{ Name: 'custom:tier', Value: 'gold' }],
  });
  await sdk.adminConfirmSignUp({ UserPoolId, Username: person.Username });
  const { AuthenticationResult } = await signInOverSrp(
    { ...pool, userPoolId: UserPoolId },
    { ClientId, username: person.Username, password },
  );
  const { UserAttributes } = await sdk.getUser({ AccessToken: AuthenticationResult?.AccessToken ?? '' });
  expect(UserAttributes).toContainEqual({ Name: 'custom:tier', Value: 'gold' });
  expect((await sdk.listUsers({ UserPoolId: pool.userPoolId })).Users).toHaveLength(1);
});

test('ListUserPools pages through the pools, DeleteUserPool ends one', async () => {
  const { pool, sdk } = await bench();
  const { UserPool } = await sdk.createUserPool({ PoolName: 'shop' });
  const first = await sdk.listUserPools({ MaxResults: 1 });
  expect(first.UserPools).toMatchObject([{ Id: pool.userPoolId, LambdaConfig: {} }]);
  const second = await sdk.listUserPools({ MaxResults: 1, NextToken: first.NextToken });
  expect(second.UserPools).toMatchObject([{ Id: UserPool?.Id, Name: 'shop' }]);
  expect(second.NextToken).toBeUndefined();
  expect((await refusalOf(sdk.listUserPools({ MaxResults: 0 }))).name).toBe('InvalidParameterException');
  await sdk.deleteUserPool({ UserPoolId: UserPool?.Id });
  expect(await refusalOf(sdk.describeUserPool({ UserPoolId: UserPool?.Id }))).toEqual(
    refusal('ResourceNotFoundException', `User pool ${UserPool?.Id} does not exist.`),
  );
  expect((await sdk.listUserPools({ MaxResults: 60 })).UserPools).toHaveLength(1);
});

test('UpdateUserPool resets what the call leaves out, and keeps what only the creation decides', async () => {
  const { sdk, UserPoolId } = await bench({
    AliasAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 20 } },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    users: [ada],
  });
  await sdk.updateUserPool({ UserPoolId, Policies: { PasswordPolicy: { RequireSymbols: false } } });
  const { UserPool } = await sdk.describeUserPool({ UserPoolId });
  expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({ MinimumLength: 8, RequireSymbols: false });
  expect(UserPool?.AliasAttributes).toEqual(['email']);
  expect(UserPool?.AutoVerifiedAttributes).toEqual([]);
  expect(UserPool?.DeviceConfiguration).toBeUndefined();
  const withoutPassword = sdk.updateUserPool({
    UserPoolId,
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } },
  });
  expect((await refusalOf(withoutPassword)).name).toBe('InvalidParameterException');
});

test('SetUserPoolMfaConfig decides what a sign-in asks for, and GetUserPoolMfaConfig tells it', async () => {
  const { pool, sdk, UserPoolId } = await bench();
  const attempt = { ClientId: 'app', username: 'ada', password: PASSWORD };
  expect(await sdk.getUserPoolMfaConfig({ UserPoolId })).toMatchObject({
    MfaConfiguration: 'OFF',
    SoftwareTokenMfaConfiguration: { Enabled: false },
  });
  const on = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
  expect(await sdk.setUserPoolMfaConfig({ UserPoolId, ...on })).toMatchObject(on);
  expect(await sdk.getUserPoolMfaConfig({ UserPoolId })).toMatchObject(on);
  const { ChallengeName, ChallengeParameters } = await signInOverSrp(pool, attempt);
  expect(ChallengeName).toBe('MFA_SETUP');
  expect(ChallengeParameters?.MFAS_CAN_SETUP).toBe('["SOFTWARE_TOKEN_MFA"]');

  expect(await refusalOf(sdk.setUserPoolMfaConfig({ UserPoolId, ...on, MfaConfiguration: 'OFF' }))).toEqual(
    refusal(
      'InvalidParameterException',
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    ),
  );
  expect(await refusalOf(sdk.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: 'ON' }))).toEqual(
    refusal(
      'InvalidParameterException',
      'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
    ),
  );
  await sdk.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: 'OFF' });
  expect((await signInOverSrp(pool, attempt)).AuthenticationResult).toBeDefined();
});

test('CreateUserPoolClient, ListUserPoolClients and DeleteUserPoolClient work on the clients of a pool', async () => {
  const { sdk, UserPoolId } = await bench();
  const { UserPoolClient: web } = await sdk.createUserPoolClient({ UserPoolId, ClientName: 'web' });
  expect(web).toMatchObject({
    ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
    ClientName: 'web',
    UserPoolId,
  });
  expect(web).not.toHaveProperty('ClientSecret');
  const { UserPoolClient: server } = await sdk.createUserPoolClient({
    UserPoolId,
    ClientName: 'server',
    GenerateSecret: true,
    AccessTokenValidity: 10,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
  expect(server?.ClientSecret).toMatch(/^[a-z0-9]{51}$/);
  const bare = sdk.initiateAuth({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: server?.ClientId,
    AuthParameters: { USERNAME: 'ada', PASSWORD },
  });
  expect((await refusalOf(bare)).name).not.toBe('ResourceNotFoundException');

  const page = await sdk.listUserPoolClients({ UserPoolId, MaxResults: 2 });
  expect(page.UserPoolClients).toMatchObject([{ ClientId: 'app' }, { ClientName: 'web', UserPoolId }]);
  const rest = await sdk.listUserPoolClients({ UserPoolId, MaxResults: 2, NextToken: page.NextToken });
  expect(rest.UserPoolClients).toMatchObject([{ ClientName: 'server' }]);

  const gone = { UserPoolId, ClientId: web?.ClientId };
  await sdk.deleteUserPoolClient(gone);
  expect(await refusalOf(sdk.deleteUserPoolClient(gone))).toEqual(
    refusal('ResourceNotFoundException', `User pool client ${web?.ClientId} does not exist.`),
  );
});
