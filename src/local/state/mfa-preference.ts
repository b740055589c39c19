import { invalidParameter } from '../internal/exception.js';
import type { MfaFactor } from './settings.js';
import type { UserRecord } from './user-record.js';

interface FactorPreference {
  readonly Enabled?: boolean | undefined;
  readonly PreferredMfa?: boolean | undefined;
}

/** What SetUserMFAPreference takes; a factor that is left out stays as it is. */
export interface MfaPreference {
  readonly SMSMfaSettings?: FactorPreference | undefined;
  readonly SoftwareTokenMfaSettings?: FactorPreference | undefined;
  readonly EmailMfaSettings?: FactorPreference | undefined;
}

/**
 * The user with other second factors: the record without its preference, and what changes.
 * @throws InvalidParameterException when a factor is not set up, or two are preferred.
 */
export function applyMfaPreference(
  user: UserRecord,
  preference: MfaPreference,
): [UserRecord, Partial<UserRecord>] {
  const { SMSMfaSettings: sms, SoftwareTokenMfaSettings: totp, EmailMfaSettings: email } = preference;
  refuseWhatIsNotSetUp(user, preference);
  const changes = new Map<MfaFactor, FactorPreference>();
  if (sms) changes.set('SMS_MFA', sms);
  if (totp) changes.set('SOFTWARE_TOKEN_MFA', totp);
  if (email) changes.set('EMAIL_OTP', email);

  const preferred = [...changes].filter(([, { PreferredMfa }]) => PreferredMfa).map(([factor]) => factor);
  if (preferred.length > 1) throw invalidParameter('Only one MFA method can be preferred');
  const mfa = factorsAfter(user.mfa, changes);
  const before = user.preferredMfa;
  const kept = before && changes.get(before)?.PreferredMfa !== false ? before : undefined;
  const preferredMfa = [preferred[0] ?? kept].find(factor => factor && mfa.includes(factor));
  const { preferredMfa: _, ...rest } = user;
  return [rest, { mfa, ...(preferredMfa && { preferredMfa }) }];
}

function refuseWhatIsNotSetUp({ attributes, softwareToken }: UserRecord, preference: MfaPreference): void {
  if (preference.SMSMfaSettings && !attributes.phone_number)
    throw invalidParameter('User does not have a phone_number set to turn on SMS MFA');
  if (preference.SoftwareTokenMfaSettings?.Enabled && !softwareToken)
    throw invalidParameter('User has not verified software token mfa');
  if (preference.EmailMfaSettings?.Enabled && !attributes.email)
    throw invalidParameter('User does not have an email set to turn on Email MFA');
}

/** Preferring a factor switches it on. */
function factorsAfter(
  before: readonly MfaFactor[],
  changes: ReadonlyMap<MfaFactor, FactorPreference>,
): MfaFactor[] {
  const mfa = new Set(before);
  for (const [factor, { Enabled, PreferredMfa }] of changes) {
    if (Enabled ?? PreferredMfa) mfa.add(factor);
    else if (Enabled === false) mfa.delete(factor);
  }
  return [...mfa];
}
