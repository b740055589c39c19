import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { emailMfaMessage, smsMfaMessage } from '../members/messages.js';
import { smsConfiguration } from '../members/pool.js';
import { flag, kept, oneOf, text } from '../members/shapes.js';
import type { MfaFactor } from '../state/settings.js';
import { requireTier } from '../state/tier.js';
import { adminOperation } from './definition.js';
import { mfaConfig } from './mfa-config-output.js';
import { userPoolId } from './schemas.js';

const input = v.object({
  UserPoolId: userPoolId,
  MfaConfiguration: v.optional(oneOf(['OFF', 'ON', 'OPTIONAL']), 'OFF'),
  SmsMfaConfiguration: v.optional(
    v.object({ SmsAuthenticationMessage: smsMfaMessage, SmsConfiguration: v.optional(smsConfiguration) }),
  ),
  SoftwareTokenMfaConfiguration: v.optional(v.object({ Enabled: flag })),
  EmailMfaConfiguration: v.optional(emailMfaMessage),
  WebAuthnConfiguration: v.optional(
    kept(
      v.object({
        RelyingPartyId: v.optional(text({ max: 127 })),
        UserVerification: v.optional(oneOf(['required', 'preferred'])),
        FactorConfiguration: v.optional(oneOf(['SINGLE_FACTOR', 'MULTI_FACTOR_WITH_USER_VERIFICATION'])),
      }),
    ),
  ),
});

/** What the request leaves out is switched off. */
export const setUserPoolMfaConfig = adminOperation({
  name: 'SetUserPoolMfaConfig',
  notModelled: 'That SMS and e-mail need a sender; passkeys',
  input,
  handle: (request, { settings, configure, now }) => {
    const { MfaConfiguration, EmailMfaConfiguration, SmsMfaConfiguration, WebAuthnConfiguration } = request;
    const mfaFactors = factorsIn(request);
    if (EmailMfaConfiguration) requireTier(settings(), 'Email MFA');
    if (MfaConfiguration === 'OFF' && mfaFactors.length > 0)
      throw invalidParameter(
        "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
      );
    if (MfaConfiguration !== 'OFF' && mfaFactors.length === 0)
      throw invalidParameter(
        'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
      );
    configure({
      ...settings(),
      MfaConfiguration,
      mfaFactors,
      ...SmsMfaConfiguration,
      ...(EmailMfaConfiguration && { EmailMfaConfiguration }),
      ...(WebAuthnConfiguration && { WebAuthnConfiguration }),
      modifiedAt: now(),
    });
    return mfaConfig(settings());
  },
});

const factorsIn = (request: v.InferOutput<typeof input>): MfaFactor[] => [
  ...(request.SmsMfaConfiguration ? ['SMS_MFA' as const] : []),
  ...(request.SoftwareTokenMfaConfiguration?.Enabled ? ['SOFTWARE_TOKEN_MFA' as const] : []),
  ...(request.EmailMfaConfiguration ? ['EMAIL_OTP' as const] : []),
];
