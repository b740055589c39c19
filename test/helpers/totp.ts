import { Secret, TOTP } from 'otpauth';

/** The code that an authenticator shows at this time. */
export const totpCode = (secret: string, timestamp = Date.now()): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
