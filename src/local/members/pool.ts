import * as v from 'valibot';
import { schemaAttributes } from './attribute.js';
import { inviteMessageTemplate, messageMembers } from './messages.js';
import { arn, flag, kept, map, oneOf, text, whole } from './shapes.js';

const contact = oneOf(['email', 'phone_number']);
const anyText = v.optional(text({ min: 0, max: 2048 }));
const keptText = v.optional(kept(text({ min: 0, max: 2048 })));

const policies = v.object({
  PasswordPolicy: v.optional(
    v.object({
      MinimumLength: v.optional(whole(6, 99)),
      RequireUppercase: flag,
      RequireLowercase: flag,
      RequireNumbers: flag,
      RequireSymbols: flag,
      PasswordHistorySize: v.optional(whole(0, 24)),
      TemporaryPasswordValidityDays: v.optional(whole(0, 365)),
    }),
  ),
  SignInPolicy: v.optional(
    v.object({
      AllowedFirstAuthFactors: v.optional(
        v.pipe(
          v.array(oneOf(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'])),
          v.includes('PASSWORD', 'Member must contain PASSWORD'),
        ),
      ),
    }),
  ),
});

const versioned = <const Versions extends readonly string[]>(...versions: Versions) =>
  v.optional(v.object({ LambdaVersion: oneOf(versions), LambdaArn: arn }));
const lambda = v.optional(arn);

/** The Lambda functions of a pool. */
const lambdaConfig = v.object({
  PreSignUp: lambda,
  CustomMessage: lambda,
  PostConfirmation: lambda,
  PreAuthentication: lambda,
  PostAuthentication: lambda,
  DefineAuthChallenge: lambda,
  CreateAuthChallenge: lambda,
  VerifyAuthChallengeResponse: lambda,
  PreTokenGeneration: lambda,
  UserMigration: lambda,
  PreTokenGenerationConfig: versioned('V1_0', 'V2_0', 'V3_0'),
  CustomSMSSender: versioned('V1_0'),
  CustomEmailSender: versioned('V1_0'),
  KMSKeyID: v.optional(arn),
  InboundFederation: v.optional(kept(v.object({ LambdaVersion: oneOf(['V1_0']), LambdaArn: arn }))),
});

const emailConfiguration = v.object({
  SourceArn: v.optional(kept(arn)),
  ReplyToEmailAddress: keptText,
  EmailSendingAccount: v.optional(kept(oneOf(['COGNITO_DEFAULT', 'DEVELOPER']), 'COGNITO_DEFAULT')),
  From: keptText,
  ConfigurationSet: keptText,
});

/** Where SMS go. That there is such a configuration lets a pool use SMS as a second factor. */
export const smsConfiguration = v.object({
  SnsCallerArn: v.optional(text({ max: 2048 })),
  ExternalId: v.optional(kept(text({ min: 0, max: 131_072 }))),
  SnsRegion: v.optional(kept(text({ min: 5, max: 32 }))),
  EumsSms: v.optional(
    kept(
      v.object({
        CallerArn: text({ max: 2048 }),
        ExternalId: anyText,
        OriginationIdentity: anyText,
        ConfigurationSetName: anyText,
        InEntityId: anyText,
        InTemplateId: anyText,
        Region: anyText,
      }),
    ),
  ),
});

const grants = v.optional(v.array(oneOf(['code', 'implicit', 'client_credentials'])));

/** What CreateUserPool and UpdateUserPool both say of a pool. */
export const poolMembers = {
  Policies: v.optional(policies),
  DeletionProtection: v.optional(oneOf(['ACTIVE', 'INACTIVE'])),
  LambdaConfig: v.optional(lambdaConfig),
  AutoVerifiedAttributes: v.optional(v.array(contact), []),
  ...messageMembers,
  MfaConfiguration: v.optional(oneOf(['OFF', 'ON', 'OPTIONAL']), 'OFF'),
  UserAttributeUpdateSettings: v.optional(
    v.object({ AttributesRequireVerificationBeforeUpdate: v.optional(v.array(contact)) }),
  ),
  DeviceConfiguration: v.optional(
    v.object({ ChallengeRequiredOnNewDevice: flag, DeviceOnlyRememberedOnUserPrompt: flag }),
  ),
  EmailConfiguration: v.optional(emailConfiguration),
  SmsConfiguration: v.optional(smsConfiguration),
  UserPoolTags: v.optional(map()),
  AdminCreateUserConfig: v.optional(
    v.object({
      AllowAdminCreateUserOnly: flag,
      UnusedAccountValidityDays: v.optional(whole(0, 365)),
      InviteMessageTemplate: v.optional(inviteMessageTemplate),
    }),
  ),
  UserPoolAddOns: v.optional(
    v.object({
      AdvancedSecurityMode: kept(oneOf(['OFF', 'AUDIT', 'ENFORCED']), 'OFF'),
      AdvancedSecurityAdditionalFlows: v.optional(
        kept(v.object({ CustomAuthMode: v.optional(oneOf(['AUDIT', 'ENFORCED'])) })),
      ),
    }),
  ),
  DcrConfiguration: v.optional(
    kept(
      v.object({
        EnableStatus: v.optional(oneOf(['Enabled', 'Disabled'])),
        OpenDcrEnabled: flag,
        AuthenticatedGrantTypes: grants,
        OpenDcrGrantTypes: grants,
        AllowedScopes: v.optional(v.array(text({ max: 256 }))),
      }),
    ),
  ),
  AccountRecoverySetting: v.optional(
    v.object({
      RecoveryMechanisms: v.optional(
        v.array(
          v.object({
            Priority: whole(1, 2),
            Name: oneOf(['verified_email', 'verified_phone_number', 'admin_only']),
          }),
        ),
      ),
    }),
  ),
  UserPoolTier: v.optional(oneOf(['LITE', 'ESSENTIALS', 'PLUS'])),
  KeyConfiguration: v.optional(
    kept(
      v.object({
        KeyType: v.optional(oneOf(['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KEY'])),
        KmsKeyArn: v.optional(arn),
      }),
    ),
  ),
  IssuerConfiguration: v.optional(kept(v.object({ Type: v.optional(oneOf(['ORIGINAL', 'UPDATED'])) }))),
  AcrConfiguration: v.optional(kept(v.record(v.string(), v.object({ AcrValue: text({ max: 2048 }) })))),
};

export const poolName = text({ max: 128, pattern: /^[\w\s+=,.@-]+$/ });

/** What only CreateUserPool says, since it cannot be changed. */
export const foundingMembers = {
  PoolName: poolName,
  AliasAttributes: v.optional(v.array(oneOf(['email', 'phone_number', 'preferred_username'])), []),
  UsernameAttributes: v.optional(v.array(contact), []),
  UsernameConfiguration: v.optional(v.object({ CaseSensitive: v.boolean() }), { CaseSensitive: true }),
  Schema: v.optional(schemaAttributes, []),
};

/** What SetUserPoolSessionConfiguration says. */
export const sessionMembers = {
  UserSessionTracking: oneOf(['ENABLED', 'DISABLED']),
  TokenSession: v.object({ MaxPerUser: whole(1, 100) }),
};

const schema = v.object(poolMembers);

/** The members as a request has them, with the defaults of what it leaves out. */
export type PoolMembers = v.InferOutput<typeof schema>;
