import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import type { MfaFactor } from '../state/settings.js';
import { adminOperation } from './definition.js';
import { mfaConfig } from './mfa-config-output.js';
import { oneOf, userPoolId } from './schemas.js';

const input = v.object({
  UserPoolId: userPoolId,
  MfaConfiguration: v.optional(oneOf(['OFF', 'ON', 'OPTIONAL']), 'OFF'),
  SmsMfaConfiguration: v.optional(v.object({ SmsConfiguration: v.optional(v.object({})) })),
  SoftwareTokenMfaConfiguration: v.optional(v.object({ Enabled: v.optional(v.boolean()) })),
  EmailMfaConfiguration: v.optional(v.object({})),
});

/** What the request leaves out is switched off. */
export const setUserPoolMfaConfig = adminOperation({
  name: 'SetUserPoolMfaConfig',
  notModelled: 'Message templates, passkeys, and that SMS and e-mail need a sender',
  input,
  handle: (request, { settings, configure, now }) => {
    const { MfaConfiguration } = request;
    const mfaFactors = factorsIn(request);
    if (MfaConfiguration === 'OFF' && mfaFactors.length > 0)
      throw invalidParameter(
        "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
      );
    if (MfaConfiguration !== 'OFF' && mfaFactors.length === 0)
      throw invalidParameter(
        'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
      );
    configure({ ...settings(), MfaConfiguration, mfaFactors, modifiedAt: now() });
    return mfaConfig(settings());
  },
});

const factorsIn = (request: v.InferOutput<typeof input>): MfaFactor[] => [
  ...(request.SmsMfaConfiguration ? ['SMS_MFA' as const] : []),
  ...(request.SoftwareTokenMfaConfiguration?.Enabled ? ['SOFTWARE_TOKEN_MFA' as const] : []),
  ...(request.EmailMfaConfiguration ? ['EMAIL_OTP' as const] : []),
];
