import * as v from 'valibot';
import { check, nonEmpty } from '../internal/options.js';

const base32 = v.pipe(
  nonEmpty,
  v.transform(secret => secret.replace(/[\s=-]/g, '').toUpperCase()),
  v.regex(/^[A-Z2-7]+$/, 'must be the Base32 secret of an authenticator'),
);
const time = v.pipe(
  v.number('must be milliseconds since the epoch'),
  v.finite('must be milliseconds since the epoch'),
  v.minValue(0, 'must be milliseconds since the epoch'),
);

/**
 * The code that an authenticator with this secret shows now (RFC 6238: SHA-1, 30 seconds, 6 digits). For accounts
 * that sign in unattended.
 *
 * ```ts
 * import { Cognito, totpCode } from 'portcullis';
 *
 * const cognito = new Cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' });
 * await cognito.authenticate('Correct-Horse-9', {
 *   onSoftwareTokenMfa: () => totpCode('JBSWY3DPEHPK3PXP', cognito.pool.api.now()),
 * });
 * ```
 *
 * @param secretCode The Base32 secret that Cognito gave when the authenticator was associated.
 * @param now Milliseconds since the epoch, such as the pool's time in the example. Default: the system's clock.
 * @throws {InvalidOptionError}
 */
export async function totpCode(secretCode: string, now: number = Date.now()): Promise<string> {
  const base32Secret = check(base32, secretCode, 'secretCode');
  const timestamp = check(time, now, 'now');
  // Loaded with the first code: most programs compute none.
  const { Secret, TOTP } = await import('otpauth');
  return new TOTP({ secret: Secret.fromBase32(base32Secret) }).generate({ timestamp });
}
