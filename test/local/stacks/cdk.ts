import type { Stack } from './stack.js';

const VERIFY = 'The verification code to your new account is {####}';
const sms = { ExternalId: 'shopPool1A2B3C4D', SnsCallerArn: 'arn:aws:iam::123456789012:role/Shop-sms' };
const text = (Name: string) => ({
  Name,
  AttributeDataType: 'String' as const,
  Mutable: true,
  StringAttributeConstraints: { MaxLength: '16', MinLength: '1' },
});

/** What CloudFormation sends for the CDK's `UserPool` with its own defaults, and the constructs around it. */
export const cdk: Stack = {
  pool: {
    PoolName: 'ShopStack-Pool1A2B3C4D',
    AccountRecoverySetting: {
      RecoveryMechanisms: [
        { Name: 'verified_phone_number', Priority: 1 },
        { Name: 'verified_email', Priority: 2 },
      ],
    },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    AutoVerifiedAttributes: ['email'],
    UsernameAttributes: ['email'],
    EmailVerificationMessage: VERIFY,
    EmailVerificationSubject: 'Verify your new account',
    SmsVerificationMessage: VERIFY,
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      EmailMessage: VERIFY,
      EmailSubject: 'Verify your new account',
      SmsMessage: VERIFY,
    },
    LambdaConfig: { CustomMessage: 'arn:aws:lambda:eu-west-1:123456789012:function:ShopStack-words' },
    Policies: {
      PasswordPolicy: {
        MinimumLength: 10,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        RequireUppercase: true,
      },
    },
    Schema: [{ Name: 'name', Mutable: true, Required: true }, text('tier')],
    SmsConfiguration: sms,
    UserPoolTags: { 'aws:cloudformation:stack-name': 'ShopStack' },
    UserPoolTier: 'ESSENTIALS',
  },
  mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
  domain: { Domain: 'shop-cdk' },
  resourceServer: {
    Identifier: 'shop',
    Name: 'shop',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
  },
  clients: [
    {
      ClientName: 'web',
      AllowedOAuthFlows: ['implicit', 'code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['profile', 'phone', 'email', 'openid', 'aws.cognito.signin.user.admin'],
      CallbackURLs: ['https://example.com'],
      SupportedIdentityProviders: ['COGNITO'],
    },
    {
      ClientName: 'app',
      AllowedOAuthFlowsUserPoolClient: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AuthSessionValidity: 5,
      EnableTokenRevocation: true,
      GenerateSecret: true,
      PreventUserExistenceErrors: 'ENABLED',
      SupportedIdentityProviders: ['COGNITO'],
    },
  ],
  groups: [{ GroupName: 'admins', Precedence: 0 }],
};
