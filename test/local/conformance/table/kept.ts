import { refusal } from '../../../helpers/sdk.js';
import { aDate, aString, invalid, notFound, type Rows, violates } from './row.js';
import { ClientId, type World } from './world.js';

const ARN = 'arn:aws:acm:us-east-1:123456789012:certificate/abc';
const dates = { CreationDate: aDate, LastModifiedDate: aDate };
const unknown = notFound(expect.stringMatching(/ does not exist\.$/));

const server = {
  Identifier: 'shop',
  Name: 'Shop',
  Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
};
const shownServer = { ...server, UserPoolId: aString };
const otherServer = [{ Identifier: 'other' }, notFound('Resource server other does not exist.')] as const;

async function withServer({ sdk, UserPoolId }: World) {
  await sdk.createResourceServer({ UserPoolId, ...server });
  return { UserPoolId, Identifier: 'shop' };
}

const Domain = 'harbour';
const noDomain = invalid('No such domain or user pool exists.');

async function withDomain({ sdk, UserPoolId }: World) {
  await sdk.createUserPoolDomain({ UserPoolId, Domain });
  return { UserPoolId, Domain };
}

const description = {
  Domain,
  UserPoolId: aString,
  AWSAccountId: aString,
  CloudFrontDistribution: aString,
  ManagedLoginVersion: 1,
  S3Bucket: aString,
  Status: 'ACTIVE',
  Version: aString,
};

const style = { UseCognitoProvidedValues: false, Settings: { colour: 'red' } };
const ManagedLoginBranding = {
  ...dates,
  ...style,
  UserPoolId: aString,
  ManagedLoginBrandingId: aString,
};

async function withBranding({ sdk, UserPoolId }: World) {
  const made = await sdk.createManagedLoginBranding({ UserPoolId, ClientId, ...style });
  return { UserPoolId, ManagedLoginBrandingId: made.ManagedLoginBranding?.ManagedLoginBrandingId };
}

const terms = {
  TermsName: 'terms-of-use',
  TermsSource: 'LINK',
  Enforcement: 'NONE',
  Links: { 'cognito:default': 'https://shop.example/terms' },
} as const;
const shownTerms = { ...dates, ...terms, UserPoolId: aString, ClientId, TermsId: aString };

async function withTerms({ sdk, UserPoolId }: World) {
  const { Terms } = await sdk.createTerms({ UserPoolId, ClientId, ...terms });
  return { UserPoolId, TermsId: Terms?.TermsId };
}

const nowhere = { ManagedLoginBrandingId: '00000000-0000-4000-8000-000000000000' };
const noTerms = [{ TermsId: nowhere.ManagedLoginBrandingId }, unknown] as const;

const replica = { RegionName: 'eu-central-1', Status: 'INACTIVE', Role: 'SECONDARY', UserPoolArn: aString };

async function withReplica({ sdk, UserPoolId }: World) {
  await sdk.createUserPoolReplica({ UserPoolId, RegionName: 'eu-central-1' });
  return { UserPoolId, RegionName: 'eu-central-1' };
}

const inRegion = [{ RegionName: 'us-east-1' }, notFound('Replica us-east-1 does not exist.')] as const;

const categoryOf = (Category: string) => ({ LimitClass: 'API_CATEGORY' as const, Attributes: { Category } });
const limitOf = (category: string, ProvisionedLimitValue: number) => ({
  LimitDefinition: categoryOf(category),
  ProvisionedLimitValue,
  FreeLimitValue: 50,
});

const risk = {
  CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
} as const;
const LogConfigurations = [
  {
    LogLevel: 'ERROR',
    EventSource: 'userNotification',
    CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:pool' },
  },
] as const;

const ofThePool = ({ UserPoolId }: World) => ({ UserPoolId });
const noClient = [{ ClientId: 'nobody' }, notFound('User pool client nobody does not exist.')] as const;
const isGone = (call: () => Promise<unknown>) => expect(call()).rejects.toMatchObject(unknown);

