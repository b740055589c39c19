import * as v from 'valibot';
import { withoutUndefined } from '../../internal/without-undefined.js';
import { DEFAULT_PASSWORD_POLICY, type PoolSettings } from '../state/settings.js';
import { oneOf, text, whole } from './schemas.js';

export const contact = oneOf(['email', 'phone_number']);

const flag = v.optional(v.boolean());

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

/** What CreateUserPool and UpdateUserPool both say of a pool. */
export const poolMembers = {
  Policies: v.optional(policies),
  AutoVerifiedAttributes: v.optional(v.array(contact), []),
  MfaConfiguration: v.optional(oneOf(['OFF', 'ON', 'OPTIONAL']), 'OFF'),
  /** The service sends by it; here it says that there is SMS. */
  SmsConfiguration: v.optional(v.object({ SnsCallerArn: text({ max: 2048 }) })),
  DeviceConfiguration: v.optional(
    v.object({ ChallengeRequiredOnNewDevice: flag, DeviceOnlyRememberedOnUserPrompt: flag }),
  ),
  UserAttributeUpdateSettings: v.optional(
    v.object({ AttributesRequireVerificationBeforeUpdate: v.optional(v.array(contact)) }),
  ),
  AccountRecoverySetting: v.optional(
    v.object({
      RecoveryMechanisms: v.optional(
        v.array(
          v.object({
            Name: oneOf(['verified_email', 'verified_phone_number', 'admin_only']),
            Priority: whole(1, 2),
          }),
        ),
      ),
    }),
  ),
};

const schema = v.object(poolMembers);

/** A pool's configuration: what the request says, and the service's defaults for what it leaves out. */
export function poolConfiguration(given: v.InferOutput<typeof schema>) {
  const { PasswordPolicy = {}, SignInPolicy } = given.Policies ?? {};
  const { DeviceConfiguration, UserAttributeUpdateSettings, AccountRecoverySetting } = given;
  return {
    MfaConfiguration: given.MfaConfiguration,
    AutoVerifiedAttributes: given.AutoVerifiedAttributes,
    PasswordPolicy: { ...DEFAULT_PASSWORD_POLICY, ...withoutUndefined(PasswordPolicy) },
    AllowedFirstAuthFactors: SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD' as const],
    ...withoutUnset({
      DeviceConfiguration: DeviceConfiguration && withoutUndefined(DeviceConfiguration),
      UserAttributeUpdateSettings:
        UserAttributeUpdateSettings && withoutUndefined(UserAttributeUpdateSettings),
      AccountRecoverySetting: AccountRecoverySetting && withoutUndefined(AccountRecoverySetting),
    }),
  } satisfies Partial<PoolSettings>;
}

/** As {@link withoutAbsent}, where whole members may be missing from the result. */
const withoutUnset = <T extends object>(members: T) =>
  withoutUndefined(members) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
