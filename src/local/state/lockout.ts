import type { Clock } from '../../internal/seams.js';
import { notAuthorized } from '../internal/exception.js';
import type { PasswordFailures, UserRecord } from './user-record.js';
import type { Users } from './users.js';

const FREE_FAILURES = 5;
const LONGEST_LOCKOUT_MS = 15 * 60_000;
/** After this long without a try, failures are forgotten. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;

/** When the next try is heard: after the fifth failure in one second, and twice as long after each further one. */
function lockedUntil({ count, lastAt }: PasswordFailures): number {
  if (count < FREE_FAILURES) return 0;
  return lastAt + Math.min(1000 * 2 ** (count - FREE_FAILURES), LONGEST_LOCKOUT_MS);
}

const remembered = ({ failures }: UserRecord, now: Clock): PasswordFailures | undefined =>
  failures && failures.lastAt + FORGOTTEN_AFTER_MS > now() ? failures : undefined;

/** @throws NotAuthorizedException while the user is locked out; the password is not even looked at. */
export function refuseIfLockedOut(user: UserRecord, now: Clock): void {
  const failures = remembered(user, now);
  if (failures && lockedUntil(failures) > now()) throw notAuthorized('Password attempts exceeded');
}

export function recordFailure(users: Users, user: UserRecord, now: Clock): void {
  const count = (remembered(user, now)?.count ?? 0) + 1;
  users.save({ ...user, failures: { count, lastAt: now() } });
}

/** Clears the failures. Returns the user as saved. */
export function recordSuccess(users: Users, user: UserRecord): UserRecord {
  if (!user.failures) return user;
  const { failures: _, ...cleared } = user;
  return users.save(cleared);
}
