import { CognitoException, invalidParameter } from '../internal/exception.js';
import type { ContactAttribute, PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';

/** What the service does for pools that set no priorities: phone, then e-mail. */
const DEFAULT_PRIORITIES: readonly ContactAttribute[] = ['phone_number', 'email'];

const MECHANISMS: Readonly<Record<string, ContactAttribute>> = {
  verified_email: 'email',
  verified_phone_number: 'phone_number',
};

/** The contacts that recover an account, by the pool's `AccountRecoverySetting`. None where only administrators do. */
function priorities({ AccountRecoverySetting }: PoolSettings): readonly ContactAttribute[] {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms;
  if (!mechanisms) return DEFAULT_PRIORITIES;
  return [...mechanisms]
    .sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))
    .flatMap(({ Name = '' }) => MECHANISMS[Name] ?? []);
}

/**
 * Where a code to reset the password may go: the first verified contact. The phone that is the second factor must not
 * give the first one too.
 */
export function recoveryContact(settings: PoolSettings, user: UserRecord): ContactAttribute | undefined {
  const isSecondFactor = (contact: ContactAttribute) =>
    contact === 'phone_number' && settings.MfaConfiguration !== 'OFF' && user.mfa.includes('SMS_MFA');
  return priorities(settings).find(
    contact =>
      user.attributes[contact] &&
      user.attributes[`${contact}_verified`] === 'true' &&
      !isSecondFactor(contact),
  );
}

export const noRecoveryContact = (): CognitoException =>
  invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );

/** @throws NotAuthorizedException for a user who has not had a password of their own. */
export function refuseResetInState({ status }: UserRecord): void {
  if (status === 'FORCE_CHANGE_PASSWORD' || status === 'EXTERNAL_PROVIDER')
    throw new CognitoException(
      'NotAuthorizedException',
      'User password cannot be reset in the current state.',
    );
}
