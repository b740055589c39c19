import type { PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { decideMfa } from './mfa.js';

/** A first factor of USER_AUTH, by the name of its challenge. */
export type FirstFactor = 'PASSWORD_SRP' | 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP';

/**
 * The first factors that a user may choose from: what the pool allows and the user has. A user who does not exist
 * seems to have them all. A temporary password has to be used, and codes are no first factor beside a second one.
 */
export function firstFactorsOf(settings: PoolSettings, user: UserRecord | undefined): FirstFactor[] {
  const byCode = codeFactors(settings).filter(factor => !user || maySignInByCode(settings, user, factor));
  return [...passwordFactors(user), ...byCode];
}

/** SRP takes a verifier, which there is not of a password whose hash was imported. */
function passwordFactors(user: UserRecord | undefined): FirstFactor[] {
  if (!user || user.password) return ['PASSWORD_SRP', 'PASSWORD'];
  return user.importedHash ? ['PASSWORD'] : [];
}

type CodeFactor = 'EMAIL_OTP' | 'SMS_OTP';

const codeFactors = ({ AllowedFirstAuthFactors: allowed, MfaConfiguration }: PoolSettings): CodeFactor[] =>
  MfaConfiguration === 'ON'
    ? []
    : (['EMAIL_OTP', 'SMS_OTP'] as const).filter(factor => allowed.includes(factor));

function maySignInByCode(settings: PoolSettings, user: UserRecord, factor: CodeFactor): boolean {
  if (user.status === 'FORCE_CHANGE_PASSWORD' || decideMfa(settings, user).kind !== 'none') return false;
  return Boolean(user.attributes[factor === 'EMAIL_OTP' ? 'email' : 'phone_number']);
}
