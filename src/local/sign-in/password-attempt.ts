import {
  CognitoException,
  incorrectPassword,
  momentOf,
  notAuthorized,
  userIsDisabled,
  type Why,
} from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import type { PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';

const DAY_MS = 86_400_000;

/**
 * Judges a try to sign in by password, however it was proved. The state of the account comes first: the service tells
 * it even where the password is wrong.
 * @throws the service's refusal for that state, for a lock-out, or `Incorrect username or password.`
 */
export function checkPasswordAttempt(
  pool: Pool,
  { username, user }: Claimant,
  passwordHolds: () => true | Why,
): UserRecord {
  if (user) refuseByState(user);
  pool.lockout.refuseIfLocked(username);
  // For a name that no user has, too: it takes the same time and counts the same.
  const holds = passwordHolds();
  if (holds !== true || !user) {
    pool.lockout.recordFailure(username);
    throw incorrectPassword(user && holds !== true ? holds : noSuchUser);
  }
  refuseExpiredTemporaryPassword(user, pool.settings(), pool.now());
  pool.lockout.forget(username);
  return user;
}

/** A client that hides who exists is told of a wrong password. */
const noSuchUser: Why = {
  expected: 'the name of a user of the pool',
  sent: 'a name that no user has, which the app client hides (PreventUserExistenceErrors)',
};

/** Who seems to sign in. */
interface Claimant {
  /** The stored name, or the simulated one where no user has the name. */
  readonly username: string;
  readonly user: UserRecord | undefined;
}

/** @throws when the account is disabled, not confirmed yet, or waiting for a new password. */
export function refuseByState({ enabled, status }: UserRecord): void {
  if (!enabled) throw userIsDisabled();
  if (status === 'UNCONFIRMED')
    throw new CognitoException('UserNotConfirmedException', 'User is not confirmed.', stateIs(status));
  if (status === 'RESET_REQUIRED')
    throw new CognitoException(
      'PasswordResetRequiredException',
      'Password reset required for the user',
      stateIs(status),
    );
}

const stateIs = (status: string): Why => ({
  expected: 'a user who may sign in: CONFIRMED or FORCE_CHANGE_PASSWORD',
  sent: `a user whose status is ${status}`,
});

function refuseExpiredTemporaryPassword(user: UserRecord, settings: PoolSettings, now: number): void {
  const since = user.password?.temporarySince;
  if (user.status !== 'FORCE_CHANGE_PASSWORD' || since === undefined) return;
  const validDays = settings.PasswordPolicy.TemporaryPasswordValidityDays ?? 7;
  if (since + validDays * DAY_MS <= now)
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.', {
      expected: `a sign-in by ${momentOf(since + validDays * DAY_MS)}: TemporaryPasswordValidityDays is ${validDays}`,
      sent: `one at ${momentOf(now)}`,
    });
}
