import type {
  AccountRecoverySettingType,
  DeviceConfigurationType,
  PasswordPolicyType,
  UserAttributeUpdateSettingsType,
} from '@aws-sdk/client-cognito-identity-provider';

/** A second factor, by the name that `UserMFASettingList` and the challenges use. */
export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';
export type ContactAttribute = 'email' | 'phone_number';

/** A question of the seed, with the one answer that is right. */
export interface CustomChallenge {
  readonly question: string;
  readonly answer: string;
}

/** The pool's own configuration, in the service's names and shapes, so that describing it is a copy. */
export interface PoolSettings {
  readonly Id: string;
  readonly Name: string;
  readonly MfaConfiguration: 'OFF' | 'OPTIONAL' | 'ON';
  /** The second factors that the pool has switched on. */
  readonly mfaFactors: readonly MfaFactor[];
  readonly UsernameAttributes: readonly ContactAttribute[];
  readonly AliasAttributes: readonly (ContactAttribute | 'preferred_username')[];
  readonly AutoVerifiedAttributes: readonly ContactAttribute[];
  readonly CaseSensitive: boolean;
  readonly DeviceConfiguration?: DeviceConfigurationType;
  readonly PasswordPolicy: Required<PasswordPolicyType>;
  readonly AllowedFirstAuthFactors: readonly ('PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN')[];
  readonly UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType;
  readonly AccountRecoverySetting?: AccountRecoverySettingType;
  /** Names of the pool's own attributes, with their `custom:` prefix. */
  readonly customAttributes: readonly string[];
  /** What CUSTOM_AUTH asks, in this order, where the pool has no triggers for it. */
  readonly customChallenges?: readonly CustomChallenge[];
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** What follows the `_` of the pool id: SRP hashes it into every password (cognito-idp calls it the pool name). */
export const poolNameOf = (settings: PoolSettings): string => settings.Id.slice(settings.Id.indexOf('_') + 1);

export const regionOf = (settings: PoolSettings): string => settings.Id.slice(0, settings.Id.indexOf('_'));

/** Whether sign-ins come with a device. Without a device configuration the pool knows none. */
export const tracksDevices = ({ DeviceConfiguration }: PoolSettings): boolean =>
  DeviceConfiguration !== undefined;

export const DEFAULT_PASSWORD_POLICY: Required<PasswordPolicyType> = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  PasswordHistorySize: 0,
  TemporaryPasswordValidityDays: 7,
};
