import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import type { Pool } from '../pool/pool.js';
import { STANDARD_ATTRIBUTES } from '../state/attributes.js';
import { regionOf } from '../state/settings.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

/** The wire's `UserPoolType`. */
export function poolType({ settings, users }: Pool): UserPoolType {
  const pool = settings();
  const names = [...STANDARD_ATTRIBUTES, ...pool.customAttributes];
  return {
    Id: pool.Id,
    Name: pool.Name,
    Arn: `arn:aws:cognito-idp:${regionOf(pool)}:000000000000:userpool/${pool.Id}`,
    Policies: {
      PasswordPolicy: pool.PasswordPolicy,
      SignInPolicy: { AllowedFirstAuthFactors: [...pool.AllowedFirstAuthFactors] },
    },
    MfaConfiguration: pool.MfaConfiguration,
    AutoVerifiedAttributes: [...pool.AutoVerifiedAttributes],
    ...(pool.AliasAttributes.length > 0 && { AliasAttributes: [...pool.AliasAttributes] }),
    ...(pool.UsernameAttributes.length > 0 && { UsernameAttributes: [...pool.UsernameAttributes] }),
    UsernameConfiguration: { CaseSensitive: pool.CaseSensitive },
    DeviceConfiguration: pool.DeviceConfiguration,
    UserAttributeUpdateSettings: pool.UserAttributeUpdateSettings,
    AccountRecoverySetting: pool.AccountRecoverySetting,
    SchemaAttributes: names.map(attributeSchema),
    EstimatedNumberOfUsers: users.all().length,
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
  };
}

export const describeUserPool = adminOperation({
  name: 'DescribeUserPool',
  notModelled: 'What the local pool does not keep, such as triggers, domains and message templates',
  input: v.object({ UserPoolId: userPoolId }),
  handle: (_, pool) => ({ UserPool: poolType(pool) }),
});

function attributeSchema(Name: string) {
  const isBoolean = Name.endsWith('_verified');
  return {
    Name,
    AttributeDataType: isBoolean ? ('Boolean' as const) : ('String' as const),
    DeveloperOnlyAttribute: false,
    Mutable: Name !== 'sub',
    Required: Name === 'sub',
    ...(!isBoolean && { StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' } }),
  };
}
