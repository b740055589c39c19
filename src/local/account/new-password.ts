import { CognitoException } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import { keepPassword, passwordMatches } from '../state/passwords.js';
import type { SrpPassword, UserRecord } from '../state/user-record.js';

/**
 * What changes about a user who takes `password`. Whether it fits the policy was checked before.
 * @throws PasswordHistoryPolicyViolationException when it is one of those that the pool remembers.
 */
export function withNewPassword(
  { settings, random }: Pick<Pool, 'settings' | 'random'>,
  user: UserRecord,
  password: string,
): Required<Pick<UserRecord, 'password' | 'formerPasswords'>> & Pick<UserRecord, 'importedHash'> {
  const remembered = settings().PasswordPolicy.PasswordHistorySize ?? 0;
  const hadBefore = user.password ? [user.password, ...(user.formerPasswords ?? [])] : [];
  const isOld = (old: SrpPassword) =>
    passwordMatches(settings(), { username: user.username, ...old }, password);
  if (remembered > 0 && hadBefore.slice(0, remembered + 1).some(isOld))
    throw new CognitoException(
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used',
    );
  return {
    password: keepPassword(settings(), user.username, password, random),
    importedHash: undefined,
    formerPasswords: hadBefore.slice(0, remembered),
  };
}
