import { X509Certificate } from 'node:crypto';
import { decodeJwt } from 'jose';
import { CLIENT_SECRET } from '../../../helpers/pool.js';
import { refusal } from '../../../helpers/sdk.js';
import {
  aDate,
  aString,
  attribute,
  invalid,
  notAuthorized,
  notFound,
  type Rows,
  userMissing,
  violates,
} from './row.js';
import { ClientId, type World } from './world.js';

const Tags = { team: 'shop', stage: 'test' };

const arnOf = async ({ sdk, UserPoolId }: World) =>
  (await sdk.describeUserPool({ UserPoolId })).UserPool?.Arn;

async function tagged(world: World) {
  const ResourceArn = await arnOf(world);
  await world.sdk.tagResource({ ResourceArn, Tags });
  return { ResourceArn };
}

const elsewhere = [
  { ResourceArn: 'arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_Elsewhere' },
  notFound('User pool eu-west-1_Elsewhere does not exist.'),
] as const;

const tier = { Name: 'tier', AttributeDataType: 'String' } as const;

const ofServer = ({ UserPoolId }: World) => ({ UserPoolId, ClientId: 'server' });
const secret = { ClientSecretId: aString, ClientSecretCreateDate: aDate };

async function withTwoSecrets({ sdk, UserPoolId }: World) {
  const named = { UserPoolId, ClientId: 'server' };
  await sdk.addUserPoolClientSecret(named);
  const { ClientSecrets } = await sdk.listUserPoolClientSecrets(named);
  return { ...named, ClientSecretId: ClientSecrets?.[0]?.ClientSecretId };
}

const google = {
  ProviderName: 'Google',
  ProviderAttributeName: 'Cognito_Subject',
  ProviderAttributeValue: '7',
};
const adasAccount = { ProviderName: 'Cognito', ProviderAttributeValue: 'ada' };

async function withGoogle({ sdk, UserPoolId }: World) {
  await sdk.createIdentityProvider({
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: {},
  });
  return { UserPoolId, DestinationUser: adasAccount, SourceUser: google };
}

const identitiesOfAda = async ({ sdk, UserPoolId }: World) => {
  const { UserAttributes } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  return UserAttributes?.find(({ Name }) => Name === 'identities')?.Value;
};

const sms = { MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] } as const;
const notSms = [{ MFAOptions: [{ DeliveryMedium: 'EMAIL' as const }] }, invalid()] satisfies [object, object];

const expectSms = async ({ sdk, UserPoolId }: World) => {
  const { UserMFASettingList } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  expect(UserMFASettingList).toEqual(['SMS_MFA']);
};

