import { aDate, aString, invalid, notFound, type Rows, violates } from './row.js';
import { ClientId, seed, type World } from './world.js';

const dates = { CreationDate: aDate, LastModifiedDate: aDate };
const passwordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  PasswordHistorySize: 0,
  TemporaryPasswordValidityDays: 7,
};
const userPool = {
  ...dates,
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
  DeletionProtection: 'INACTIVE',
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  LambdaConfig: {},
  UserPoolTags: {},
  UserPoolTier: 'ESSENTIALS',
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
  Id: expect.stringMatching(/^eu-west-1_\w+$/),
  Arn: expect.stringMatching(/^arn:aws:cognito-idp:eu-west-1:\d{12}:userpool\/eu-west-1_\w+$/),
  Policies: {
    PasswordPolicy: passwordPolicy,
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
  },
  AutoVerifiedAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: true },
  SchemaAttributes: expect.arrayContaining([
    {
      Name: 'email',
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
    },
  ]),
};
const userPoolClient = {
  ...dates,
  UserPoolId: aString,
  AccessTokenValidity: 1,
  IdTokenValidity: 1,
  RefreshTokenValidity: 30,
  TokenValidityUnits: { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' },
  AuthSessionValidity: 3,
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: 'LEGACY',
  AllowedOAuthFlowsUserPoolClient: false,
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
};
const thePool = ({ UserPoolId }: World) => ({ UserPoolId });
const theClient = ({ UserPoolId }: World) => ({ UserPoolId, ClientId });
const badValidity = invalid('Invalid range for token validity.');
const noPage = [{ NextToken: 'nonsense' }, invalid()] as const;
const [tooMany, tooFew] = [
  [{ MaxResults: 61 }, violates('maxResults', 'Member must have value less than or equal to 60')],
  [{ MaxResults: 0 }, violates('maxResults', 'Member must have value greater than or equal to 1')],
] as const;
const policyTooWeak = [
  { Policies: { PasswordPolicy: { MinimumLength: 5 } } },
  violates('policies.passwordPolicy.minimumLength', 'Member must have value greater than or equal to 6'),
] as const;

/** User pools and their app clients. */
export const poolRows = {
  CreateUserPool: {
    access: 'iam',
    input: () => ({ PoolName: 'shop', AutoVerifiedAttributes: ['email'], AliasAttributes: ['email'] }),
    output: {
      UserPool: {
        ...userPool,
        Name: 'shop',
        MfaConfiguration: 'OFF',
        AliasAttributes: ['email'],
        EstimatedNumberOfUsers: 0,
      },
    },
    effect: async ({ sdk }, { output }) => {
      const UserPoolId = output.UserPool?.Id;
      expect((await sdk.describeUserPool({ UserPoolId })).UserPool).toEqual(output.UserPool);
    },
    again: 'answered',
    refusals: () => [
      policyTooWeak,
      [
        { MfaConfiguration: 'MAYBE' as never },
        violates('mfaConfiguration', 'Member must satisfy enum value set: [OFF, ON, OPTIONAL]'),
      ],
    ],
  },
  DescribeUserPool: {
    access: 'iam',
    input: thePool,
    output: {
      UserPool: {
        ...userPool,
        Name: 'Portcull1',
        UserPoolTier: 'PLUS',
        UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
        MfaConfiguration: 'OPTIONAL',
        DeviceConfiguration: seed.DeviceConfiguration,
        EstimatedNumberOfUsers: 3,
      },
    },
    effect: 'none: it reads',
    again: 'answered',
  },
  UpdateUserPool: {
    access: 'iam',
    input: world => ({ ...thePool(world), Policies: { PasswordPolicy: { MinimumLength: 12 } } }),
    output: {},
    effect: async world => {
      const { UserPool } = await world.sdk.describeUserPool(thePool(world));
      expect(UserPool?.Policies?.PasswordPolicy).toEqual({ ...passwordPolicy, MinimumLength: 12 });
      expect(UserPool?.MfaConfiguration).toBe('OFF');
    },
    again: 'answered',
    refusals: () => [policyTooWeak],
  },
  ListUserPools: {
    access: 'iam',
    input: async ({ sdk }) => {
      await sdk.createUserPool({ PoolName: 'shop' });
      return { MaxResults: 1 };
    },
    output: {
      UserPools: [{ Id: aString, Name: 'Portcull1', LambdaConfig: {}, ...dates }],
      NextToken: aString,
    },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [tooMany, tooFew, noPage],
  },
  DeleteUserPool: {
    access: 'iam',
    input: thePool,
    output: {},
    effect: async world => {
      await expect(world.sdk.describeUserPool(thePool(world))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    },
    again: notFound(expect.stringMatching(/^User pool eu-west-1_\w+ does not exist\.$/)),
  },
  CreateUserPoolClient: {
    access: 'iam',
    input: world => ({ ...thePool(world), ClientName: 'web', GenerateSecret: true }),
    output: {
      UserPoolClient: {
        ...userPoolClient,
        ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
        ClientName: 'web',
        ClientSecret: aString,
      },
    },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const named = { UserPoolId, ClientId: output.UserPoolClient?.ClientId };
      expect((await sdk.describeUserPoolClient(named)).UserPoolClient).toEqual(output.UserPoolClient);
    },
    again: 'answered',
    refusals: () => [
      [
        { AuthSessionValidity: 2 },
        violates('authSessionValidity', 'Member must have value greater than or equal to 3'),
      ],
      [{ ExplicitAuthFlows: ['MAGIC' as never] }, invalid()],
      [{ AccessTokenValidity: 25 }, badValidity],
      [{ AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: 'minutes' } }, badValidity],
      [{ RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } }, badValidity],
    ],
  },
  DescribeUserPoolClient: {
    access: 'iam',
    input: theClient,
    output: {
      UserPoolClient: {
        ...userPoolClient,
        ClientId,
        ClientName: ClientId,
        ExplicitAuthFlows: seed.clients[0]?.ExplicitAuthFlows,
      },
    },
    effect: 'none: it reads',
    again: 'answered',
  },
  UpdateUserPoolClient: {
    access: 'iam',
    input: world => ({ ...theClient(world), PreventUserExistenceErrors: 'ENABLED' }),
    output: {
      UserPoolClient: {
        ...userPoolClient,
        ClientId,
        ClientName: ClientId,
        PreventUserExistenceErrors: 'ENABLED',
      },
    },
    effect: async (world, { output }) => {
      const { UserPoolClient } = await world.sdk.describeUserPoolClient(theClient(world));
      expect(UserPoolClient).toEqual(output.UserPoolClient);
    },
    again: 'answered',
    refusals: () => [
      [
        { AuthSessionValidity: 16 },
        violates('authSessionValidity', 'Member must have value less than or equal to 15'),
      ],
      [{ IdTokenValidity: 25 }, badValidity],
      [
        { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 } },
        violates(
          'refreshTokenRotation.retryGracePeriodSeconds',
          'Member must have value less than or equal to 60',
        ),
      ],
    ],
  },
  ListUserPoolClients: {
    access: 'iam',
    input: world => ({ ...thePool(world), MaxResults: 1 }),
    output: {
      UserPoolClients: [{ ClientId, ClientName: ClientId, UserPoolId: aString }],
      NextToken: aString,
    },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [tooMany, tooFew, noPage],
  },
  DeleteUserPoolClient: {
    access: 'iam',
    input: theClient,
    output: {},
    effect: async world => {
      const { RefreshToken } = world;
      await expect(world.sdk.getTokensFromRefreshToken({ ClientId, RefreshToken })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    },
    again: notFound('User pool client app does not exist.'),
  },
} satisfies Rows;
