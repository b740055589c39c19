import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, flag, oneOf, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';

/** A second factor, by Cognito's name. */
export type MfaType = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';

/** Which second factors are on. A factor left out stays as it is. */
export interface MfaPreference {
  readonly sms?: boolean | undefined;
  readonly softwareToken?: boolean | undefined;
  readonly email?: boolean | undefined;
  /** The one asked for at sign-in. It has to be one that this call turns on. */
  readonly preferred?: MfaType | undefined;
}

const mfaPreference = strictOptions({
  sms: optional(flag),
  softwareToken: optional(flag),
  email: optional(flag),
  preferred: optional(oneOf('SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP')),
});

/** Cognito's settings for a preference; SetUserMFAPreference and its Admin twin share them. */
export function mfaSettings(preference: MfaPreference) {
  const { sms, softwareToken, email, preferred } = check(mfaPreference, preference, 'preference');
  const enabled = { SMS_MFA: sms, SOFTWARE_TOKEN_MFA: softwareToken, EMAIL_OTP: email };
  if (preferred && !enabled[preferred])
    throw new InvalidOptionError(
      'preference.preferred',
      `is ${preferred}, which the same call does not turn on`,
    );
  const setting = (type: MfaType) =>
    enabled[type] === undefined ? undefined : { Enabled: enabled[type], PreferredMfa: preferred === type };
  return {
    SMSMfaSettings: setting('SMS_MFA'),
    SoftwareTokenMfaSettings: setting('SOFTWARE_TOKEN_MFA'),
    EmailMfaSettings: setting('EMAIL_OTP'),
  };
}
