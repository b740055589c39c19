/** Second steps, by Cognito's names. */
export const FACTORS: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
  SMS_MFA: 'Text message',
  EMAIL_OTP: 'E-mail',
};

/** The same as someone would say who is asked for one. */
export const FACTOR_CODES: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: 'The code of my authenticator app',
  SMS_MFA: 'A code by text message',
  EMAIL_OTP: 'A code by e-mail',
};
