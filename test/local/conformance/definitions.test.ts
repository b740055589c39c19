import type { CreateUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { startLocalPool } from 'portcullis/local';
import { type Bench, bench } from '../../helpers/conformance.js';
import { ada, closeAfterAll, closing, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../../helpers/sdk.js';

closeAfterAll();

let shared: Bench;
beforeAll(async () => {
  shared = await bench();
});

/** A pool of one test, on the server that all share, with a client. */
async function made(definition: Omit<CreateUserPoolRequest, 'PoolName'>) {
  const { sdk, pool } = shared;
  const { UserPool } = await sdk.createUserPool({ PoolName: 'shop', ...definition });
  const UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await sdk.createUserPoolClient({ UserPoolId, ClientName: 'web' });
  const ClientId = UserPoolClient?.ClientId ?? '';
  return { ...shared, pool: { ...pool, userPoolId: UserPoolId }, UserPoolId, ClientId };
}

const creating = (definition: Omit<CreateUserPoolRequest, 'PoolName'>) =>
  refusalOf(shared.sdk.createUserPool({ PoolName: 'shop', ...definition }));
const invalid = (message: string) => refusal('InvalidParameterException', message);
const unfit = (how: string) => invalid(`Attributes did not conform to the schema: ${how}`);
const attribute = (Name: string, Value: string) => ({ Name, Value });

describe('AdminCreateUserConfig', () => {
  test('lets only administrators make users', async () => {
    const { sdk, ClientId } = await made({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    const signUp = sdk.signUp({ ClientId, Username: 'bob', Password: PASSWORD });
    expect(await refusalOf(signUp)).toEqual(
      refusal('NotAuthorizedException', 'SignUp is not permitted for this user pool'),
    );
  });

  test('says how long a temporary password is valid, unless the password policy does', async () => {
    const { sdk, UserPoolId } = await made({ AdminCreateUserConfig: { UnusedAccountValidityDays: 1 } });
    const { UserPool } = await sdk.describeUserPool({ UserPoolId });
    expect(UserPool?.AdminCreateUserConfig?.UnusedAccountValidityDays).toBe(1);
    expect(UserPool?.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays).toBe(1);
    const both = {
      AdminCreateUserConfig: { UnusedAccountValidityDays: 1 },
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 2 } },
    };
    expect(await creating(both)).toEqual(
      invalid(
        'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
      ),
    );
  });
});

describe('Schema', () => {
  const Schema: CreateUserPoolRequest['Schema'] = [
    { Name: 'name', Required: true },
    {
      Name: 'tier',
      AttributeDataType: 'String',
      Mutable: false,
      StringAttributeConstraints: { MaxLength: '4' },
    },
    {
      Name: 'age',
      AttributeDataType: 'Number',
      NumberAttributeConstraints: { MinValue: '18', MaxValue: '99' },
    },
    { Name: 'staff', AttributeDataType: 'Boolean' },
    { Name: 'risk', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
  ];

  test('is described with the standard attributes, in their types', async () => {
    const { sdk, UserPoolId } = await made({ Schema });
    const { UserPool } = await sdk.describeUserPool({ UserPoolId });
    const described = UserPool?.SchemaAttributes ?? [];
    expect(described.slice(0, 2)).toMatchObject([
      { Name: 'sub', Mutable: false, Required: true },
      { Name: 'name', Required: true },
    ]);
    expect(described.find(({ Name }) => Name === 'birthdate')?.StringAttributeConstraints).toEqual({
      MinLength: '10',
      MaxLength: '10',
    });
    expect(described.slice(20)).toEqual([
      {
        Name: 'custom:tier',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: false,
        Required: false,
        StringAttributeConstraints: { MaxLength: '4' },
      },
      expect.objectContaining({
        Name: 'custom:age',
        NumberAttributeConstraints: { MinValue: '18', MaxValue: '99' },
      }),
      expect.objectContaining({ Name: 'custom:staff', AttributeDataType: 'Boolean' }),
      expect.objectContaining({ Name: 'dev:custom:risk', DeveloperOnlyAttribute: true }),
    ]);
  });

  test('is asked of people and administrators alike', async () => {
    const { sdk, UserPoolId, ClientId } = await made({ Schema });
    const person = { ClientId, Username: 'bob', Password: PASSWORD };
    expect(await refusalOf(sdk.signUp(person))).toEqual(unfit('name: The attribute is required'));
    const named = attribute('name', 'Bob');
    const wrong = [
      ['custom:tier', 'silver', 'String must be at most 4 characters'],
      ['custom:age', '17', 'Number must be at least 18'],
      ['custom:age', '100', 'Number must be at most 99'],
      ['custom:age', '4.5', 'Number must be whole'],
      ['custom:staff', 'yes', 'Boolean must be true or false'],
    ] as const;
    for (const [name, value, problem] of wrong) {
      const UserAttributes = [named, attribute(name, value)];
      expect(await refusalOf(sdk.signUp({ ...person, UserAttributes }))).toEqual(
        unfit(`${name}: ${problem}`),
      );
      expect(await refusalOf(sdk.adminCreateUser({ UserPoolId, Username: 'bob', UserAttributes }))).toEqual(
        unfit(`${name}: ${problem}`),
      );
    }
    const risky = { ...person, UserAttributes: [named, attribute('dev:custom:risk', 'low')] };
    expect((await refusalOf(sdk.signUp(risky))).name).toBe('NotAuthorizedException');
    await sdk.signUp({ ...person, UserAttributes: [named, attribute('custom:tier', 'gold')] });
    const change = (name: string, value: string) =>
      sdk.adminUpdateUserAttributes({
        UserPoolId,
        Username: 'bob',
        UserAttributes: [attribute(name, value)],
      });
    expect(await refusalOf(change('custom:tier', 'tin'))).toEqual(
      invalid('user.custom:tier: Attribute cannot be updated.'),
    );
    expect(await refusalOf(change('name', ''))).toEqual(unfit('name: The attribute is required'));
    await change('dev:custom:risk', 'low');
  });

  test('has a new user of an administrator bring what is missing with the first password', async () => {
    const { pool, sdk, UserPoolId, ClientId } = await made({ Schema });
    await sdk.adminCreateUser({ UserPoolId, Username: 'eve', TemporaryPassword: PASSWORD });
    const signIn = { ClientId, username: 'eve', password: PASSWORD };
    const { ChallengeName, ChallengeParameters, Session } = await signInOverSrp(pool, signIn);
    expect(ChallengeParameters?.requiredAttributes).toBe('["userAttributes.name"]');
    const answer = (more: object) =>
      sdk.respondToAuthChallenge({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'eve', NEW_PASSWORD: 'Another-Horse-9', ...more },
      });
    expect(await refusalOf(answer({}))).toEqual(invalid('Invalid attributes given, name is missing'));
    expect((await answer({ 'userAttributes.name': 'Eve' })).AuthenticationResult).toBeDefined();
  });

  test('refuses custom attributes that are required, and standard ones of another type', async () => {
    expect(
      await creating({ Schema: [{ Name: 'tier', AttributeDataType: 'String', Required: true }] }),
    ).toEqual(invalid('Required custom attributes are not supported currently.'));
    expect((await creating({ Schema: [{ Name: 'email', AttributeDataType: 'Number' }] })).name).toBe(
      'InvalidParameterException',
    );
  });
});

test('DeletionProtection keeps a pool until it is taken away', async () => {
  const { sdk, UserPoolId } = await made({ DeletionProtection: 'ACTIVE' });
  expect(await refusalOf(sdk.deleteUserPool({ UserPoolId }))).toEqual(
    invalid(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    ),
  );
  await sdk.updateUserPool({ UserPoolId, DeletionProtection: 'INACTIVE' });
  await sdk.deleteUserPool({ UserPoolId });
});

test('message templates word what is sent', async () => {
  const { pool, sdk, UserPoolId, ClientId } = await made({
    AutoVerifiedAttributes: ['email'],
    EmailVerificationSubject: 'Hello',
    VerificationMessageTemplate: { EmailMessage: 'Type {####} in.' },
    AdminCreateUserConfig: {
      InviteMessageTemplate: {
        SMSMessage: '{username}, begin with {####}',
        EmailMessage: '{username}: {####}',
      },
    },
  });
  const { UserPool } = await sdk.describeUserPool({ UserPoolId });
  expect(UserPool).toMatchObject({
    EmailVerificationMessage: 'Type {####} in.',
    VerificationMessageTemplate: { EmailSubject: 'Hello', DefaultEmailOption: 'CONFIRM_WITH_CODE' },
  });
  const email = attribute('email', 'bob@example.com');
  await sdk.signUp({ ClientId, Username: 'bob', Password: PASSWORD, UserAttributes: [email] });
  const phone = attribute('phone_number', '+441234560000');
  await sdk.adminCreateUser({
    UserPoolId,
    Username: 'eve',
    TemporaryPassword: PASSWORD,
    UserAttributes: [phone],
  });
  const [verification, invitation] = pool.messages.list().slice(-2);
  expect(verification).toMatchObject({ subject: 'Hello', text: `Type ${verification?.code} in.` });
  expect(invitation).toMatchObject({ medium: 'SMS', text: `eve, begin with ${PASSWORD}` });
  const withoutCode = { EmailVerificationMessage: 'No code here' };
  expect((await creating(withoutCode)).name).toBe('InvalidParameterException');
});

test('UserPoolTier excludes what the tier does not have', async () => {
  const lite = { UserPoolTier: 'LITE' } as const;
  const refused = async (definition: Omit<CreateUserPoolRequest, 'PoolName'>) =>
    expect((await creating(definition)).name).toBe('FeatureUnavailableInTierException');
  await refused({ ...lite, Policies: { PasswordPolicy: { PasswordHistorySize: 3 } } });
  await refused({
    ...lite,
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  });
  await refused({ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } });
  const { sdk, UserPoolId } = await made(lite);
  const client = (more: object) =>
    refusalOf(sdk.createUserPoolClient({ UserPoolId, ClientName: 'x', ...more }));
  expect((await client({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })).name).toBe(
    'FeatureUnavailableInTierException',
  );
  expect((await client({ RefreshTokenRotation: { Feature: 'ENABLED' } })).name).toBe(
    'FeatureUnavailableInTierException',
  );
  const mfa = { UserPoolId, MfaConfiguration: 'ON', EmailMfaConfiguration: {} } as const;
  expect((await refusalOf(sdk.setUserPoolMfaConfig(mfa))).name).toBe('FeatureUnavailableInTierException');
});

test('an app client fits its pool, and its OAuth members each other', async () => {
  const { sdk, UserPoolId } = shared;
  const client = (more: object) =>
    refusalOf(sdk.createUserPoolClient({ UserPoolId, ClientName: 'x', ...more }));
  const oauth = { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'] };
  expect(await client({ ReadAttributes: ['custom:none'] })).toEqual(
    invalid('Invalid read attributes specified while creating a client'),
  );
  expect(await client({ WriteAttributes: ['custom:none'] })).toEqual(
    invalid('Invalid write attributes specified while creating a client'),
  );
  expect(await client({ SupportedIdentityProviders: ['COGNITO', 'Google'] })).toEqual(
    invalid(`The provider Google does not exist for User Pool ${UserPoolId}.`),
  );
  expect((await client(oauth)).name).toBe('InvalidOAuthFlowException');
  expect((await client({ ...oauth, AllowedOAuthScopes: ['shop/read'] })).name).toBe(
    'ScopeDoesNotExistException',
  );
  expect((await client({ AllowedOAuthFlows: ['client_credentials'] })).name).toBe(
    'InvalidOAuthFlowException',
  );
  expect((await client({ DefaultRedirectURI: 'https://shop.example' })).name).toBe(
    'InvalidParameterException',
  );
  const members = {
    ...oauth,
    AllowedOAuthFlows: ['code' as const],
    AllowedOAuthScopes: ['openid', 'email'],
    CallbackURLs: ['https://shop.example/back'],
    LogoutURLs: ['https://shop.example'],
    DefaultRedirectURI: 'https://shop.example/back',
    SupportedIdentityProviders: ['COGNITO'],
  };
  const { UserPoolClient } = await sdk.createUserPoolClient({ UserPoolId, ClientName: 'x', ...members });
  const described = await sdk.describeUserPoolClient({ UserPoolId, ClientId: UserPoolClient?.ClientId });
  expect(described.UserPoolClient).toMatchObject(members);
});

describe('strict', () => {
  const LambdaArn = 'arn:aws:lambda:eu-west-1:123456789012:function:federation';
  const InboundFederation = { LambdaVersion: 'V1_0' as const, LambdaArn };

  test('refuses what would be kept without effect, which is otherwise described', async () => {
    const strict = await poolWith({}, { strict: true });
    const sdk = sdkFor(strict);
    const LambdaConfig = { InboundFederation };
    expect((await refusalOf(sdk.createUserPool({ PoolName: 'shop', LambdaConfig }))).message).toContain(
      'LambdaConfig.InboundFederation',
    );
    await sdk.createUserPool({
      PoolName: 'shop',
      LambdaConfig: {},
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    });
    const { UserPoolId } = await made({ LambdaConfig });
    const { UserPool } = await shared.sdk.describeUserPool({ UserPoolId });
    expect(UserPool?.LambdaConfig).toEqual(LambdaConfig);
  });

  test('refuses it in a seed', async () => {
    const seed = { users: [ada], LambdaConfig: { InboundFederation } };
    await expect(startLocalPool({ seed, strict: true })).rejects.toThrow(
      'options.seed.LambdaConfig.InboundFederation',
    );
    closing(await startLocalPool({ seed }));
  });
});
