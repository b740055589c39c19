import type { Stack } from './stack.js';

const lambda = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const sms = {
  ExternalId: 'shop',
  SnsCallerArn: 'arn:aws:iam::123456789012:role/shop-sms',
  SnsRegion: 'eu-west-1',
};

/** What the AWS provider sends for `aws_cognito_user_pool` and the resources around it: booleans always, empty text never. */
export const terraform: Stack = {
  pool: {
    PoolName: 'shop',
    UserPoolTags: { stage: 'test', team: 'shop' },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      InviteMessageTemplate: {
        EmailMessage: 'Your name is {username} and your password {####}',
        EmailSubject: 'Welcome',
        SMSMessage: '{username} {####}',
      },
    },
    AliasAttributes: ['email', 'preferred_username'],
    AutoVerifiedAttributes: ['email'],
    DeletionProtection: 'ACTIVE',
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    LambdaConfig: {
      PreSignUp: lambda('pre-sign-up'),
      PostConfirmation: lambda('post-confirmation'),
      PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: lambda('tokens') },
      PreTokenGeneration: lambda('tokens'),
    },
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        PasswordHistorySize: 3,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: false,
        RequireUppercase: true,
        TemporaryPasswordValidityDays: 3,
      },
    },
    Schema: [
      {
        Name: 'email',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: true,
        StringAttributeConstraints: { MinLength: '1', MaxLength: '256' },
      },
      {
        Name: 'tier',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        StringAttributeConstraints: { MinLength: '1', MaxLength: '16' },
      },
      {
        Name: 'visits',
        AttributeDataType: 'Number',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        NumberAttributeConstraints: { MinValue: '0', MaxValue: '1000000' },
      },
    ],
    SmsAuthenticationMessage: 'Your code is {####}',
    SmsConfiguration: sms,
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    UsernameConfiguration: { CaseSensitive: false },
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      EmailMessage: 'Your code is {####}',
      EmailSubject: 'Your code',
      SmsMessage: 'Your code is {####}',
    },
  },
  mfa: {
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    SmsMfaConfiguration: { SmsConfiguration: sms, SmsAuthenticationMessage: 'Your code is {####}' },
  },
  domain: { Domain: 'shop-terraform', ManagedLoginVersion: 1 },
  resourceServer: {
    Identifier: 'https://shop.example',
    Name: 'shop',
    Scopes: [{ ScopeName: 'orders.read', ScopeDescription: 'Read orders' }],
  },
  clients: [
    {
      ClientName: 'web',
      AccessTokenValidity: 30,
      IdTokenValidity: 30,
      RefreshTokenValidity: 7,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['email', 'openid', 'https://shop.example/orders.read'],
      CallbackURLs: ['https://shop.example/back'],
      LogoutURLs: ['https://shop.example/'],
      DefaultRedirectURI: 'https://shop.example/back',
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      ReadAttributes: ['email', 'custom:tier'],
      WriteAttributes: ['email'],
      SupportedIdentityProviders: ['COGNITO'],
    },
    {
      ClientName: 'machine',
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['https://shop.example/orders.read'],
      EnableTokenRevocation: true,
      RefreshTokenValidity: 30,
    },
  ],
  groups: [
    {
      GroupName: 'admins',
      Description: 'All doors',
      Precedence: 1,
      RoleArn: 'arn:aws:iam::123456789012:role/a',
    },
    { GroupName: 'crew' },
  ],
};
