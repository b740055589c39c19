import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import type { Pool } from '../pool/pool.js';
import { schemaOf } from '../state/attribute-schema.js';
import type { Kept } from '../state/kept.js';
import { arnOf, type PoolSettings } from '../state/settings.js';
import { DEFAULT_TIER } from '../state/tier.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

/** The wire's `UserPoolType`. */
export function poolType({ settings, users, kept }: Pool): UserPoolType {
  const pool = settings();
  const { Id, Name, PasswordPolicy, AllowedFirstAuthFactors, AliasAttributes, UsernameAttributes } = pool;
  return {
    ...DEFAULTS,
    ...membersOf(pool),
    Id,
    Name,
    Arn: arnOf(pool),
    Policies: { PasswordPolicy, SignInPolicy: { AllowedFirstAuthFactors: [...AllowedFirstAuthFactors] } },
    AutoVerifiedAttributes: [...pool.AutoVerifiedAttributes],
    ...(AliasAttributes.length > 0 && { AliasAttributes: [...AliasAttributes] }),
    ...(UsernameAttributes.length > 0 && { UsernameAttributes: [...UsernameAttributes] }),
    UsernameConfiguration: { CaseSensitive: pool.CaseSensitive },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: PasswordPolicy.TemporaryPasswordValidityDays,
      ...pool.AdminCreateUserConfig,
    },
    ...domainsOf(kept),
    SchemaAttributes: schemaOf(pool),
    EstimatedNumberOfUsers: users.count(),
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
  };
}

export const describeUserPool = adminOperation({
  name: 'DescribeUserPool',
  input: v.object({ UserPoolId: userPoolId }),
  handle: (_, pool) => ({ UserPool: poolType(pool) }),
});

function domainsOf(kept: Kept) {
  const [own, custom] = [false, true].map(isCustom =>
    kept.all('Domain').find(({ members }) => Boolean(members.CustomDomainConfig) === isCustom),
  );
  return { ...(own && { Domain: own.name }), ...(custom && { CustomDomain: custom.name }) };
}

/** What the service says of a pool that was told nothing. */
const DEFAULTS = {
  DeletionProtection: 'INACTIVE',
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  LambdaConfig: {},
  UserPoolTags: {},
  UserPoolTier: DEFAULT_TIER,
} as const;

/** The members that are described as they were sent: all that has no other place in the answer. */
function membersOf(settings: PoolSettings) {
  const {
    AliasAttributes,
    AllowedFirstAuthFactors,
    AutoVerifiedAttributes,
    CaseSensitive,
    EmailMfaConfiguration,
    PasswordPolicy,
    TokenSession,
    UserSessionTracking,
    UsernameAttributes,
    WebAuthnConfiguration,
    createdAt,
    customChallenges,
    mfaFactors,
    modifiedAt,
    ...members
  } = settings;
  return members;
}
