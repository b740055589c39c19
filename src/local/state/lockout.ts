import type { Clock } from '../../internal/seams.js';
import { momentOf, notAuthorized } from '../internal/exception.js';
import type { Records } from './records.js';
import { Sweeper } from './sweep.js';

const FREE_FAILURES = 5;
const LONGEST_LOCKOUT_MS = 15 * 60_000;
/** After this long without a try, failures are forgotten. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;

export interface PasswordFailures {
  readonly count: number;
  readonly lastAt: number;
}

/** When the next try is heard: after the fifth failure in one second, and twice as long after each further one. */
function lockedUntil({ count, lastAt }: PasswordFailures): number {
  if (count < FREE_FAILURES) return 0;
  return lastAt + Math.min(1000 * 2 ** (count - FREE_FAILURES), LONGEST_LOCKOUT_MS);
}

/**
 * Failures in a row to prove a password, by username. Names that no user has are counted too, so that a lock-out tells
 * nothing.
 */
export class Lockout {
  readonly sweeper: Sweeper<PasswordFailures>;

  constructor(
    private readonly records: Records<PasswordFailures>,
    private readonly now: Clock,
  ) {
    this.sweeper = new Sweeper(records, ({ lastAt }) => lastAt + FORGOTTEN_AFTER_MS);
  }

  /** @throws NotAuthorizedException while the name is locked out; the password is not even looked at. */
  refuseIfLocked(username: string): void {
    const failures = this.#remembered(username);
    if (!failures || lockedUntil(failures) <= this.now()) return;
    throw notAuthorized('Password attempts exceeded', {
      expected: `no try before ${momentOf(lockedUntil(failures))}, after ${failures.count} wrong ones in a row`,
      sent: `one at ${momentOf(this.now())}`,
    });
  }

  recordFailure(username: string): void {
    const count = (this.#remembered(username)?.count ?? 0) + 1;
    this.records.set(username, { count, lastAt: this.now() });
  }

  forget(username: string): void {
    this.records.delete(username);
  }

  #remembered(username: string): PasswordFailures | undefined {
    const failures = this.records.get(username);
    return failures && failures.lastAt + FORGOTTEN_AFTER_MS > this.now() ? failures : undefined;
  }
}
