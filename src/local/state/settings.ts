import type {
  EmailMfaConfigType,
  PasswordPolicyType,
  UserPoolTokenSessionConfigType,
  UserSessionTrackingType,
  WebAuthnConfigurationType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PoolMembers } from '../members/pool.js';
import type { AttributeSchema } from './attribute-schema.js';

/** A second factor, by the name that `UserMFASettingList` and the challenges use. */
export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';
export type ContactAttribute = 'email' | 'phone_number';

/** A question of the seed, with the one answer that is right. */
export interface CustomChallenge {
  readonly question: string;
  readonly answer: string;
}

/** Members that are read so often that they have a place of their own. */
type Unpacked = 'Policies' | 'MfaConfiguration' | 'AutoVerifiedAttributes';

/** The pool's own configuration, in the service's names and shapes, so that describing it is a copy. */
export interface PoolSettings extends Readonly<Omit<PoolMembers, Unpacked>> {
  readonly Id: string;
  readonly Name: string;
  readonly MfaConfiguration: 'OFF' | 'OPTIONAL' | 'ON';
  /** The second factors that the pool has switched on. */
  readonly mfaFactors: readonly MfaFactor[];
  readonly UsernameAttributes: readonly ContactAttribute[];
  readonly AliasAttributes: readonly (ContactAttribute | 'preferred_username')[];
  readonly AutoVerifiedAttributes: readonly ContactAttribute[];
  readonly CaseSensitive: boolean;
  readonly PasswordPolicy: Required<PasswordPolicyType>;
  readonly AllowedFirstAuthFactors: readonly ('PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN')[];
  /** The pool's own attributes, and the standard ones that it has made required or fixed. */
  readonly SchemaAttributes: readonly AttributeSchema[];
  /** How an e-mail with the code of a second factor reads. */
  readonly EmailMfaConfiguration?: EmailMfaConfigType;
  readonly WebAuthnConfiguration?: WebAuthnConfigurationType;
  /** What CUSTOM_AUTH asks, in this order, where the pool has no triggers for it. */
  readonly customChallenges?: readonly CustomChallenge[];
  /** Whether people's sessions are listed, and how many each may have. */
  readonly UserSessionTracking?: UserSessionTrackingType;
  readonly TokenSession?: UserPoolTokenSessionConfigType;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** What an update leaves as it is. */
export function foundingSettings(settings: PoolSettings) {
  const { Id, UsernameAttributes, AliasAttributes, CaseSensitive, SchemaAttributes, createdAt } = settings;
  const {
    customChallenges,
    EmailMfaConfiguration,
    WebAuthnConfiguration,
    UserSessionTracking,
    TokenSession,
  } = settings;
  return {
    ...{ Id, UsernameAttributes, AliasAttributes, CaseSensitive, SchemaAttributes, createdAt },
    ...(customChallenges && { customChallenges }),
    ...(EmailMfaConfiguration && { EmailMfaConfiguration }),
    ...(WebAuthnConfiguration && { WebAuthnConfiguration }),
    ...(UserSessionTracking && { UserSessionTracking }),
    ...(TokenSession && { TokenSession }),
  };
}

/** How many sessions a user may have; undefined where the pool does not track them. */
export const sessionsPerUser = ({ UserSessionTracking, TokenSession }: PoolSettings): number | undefined =>
  UserSessionTracking === 'ENABLED' ? (TokenSession?.MaxPerUser ?? DEFAULT_SESSIONS_PER_USER) : undefined;

export const DEFAULT_SESSIONS_PER_USER = 20;

/** What follows the `_` of the pool id: SRP hashes it into every password (cognito-idp calls it the pool name). */
export const poolNameOf = (settings: PoolSettings): string => settings.Id.slice(settings.Id.indexOf('_') + 1);

export const regionOf = (settings: PoolSettings): string => settings.Id.slice(0, settings.Id.indexOf('_'));

/** The account is none of AWS's. */
export const ACCOUNT = '000000000000';

export const arnOf = (settings: PoolSettings): string =>
  `arn:aws:cognito-idp:${regionOf(settings)}:${ACCOUNT}:userpool/${settings.Id}`;

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
