import type { GetUserPoolMfaConfigResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { PoolSettings } from '../state/settings.js';

/** What the service would send SMS by, where the pool does not say. */
const SMS_ROLE = 'arn:aws:iam::000000000000:role/local';

/** How GetUserPoolMfaConfig and SetUserPoolMfaConfig show the pool's second factors. */
export const mfaConfig = ({
  MfaConfiguration,
  mfaFactors,
  SmsConfiguration = { SnsCallerArn: SMS_ROLE },
  SmsAuthenticationMessage,
  EmailMfaConfiguration = {},
  WebAuthnConfiguration,
}: PoolSettings): GetUserPoolMfaConfigResponse => ({
  MfaConfiguration,
  ...(mfaFactors.includes('SMS_MFA') && {
    SmsMfaConfiguration: {
      SmsConfiguration,
      ...(SmsAuthenticationMessage !== undefined && { SmsAuthenticationMessage }),
    },
  }),
  ...(mfaFactors.includes('EMAIL_OTP') && { EmailMfaConfiguration }),
  SoftwareTokenMfaConfiguration: { Enabled: mfaFactors.includes('SOFTWARE_TOKEN_MFA') },
  ...(WebAuthnConfiguration && { WebAuthnConfiguration }),
});