/** What a pool keeps and describes. */
export const keptRows = {
  CreateResourceServer: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, ...server }),
    output: { ResourceServer: shownServer },
    effect: async ({ sdk, UserPoolId }) => {
      const { UserPoolClient } = await sdk.createUserPoolClient({
        UserPoolId,
        ClientName: 'machine',
        GenerateSecret: true,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['shop/read'],
      });
      expect(UserPoolClient?.AllowedOAuthScopes).toEqual(['shop/read']);
    },
    again: invalid(expect.stringMatching(/^shop already exists in user pool /)),
  },
  DescribeResourceServer: {
    access: 'iam',
    input: withServer,
    output: { ResourceServer: shownServer },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [otherServer],
  },
  UpdateResourceServer: {
    access: 'iam',
    input: async world => ({ ...(await withServer(world)), Name: 'Shop' }),
    output: { ResourceServer: { ...shownServer, Scopes: [] } },
    effect: async ({ sdk, UserPoolId }) => {
      const { ResourceServer } = await sdk.describeResourceServer({ UserPoolId, Identifier: 'shop' });
      expect(ResourceServer?.Scopes).toEqual([]);
    },
    again: 'answered',
    refusals: () => [otherServer],
  },
  ListResourceServers: {
    access: 'iam',
    input: async world => ({ UserPoolId: (await withServer(world)).UserPoolId, MaxResults: 1 }),
    output: { ResourceServers: [shownServer] },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [
      [{ MaxResults: 51 }, violates('maxResults', 'Member must have value less than or equal to 50')],
    ],
  },
  DeleteResourceServer: {
    access: 'iam',
    input: withServer,
    output: {},
    effect: ({ sdk, UserPoolId }) =>
      isGone(() => sdk.describeResourceServer({ UserPoolId, Identifier: 'shop' })),
    again: unknown,
  },
  CreateUserPoolDomain: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Domain }),
    output: { ManagedLoginVersion: 1 },
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.describeUserPool({ UserPoolId })).UserPool?.Domain).toBe(Domain);
      await expect(sdk.deleteUserPool({ UserPoolId })).rejects.toThrow('domain configured');
    },
    again: invalid('User pool already has a domain configured.'),
    refusals: () => [
      [{ Domain: 'my-cognito' }, invalid('Domain cannot contain reserved word: cognito')],
      [{ Domain: 'Not a domain' }, invalid()],
    ],
  },
  DescribeUserPoolDomain: {
    access: 'iam',
    input: async world => ({ Domain: (await withDomain(world)).Domain }),
    output: { DomainDescription: description },
    effect: async ({ sdk }) => {
      expect((await sdk.describeUserPoolDomain({ Domain: 'nowhere' })).DomainDescription).toEqual({});
    },
    again: 'answered',
  },
  UpdateUserPoolDomain: {
    access: 'iam',
    input: async world => ({
      ...(await withDomain(world)),
      CustomDomainConfig: { CertificateArn: ARN },
      ManagedLoginVersion: 2,
    }),
    output: { ManagedLoginVersion: 2, CloudFrontDomain: aString },
    effect: async ({ sdk }) => {
      const { DomainDescription } = await sdk.describeUserPoolDomain({ Domain });
      expect(DomainDescription?.CustomDomainConfig).toEqual({ CertificateArn: ARN });
    },
    again: 'answered',
    refusals: () => [[{ Domain: 'nowhere' }, noDomain]],
  },
  DeleteUserPoolDomain: {
    access: 'iam',
    input: withDomain,
    output: {},
    effect: async ({ sdk }) => {
      expect((await sdk.describeUserPoolDomain({ Domain })).DomainDescription).toEqual({});
    },
    again: noDomain,
  },
  CreateManagedLoginBranding: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, ClientId, ...style }),
    output: { ManagedLoginBranding },
    effect: async ({ sdk, UserPoolId }) => {
      const found = await sdk.describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
      expect(found.ManagedLoginBranding?.Settings).toEqual(style.Settings);
    },
    again: refusal('ManagedLoginBrandingExistsException', aString),
  },
  UpdateManagedLoginBranding: {
    access: 'iam',
    input: async world => ({
      ...(await withBranding(world)),
      Assets: [
        {
          Category: 'FORM_LOGO' as const,
          ColorMode: 'LIGHT' as const,
          Extension: 'PNG' as const,
          Bytes: Buffer.from('logo'),
        },
      ],
    }),
    output: {
      ManagedLoginBranding: {
        ...ManagedLoginBranding,
        Assets: [
          {
            Category: 'FORM_LOGO',
            ColorMode: 'LIGHT',
            Extension: 'PNG',
            Bytes: Uint8Array.from(Buffer.from('logo')),
          },
        ],
      },
    },
    effect: async ({ sdk, UserPoolId }, { input: { ManagedLoginBrandingId } }) => {
      const found = await sdk.describeManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
      expect(found.ManagedLoginBranding?.Assets).toHaveLength(1);
    },
    again: 'answered',
    refusals: () => [[nowhere, unknown]],
  },
  DescribeManagedLoginBranding: {
    access: 'iam',
    input: withBranding,
    output: { ManagedLoginBranding },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[nowhere, unknown]],
  },
  DescribeManagedLoginBrandingByClient: {
    access: 'iam',
    input: async world => ({ UserPoolId: (await withBranding(world)).UserPoolId, ClientId }),
    output: { ManagedLoginBranding },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ ClientId: 'other' }, unknown]],
  },
  DeleteManagedLoginBranding: {
    access: 'iam',
    input: withBranding,
    output: {},
    effect: ({ sdk, UserPoolId }) =>
      isGone(() => sdk.describeManagedLoginBrandingByClient({ UserPoolId, ClientId })),
    again: unknown,
  },
  CreateTerms: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, ClientId, ...terms }),
    output: { Terms: shownTerms },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const named = { UserPoolId, ClientId, TermsName: terms.TermsName };
      expect((await sdk.describeTermsByClient(named)).Terms).toEqual(output.Terms);
    },
    again: refusal('TermsExistsException', aString),
    refusals: () => [[{ TermsName: 'rules' }, invalid()]],
  },
  UpdateTerms: {
    access: 'iam',
    input: async world => ({ ...(await withTerms(world)), Links: {} }),
    output: { Terms: { ...shownTerms, Links: {} } },
    effect: async ({ sdk, UserPoolId }, { input: { TermsId } }) => {
      expect((await sdk.describeTerms({ UserPoolId, TermsId })).Terms?.Links).toEqual({});
    },
    again: 'answered',
    refusals: () => [noTerms],
  },
  DescribeTerms: {
    access: 'iam',
    input: withTerms,
    output: { Terms: shownTerms },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [noTerms],
  },
  DescribeTermsByClient: {
    access: 'iam',
    input: async world => ({ ...(await withTerms(world)), ClientId, TermsName: terms.TermsName }),
    output: { Terms: shownTerms },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ TermsName: 'privacy-policy' }, unknown]],
  },
  ListTerms: {
    access: 'iam',
    input: async world => ({ UserPoolId: (await withTerms(world)).UserPoolId }),
    output: { Terms: [{ ...dates, TermsId: aString, TermsName: terms.TermsName, Enforcement: 'NONE' }] },
    effect: 'none: it reads',
    again: 'answered',
  },
  DeleteTerms: {
    access: 'iam',
    input: withTerms,
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.listTerms({ UserPoolId })).Terms).toEqual([]);
    },
    again: unknown,
  },
  CreateUserPoolReplica: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, RegionName: 'eu-central-1' }),
    output: { UserPoolReplica: replica },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const { UserPoolReplicas } = await sdk.listUserPoolReplicas({ UserPoolId });
      expect(UserPoolReplicas).toEqual([
        expect.objectContaining({ RegionName: 'eu-west-1', Role: 'PRIMARY' }),
        output.UserPoolReplica,
      ]);
    },
    again: invalid(),
    refusals: () => [[{ RegionName: 'eu-west-1' }, invalid()]],
  },
  UpdateUserPoolReplica: {
    access: 'iam',
    input: async world => ({ ...(await withReplica(world)), Status: 'ACTIVE' as const }),
    output: { UserPoolReplica: { ...replica, Status: 'ACTIVE' } },
    effect: async ({ sdk, UserPoolId }) => {
      const { UserPoolReplicas } = await sdk.listUserPoolReplicas({ UserPoolId });
      expect(UserPoolReplicas?.[1]?.Status).toBe('ACTIVE');
    },
    again: 'answered',
    refusals: () => [inRegion],
  },
  ListUserPoolReplicas: {
    access: 'iam',
    input: async world => ({ UserPoolId: (await withReplica(world)).UserPoolId }),
    output: {
      UserPoolReplicas: [
        { RegionName: 'eu-west-1', Status: 'ACTIVE', Role: 'PRIMARY', UserPoolArn: aString },
        replica,
      ],
    },
    effect: 'none: it reads',
    again: 'answered',
  },
  DeleteUserPoolReplica: {
    access: 'iam',
    input: withReplica,
    output: { UserPoolReplica: { ...replica, Status: 'DELETING' } },
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.listUserPoolReplicas({ UserPoolId })).UserPoolReplicas).toHaveLength(1);
    },
    again: notFound('Replica eu-central-1 does not exist.'),
    refusals: () => [inRegion],
  },
  SetRiskConfiguration: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, ...risk }),
    output: { RiskConfiguration: { ...risk, UserPoolId: aString, LastModifiedDate: aDate } },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const { RiskConfiguration } = await sdk.describeRiskConfiguration({ UserPoolId });
      expect(RiskConfiguration).toEqual(output.RiskConfiguration);
    },
    again: 'answered',
    refusals: () => [noClient],
  },
  DescribeRiskConfiguration: {
    access: 'iam',
    input: ofThePool,
    output: { RiskConfiguration: { UserPoolId: aString } },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [noClient],
  },
  SetUICustomization: {
    access: 'iam',
    input: async world => ({
      UserPoolId: (await withDomain(world)).UserPoolId,
      ClientId,
      CSS: '.logo { color: red }',
      ImageFile: Buffer.from('logo'),
    }),
    output: {
      UICustomization: {
        ...dates,
        UserPoolId: aString,
        ClientId,
        CSS: '.logo { color: red }',
        CSSVersion: '1',
        ImageUrl: aString,
      },
    },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const { UICustomization } = await sdk.getUICustomization({ UserPoolId, ClientId });
      expect(UICustomization).toEqual(output.UICustomization);
      await sdk.deleteUserPoolDomain({ UserPoolId, Domain });
      await expect(sdk.setUICustomization({ UserPoolId, ClientId })).rejects.toMatchObject(
        invalid('There has to be an existing domain associated with this user pool'),
      );
      await sdk.createUserPoolDomain({ UserPoolId, Domain });
    },
    again: 'answered',
    refusals: () => [noClient],
  },
  GetUICustomization: {
    access: 'iam',
    input: ofThePool,
    output: { UICustomization: {} },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [noClient],
  },
  SetLogDeliveryConfiguration: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, LogConfigurations: [...LogConfigurations] }),
    output: { LogDeliveryConfiguration: { UserPoolId: aString, LogConfigurations } },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const { LogDeliveryConfiguration } = await sdk.getLogDeliveryConfiguration({ UserPoolId });
      expect(LogDeliveryConfiguration).toEqual(output.LogDeliveryConfiguration);
    },
    again: 'answered',
    refusals: () => [
      [
        { LogConfigurations: Array.from({ length: 3 }, () => LogConfigurations[0]) },
        violates('logConfigurations', 'Member must have length less than or equal to 2'),
      ],
    ],
  },
  GetLogDeliveryConfiguration: {
    access: 'iam',
    input: ofThePool,
    output: { LogDeliveryConfiguration: { UserPoolId: aString, LogConfigurations: [] } },
    effect: 'none: it reads',
    again: 'answered',
  },
  UpdateProvisionedLimit: {
    access: 'iam',
    input: () => ({ LimitDefinition: categoryOf('UserCreation'), RequestedLimitValue: 80 }),
    output: { Limit: limitOf('UserCreation', 80) },
    effect: async ({ sdk }, { output }) => {
      const LimitDefinition = categoryOf('UserCreation');
      expect((await sdk.getProvisionedLimit({ LimitDefinition })).Limit).toEqual(output.Limit);
    },
    again: 'answered',
    refusals: () => [
      [{ RequestedLimitValue: 49 }, invalid('RequestedLimitValue must be at least 50.')],
      [{ LimitDefinition: categoryOf('toString') }, invalid()],
    ],
  },
  GetProvisionedLimit: {
    access: 'iam',
    input: () => ({ LimitDefinition: categoryOf('UserCreation') }),
    output: { Limit: limitOf('UserCreation', 50) },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ LimitDefinition: categoryOf('Everything') }, invalid()]],
  },
} satisfies Rows;