/** Tags, custom attributes, secrets, sessions and links: parts of a pool that have operations of their own. */
export const poolPartRows = {
  TagResource: {
    access: 'iam',
    input: async world => ({ ResourceArn: await arnOf(world), Tags }),
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.describeUserPool({ UserPoolId })).UserPool?.UserPoolTags).toEqual(Tags);
    },
    again: 'answered',
    refusals: () => [elsewhere],
  },
  UntagResource: {
    access: 'iam',
    input: async world => ({ ...(await tagged(world)), TagKeys: ['stage'] }),
    output: {},
    effect: async ({ sdk }, { input: { ResourceArn } }) => {
      expect((await sdk.listTagsForResource({ ResourceArn })).Tags).toEqual({ team: 'shop' });
    },
    again: 'answered',
    refusals: () => [elsewhere],
  },
  ListTagsForResource: {
    access: 'iam',
    input: tagged,
    output: { Tags },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [elsewhere],
  },
  AddCustomAttributes: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, CustomAttributes: [tier] }),
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      const UserAttributes = [attribute('custom:tier', 'gold')];
      await sdk.adminUpdateUserAttributes({ UserPoolId, Username: 'ada', UserAttributes });
    },
    again: invalid('custom:tier: Existing attribute already has name custom:tier.'),
    refusals: () => [
      [
        { CustomAttributes: [] },
        violates('customAttributes', 'Member must have length greater than or equal to 1'),
      ],
      [{ CustomAttributes: [{ ...tier, Required: true }] }, invalid()],
    ],
  },
  GetCSVHeader: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId }),
    output: {
      UserPoolId: aString,
      CSVHeader: expect.arrayContaining(['name', 'email', 'cognito:mfa_enabled', 'cognito:username']),
    },
    effect: 'none: it reads',
    again: 'answered',
  },
  GetSigningCertificate: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId }),
    output: { Certificate: aString },
    effect: async ({ UserPoolId }, { output }) => {
      const certificate = new X509Certificate(Buffer.from(output.Certificate ?? '', 'base64'));
      expect(certificate.subject).toBe(`CN=${UserPoolId}`);
      expect(certificate.verify(certificate.publicKey)).toBe(true);
    },
    again: 'answered',
  },
  AddUserPoolClientSecret: {
    access: 'iam',
    input: ofServer,
    output: { ClientSecretDescriptor: { ...secret, ClientSecretValue: aString } },
    effect: async ({ sdk }, { output }) => {
      const { ClientSecretValue: ClientSecret } = output.ClientSecretDescriptor ?? {};
      for (const known of [ClientSecret, CLIENT_SECRET])
        await sdk.revokeToken({ ClientId: 'server', ClientSecret: known, Token: 'a.b.c.d.e' });
    },
    again: refusal('LimitExceededException', aString),
    refusals: () => [
      [{ ClientId: 'app' }, invalid()],
      [{ ClientSecret: 'short' }, invalid()],
    ],
  },
  ListUserPoolClientSecrets: {
    access: 'iam',
    input: ofServer,
    output: { ClientSecrets: [secret] },
    effect: 'none: it reads',
    again: 'answered',
  },
  DeleteUserPoolClientSecret: {
    access: 'iam',
    input: withTwoSecrets,
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      const named = { UserPoolId, ClientId: 'server' };
      const { ClientSecrets: [left] = [] } = await sdk.listUserPoolClientSecrets(named);
      const last = { ...named, ClientSecretId: left?.ClientSecretId };
      await expect(sdk.deleteUserPoolClientSecret(last)).rejects.toThrow('last secret');
    },
    again: notFound('Client secret does not exist.'),
  },
  GetUserPoolSessionConfiguration: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId }),
    output: { UserPoolId: aString, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 } },
    effect: 'none: it reads',
    again: 'answered',
  },
  SetUserPoolSessionConfiguration: {
    access: 'iam',
    input: ({ UserPoolId }) => ({
      UserPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 2 },
    }),
    output: { UserPoolId: aString, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 2 } },
    effect: async ({ pool, sdk, UserPoolId, AccessToken }) => {
      const { refreshToken } = await pool.tokensFor('ada');
      pool.clock.advance(1);
      const first = { ClientId, RefreshToken: refreshToken };
      await sdk.getTokensFromRefreshToken(first);
      await pool.tokensFor('ada');
      await expect(sdk.getUser({ AccessToken })).rejects.toThrow('revoked');
      await sdk.getTokensFromRefreshToken(first);
      expect((await sdk.adminListUserSessions({ UserPoolId, Username: 'ada' })).Sessions).toHaveLength(2);
      const TokenSession = { MaxPerUser: 2 };
      await sdk.setUserPoolSessionConfiguration({
        UserPoolId,
        UserSessionTracking: 'DISABLED',
        TokenSession,
      });
      await expect(sdk.adminListUserSessions({ UserPoolId, Username: 'ada' })).rejects.toMatchObject({
        name: 'OperationNotEnabledException',
      });
    },
    again: 'answered',
    refusals: () => [
      [
        { TokenSession: { MaxPerUser: 101 } },
        violates('tokenSession.maxPerUser', 'Member must have value less than or equal to 100'),
      ],
    ],
  },
  GetUserPoolClientSessionConfiguration: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, ClientId }),
    output: { UserPoolId: aString, ClientId, SSOSession: { MaxValidityMinutes: 60 } },
    effect: 'none: it reads',
    again: 'answered',
  },
  SetUserPoolClientSessionConfiguration: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 5 } }),
    output: { UserPoolId: aString, ClientId, SSOSession: { MaxValidityMinutes: 5 } },
    effect: async ({ sdk, UserPoolId }) => {
      const { SSOSession } = await sdk.getUserPoolClientSessionConfiguration({ UserPoolId, ClientId });
      expect(SSOSession).toEqual({ MaxValidityMinutes: 5 });
    },
    again: 'answered',
  },
  AdminLinkProviderForUser: {
    access: 'iam',
    input: withGoogle,
    output: {},
    effect: async world => {
      expect(JSON.parse((await identitiesOfAda(world)) ?? '')).toMatchObject([
        { userId: '7', providerName: 'Google', providerType: 'Google', primary: false },
      ]);
    },
    again: 'answered',
    refusals: () => [
      [{ DestinationUser: { ProviderAttributeValue: 'nobody' } }, userMissing],
      [{ SourceUser: { ...google, ProviderName: 'Facebook' } }, notFound()],
      [{ SourceUser: { ProviderName: 'Google' } }, invalid()],
    ],
  },
  AdminDisableProviderForUser: {
    access: 'iam',
    input: async world => {
      await world.sdk.adminLinkProviderForUser(await withGoogle(world));
      return { UserPoolId: world.UserPoolId, User: google };
    },
    output: {},
    effect: async world => {
      expect(await identitiesOfAda(world)).toBeUndefined();
    },
    again: invalid('User 7 of Google is not linked.'),
  },
  SetUserSettings: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken, MFAOptions: [...sms.MFAOptions] }),
    output: {},
    effect: expectSms,
    again: 'answered',
    refusals: () => [notSms],
  },
  AdminSetUserSettings: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Username: 'ada', MFAOptions: [...sms.MFAOptions] }),
    output: {},
    effect: expectSms,
    again: 'answered',
    refusals: () => [notSms, [{ Username: 'nina' }, invalid()], [{ Username: 'nobody' }, userMissing]],
  },
  AdminListUserAuthEvents: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Username: 'ada' }),
    output: {
      AuthEvents: [
        {
          EventId: aString,
          EventType: 'SignIn',
          CreationDate: aDate,
          EventResponse: 'Pass',
          EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
          ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
        },
      ],
    },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ Username: 'nobody' }, userMissing]],
  },
  AdminUpdateAuthEventFeedback: {
    access: 'iam',
    input: async ({ sdk, UserPoolId }) => {
      const { AuthEvents } = await sdk.adminListUserAuthEvents({ UserPoolId, Username: 'ada' });
      return { UserPoolId, Username: 'ada', EventId: AuthEvents?.[0]?.EventId, FeedbackValue: 'Invalid' };
    },
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      const named = { UserPoolId, Username: 'ada' };
      const { AuthEvents } = await sdk.adminListUserAuthEvents(named);
      expect(AuthEvents?.[0]?.EventFeedback).toMatchObject({ FeedbackValue: 'Invalid', Provider: 'ADMIN' });
      await sdk.updateUserPool({ UserPoolId });
      await expect(sdk.adminListUserAuthEvents(named)).rejects.toMatchObject({
        name: 'UserPoolAddOnNotEnabledException',
      });
      await sdk.updateUserPool({
        UserPoolId,
        UserPoolTier: 'PLUS',
        UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      });
    },
    again: 'answered',
    refusals: () => [
      [{ EventId: 'none' }, notFound()],
      [{ Username: 'nobody' }, userMissing],
    ],
  },
  UpdateAuthEventFeedback: {
    access: 'public',
    input: async ({ pool, sdk, UserPoolId }) => {
      const { AuthEvents } = await sdk.adminListUserAuthEvents({ UserPoolId, Username: 'ada' });
      const EventId = AuthEvents?.[0]?.EventId ?? '';
      const FeedbackToken = pool.feedbackToken(EventId);
      return { UserPoolId, Username: 'ada', EventId, FeedbackToken, FeedbackValue: 'Valid' };
    },
    output: {},
    effect: async ({ pool, sdk, UserPoolId }, { input: { EventId, FeedbackToken: token } }) => {
      const { AuthEvents } = await sdk.adminListUserAuthEvents({ UserPoolId, Username: 'ada' });
      expect(AuthEvents?.[0]?.EventFeedback).toMatchObject({ FeedbackValue: 'Valid', Provider: 'USER' });
      const answer = await fetch(`${pool.endpoint}/_local/feedback-tokens/${EventId}`);
      expect(await answer.json()).toEqual({ token });
    },
    again: 'answered',
    refusals: () => [
      [{ FeedbackToken: 'guessed' }, notAuthorized('Invalid feedback token.')],
      [{ EventId: 'none' }, notFound('Auth event does not exist.')],
      [{ Username: 'una' }, notFound('Auth event does not exist.')],
      [{ Username: 'nobody' }, userMissing],
    ],
  },
  GetClientToken: {
    access: 'public',
    input: async ({ sdk, UserPoolId }) => {
      await sdk.createResourceServer({
        UserPoolId,
        Identifier: 'shop',
        Name: 'Shop',
        Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
      });
      const { UserPoolClient } = await sdk.createUserPoolClient({
        UserPoolId,
        ClientName: 'machine',
        GenerateSecret: true,
        ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as never],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['shop/read'],
      });
      return { ClientId: UserPoolClient?.ClientId, Secret: UserPoolClient?.ClientSecret };
    },
    output: { ClientAuthenticationResult: { AccessToken: aString, ExpiresIn: 3600, TokenType: 'Bearer' } },
    effect: async (_, { input, output }) => {
      const claims = decodeJwt(output.ClientAuthenticationResult?.AccessToken ?? '');
      expect(claims).toMatchObject({ client_id: input.ClientId, scope: 'shop/read', token_use: 'access' });
    },
    again: 'answered',
    refusals: () => [
      [{ Secret: 'wrong' }, notAuthorized()],
      [{ Scopes: ['shop/write'] }, invalid('Invalid scope requested: shop/write')],
      [{ ClientId: 'server' }, invalid('ALLOW_CLIENT_TOKEN_AUTH flow not enabled for this client')],
    ],
  },
  AdminGetUserAuthFactors: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Username: 'ada' }),
    output: { Username: 'ada', ConfiguredUserAuthFactors: ['PASSWORD'] },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ Username: 'nobody' }, userMissing]],
  },
} satisfies Rows;
