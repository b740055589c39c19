import type { Seed } from 'portcullis/local';

export const PASSWORD = 'Correct-Horse-9';
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const ANSWERS = ['Paris', 'blue'] as const;

const user = (username: string, phone: string, more: object = {}) => ({
  username,
  password: PASSWORD,
  status: 'CONFIRMED' as const,
  attributes: { email: `${username}@example.com`, email_verified: 'true', phone_number: phone },
  ...more,
});

const FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;

/** A person for each behaviour, so that none minds what another did. */
export const OPEN_POOL: Seed = {
  userPoolId: 'eu-west-1_Web000001',
  AliasAttributes: ['email'],
  MfaConfiguration: 'OPTIONAL',
  EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
  customChallenges: [
    { question: 'Capital of France?', answer: ANSWERS[0] },
    { question: 'Colour of the sky?', answer: ANSWERS[1] },
  ],
  clients: [
    { clientId: 'app', ExplicitAuthFlows: [...FLOWS] },
    {
      clientId: 'rotating',
      ExplicitAuthFlows: [...FLOWS],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    },
  ],
  users: [
    user('ada', '+441234560001'),
    user('totp', '+441234560002', {
      totpSecret: TOTP_SECRET,
      mfa: ['SOFTWARE_TOKEN_MFA'],
      preferredMfa: 'SOFTWARE_TOKEN_MFA',
    }),
    user('elsewhere', '+441234560003', { mfa: ['SMS_MFA'], preferredMfa: 'SMS_MFA' }),
    user('sms', '+441234560004', { mfa: ['SMS_MFA'], preferredMfa: 'SMS_MFA' }),
    user('mail', '+441234560005', { mfa: ['EMAIL_OTP'], preferredMfa: 'EMAIL_OTP' }),
    user('either', '+441234560006', { mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], totpSecret: TOTP_SECRET }),
    user('invited', '+441234560007', { status: 'FORCE_CHANGE_PASSWORD' }),
    user('session', '+441234560008'),
    user('account', '+441234560009'),
    user('forgetful', '+441234560010'),
    user('leaving', '+441234560011'),
  ],
};

/** A pool that asks for a second factor, and tracks devices. */
export const STRICT_POOL: Seed = {
  userPoolId: 'eu-west-1_Web000002',
  MfaConfiguration: 'ON',
  EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  clients: [{ clientId: 'app', ExplicitAuthFlows: [...FLOWS] }],
  users: [
    { username: 'new', password: PASSWORD, status: 'CONFIRMED' },
    {
      username: 'tracked',
      password: PASSWORD,
      status: 'CONFIRMED',
      totpSecret: TOTP_SECRET,
      mfa: ['SOFTWARE_TOKEN_MFA'],
      preferredMfa: 'SOFTWARE_TOKEN_MFA',
    },
  ],
};
